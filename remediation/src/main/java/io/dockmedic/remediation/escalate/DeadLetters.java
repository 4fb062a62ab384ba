package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.record.DeadLetter;
import io.dockmedic.remediation.record.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were given up. Health says so until a person has acknowledged an incident that they tell of, or noted something of one,
 * or for a week; that the receiver takes others again changes nothing about these. To be used on one context.
 */
final class DeadLetters {
    /** After this whoever was to come for it has come or never will. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final String PART = "remediation.dead_letters";
    private static final int SHOWN = 3;

    private final Predicate<String> acknowledged;
    private final Clock clock;
    private final Timers timers;
    private final Health health;
    private final List<DeadLetter> all = new ArrayList<>();
    private Timers.@Nullable Pending pending;

    /** @param acknowledged whether a person knows of an incident */
    DeadLetters(Predicate<String> acknowledged, Clock clock, Timers timers, Health health) {
        this.acknowledged = acknowledged;
        this.clock = clock;
        this.timers = timers;
        this.health = health;
    }

    /** Those of before our start, of whose incidents nobody said anything. */
    void remember(List<DeadLetter> before) {
        before.stream().filter(one -> all.stream().noneMatch(one::same)).forEach(all::add);
        if (!all.isEmpty()) {
            say();
        }
    }

    /** A message was given up now. */
    void gaveUp(Delivery delivery) {
        DeadLetter.of(delivery, clock.now())
                .filter(one -> one.incidents().stream().noneMatch(acknowledged))
                .ifPresent(one -> {
                    all.add(one);
                    say();
                });
    }

    /** A person said something of an incident. */
    void said(String incident) {
        if (all.removeIf(one -> one.incidents().contains(incident))) {
            say();
        }
    }

    private void say() {
        Instant now = clock.now();
        all.removeIf(one -> !one.at().plus(KEPT).isAfter(now));
        if (all.isEmpty()) {
            health.say(PART, Health.Status.UP, "");
        } else {
            health.say(PART, Health.Status.DEGRADED, words());
        }
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
        all.stream()
                .map(DeadLetter::at)
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> pending = timers.after(Duration.between(now, oldest.plus(KEPT)), this::say));
    }

    private String words() {
        String which = all.stream()
                .limit(SHOWN)
                .map(one -> one.receiver() + " of " + one.incidents().stream().sorted().findFirst().orElseThrow())
                .collect(Collectors.joining(", "));
        int more = all.size() - SHOWN;
        return "not told, and given up: " + which + (more > 0 ? " and " + more + " more" : "")
                + "; dockmedic show ID says what it is; to acknowledge it, or to note something of it, ends this";
    }
}
