package io.dockmedic.rules.operator;

import java.time.Duration;

/**
 * Without so many events of one key an operator never fires.
 *
 * @param events one or more
 * @param within of which the first and the last are less than this apart
 */
public record Fewest(int events, Duration within) {}
