package io.dockmedic.remediation.escalate;

import io.dockmedic.remediation.record.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When who was told of something is told again, and when another is told of it too. */
final class DueDates {
    /** After a restart it takes a moment until it is known what still fires; and a silence may end. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Map<String, Receiver> receivers;
    private final BiPredicate<String, String> isTold;

    /** @param isTold whether something is being told to a receiver */
    DueDates(Map<String, Receiver> receivers, BiPredicate<String, String> isTold) {
        this.receivers = receivers;
        this.isTold = isTold;
    }

    /** Whichever is due first; empty when nothing ever is. */
    Optional<Instant> first(Page page) {
        return all(page).min(Instant::compareTo);
    }

    /** Whether it is to be told again by now. */
    boolean again(Page page, Instant now) {
        return isDue(again(page), now);
    }

    /** Whether another is to be told by now. */
    boolean handsOn(Page page, Instant now) {
        return isDue(handsOn(page), now);
    }

    /** Who that is. */
    String next(Page page) {
        return reminding(page).then();
    }

    /** When it is due, where a timer was early by less than it can tell; else after a while. */
    Instant nextLook(Page page, Instant now) {
        Instant latest = now.plus(LOOK_AGAIN);
        return all(page)
                .filter(due -> due.isAfter(now) && due.isBefore(latest))
                .min(Instant::compareTo)
                .orElse(latest);
    }

    private Stream<Instant> all(Page page) {
        return Stream.of(Optional.ofNullable(again(page)), Optional.ofNullable(handsOn(page)))
                .flatMap(Optional::stream);
    }

    private static boolean isDue(@Nullable Instant due, Instant now) {
        return due != null && !due.isAfter(now);
    }

    /** When it is told again; null for never. */
    private @Nullable Instant again(Page page) {
        Duration every = reminding(page).every();
        return every == null ? null : page.last().plus(every);
    }

    /** When another is told; null for never, or when that was done. */
    private @Nullable Instant handsOn(Page page) {
        Reminding reminding = reminding(page);
        Duration after = reminding.after();
        return after == null || isTold.test(page.about(), reminding.then()) ? null : page.since().plus(after);
    }

    private Reminding reminding(Page page) {
        Receiver receiver = receivers.get(page.receiver());
        return receiver == null ? Reminding.NONE : receiver.reminding();
    }
}
