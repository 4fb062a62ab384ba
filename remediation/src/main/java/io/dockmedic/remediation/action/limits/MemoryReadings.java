package io.dockmedic.remediation.action.limits;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is known of memory.
 *
 * @param latest    what was read last of a container, by its full id; empty when nothing was
 * @param available bytes that the host can still give; fails with the reason where that cannot be told
 */
public record MemoryReadings(Function<String, Optional<Used>> latest, Supplier<Future<Long>> available) {
    /**
     * What a container used.
     *
     * @param at         when it was read
     * @param workingSet in bytes: what cannot be taken back easily
     * @param kills      processes of this run that the kernel killed for want of memory; empty where that is not told
     */
    public record Used(Instant at, long workingSet, OptionalLong kills) {}
}
