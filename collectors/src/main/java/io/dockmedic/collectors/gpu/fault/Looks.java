package io.dockmedic.collectors.gpu.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the counts of a GPU's errors were asked of the hardware. The driver then writes into the kernel's log of what it finds,
 * which may be old. Safe for use by several threads.
 */
public final class Looks {
    /** What is before the first look. */
    static final Instant EVER = Instant.EPOCH;

    /** The log does not tell the time as we do. */
    private static final Duration EARLIER = Duration.ofSeconds(1);
    /** A look takes milliseconds, as a rule. */
    private static final Duration LATER = Duration.ofSeconds(3);

    private final Map<String, Look> last = new ConcurrentHashMap<>();

    private record Look(Instant at, Instant before) {}

    /**
     * A look begins.
     *
     * @param first whether nobody knows of what is found when it was
     */
    public void begins(String pci, Instant now, boolean first) {
        last.compute(pci, (place, old) -> new Look(now, old == null || first ? EVER : old.at()));
    }

    /** When the look was before the one that was under way at that time; empty when none was. */
    Optional<Instant> before(String pci, Instant at) {
        return Optional.ofNullable(last.get(pci))
                .filter(look -> !at.isBefore(look.at().minus(EARLIER)) && !at.isAfter(look.at().plus(LATER)))
                .map(Look::before);
    }
}
