package io.dockmedic.rules.operator;

import java.time.Duration;

/**
 * What it means that the readings a rule is about do not come any more.
 *
 * @param after from the last reading, for how long it is still known how it is
 * @param over  whether what is not heard of is taken for well; else what is known of it is kept, and nothing begins
 */
public record Silence(Duration after, boolean over) {}
