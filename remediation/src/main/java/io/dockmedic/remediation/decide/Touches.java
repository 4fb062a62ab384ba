package io.dockmedic.remediation.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What others did to a service since its incident began. A restart shows as {@code stop}, {@code start} and
 * {@code restart} within moments; it is told from a plain stop by waiting {@link #GRACE}.
 *
 * @param inVain  of which it was seen since that it is wrong all the same: nobody has to wait for those
 * @param inDoubt stops right before the engine was gone: somebody's, or its own end's
 */
public record Touches(List<Touch> all, Set<Touch> inVain, Set<Touch> inDoubt) {
    /** How long the words of one restart are apart at most. */
    public static final Duration GRACE = Duration.ofSeconds(3);

    /** So long it is remembered what others did. */
    public static final Duration REMEMBERED = Duration.ofHours(24);

    private static final Set<String> TAKES_OVER = Set.of("create", "start", "stop", "destroy", "update", "rename",
            "pause", "connect", "disconnect");

    public Touches {
        all = List.copyOf(all);
        inVain = Set.copyOf(inVain);
        inDoubt = Set.copyOf(inDoubt);
    }

    /** Of which none is known to have been in vain, or in doubt. */
    public Touches(List<Touch> all) {
        this(all, Set.of(), Set.of());
    }

    /** The last touch that takes the service over from us, unless it is part of a restart. */
    public Optional<Touch> takeover() {
        return takeovers().max(Comparator.comparing(Touch::at));
    }

    /** The same, also where it was in vain. */
    public Optional<Touch> lastTakeover() {
        return new Touches(all).takeover();
    }

    /** The last of those that are not in doubt. */
    public Optional<Touch> takeoverForSure() {
        return takeovers().filter(touch -> !inDoubt.contains(touch)).max(Comparator.comparing(Touch::at));
    }

    /** Whether one of them took it over after one moment, and not after another. */
    boolean tookOver(Instant after, Instant until) {
        return new Touches(all).takeovers().anyMatch(touch -> touch.at().isAfter(after) && !touch.at().isAfter(until));
    }

    private Stream<Touch> takeovers() {
        return all.stream()
                .filter(touch -> TAKES_OVER.contains(touch.action()) && !inVain.contains(touch))
                .filter(touch -> restarts().stream().noneMatch(restart -> near(restart, touch)));
    }

    /** Restarts by others: another healer, or a person. */
    public List<Touch> restarts() {
        return all.stream().filter(touch -> touch.action().equals("restart")).toList();
    }

    /** Those after {@code moment}. */
    public Touches since(Instant moment) {
        return new Touches(all.stream().filter(touch -> touch.at().isAfter(moment)).toList(), inVain, inDoubt);
    }

    private static boolean near(Touch one, Touch other) {
        return Duration.between(one.at(), other.at()).abs().compareTo(GRACE) <= 0;
    }
}
