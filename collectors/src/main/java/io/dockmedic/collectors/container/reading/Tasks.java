package io.dockmedic.collectors.container.reading;

import java.util.OptionalLong;

/**
 * Threads of all processes of the group.
 *
 * @param current now
 * @param limit   empty when there is none
 * @param refused how often one more was refused because of the limit; empty where the kernel does not say
 */
public record Tasks(long current, OptionalLong limit, OptionalLong refused) {}
