package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.room.Gauge;
import io.dockmedic.remediation.room.Goal;
import io.dockmedic.remediation.room.Wanted;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proof that there is room: measures again and again until as much as is wanted has been free for as long as is asked. What
 * an engine removes may be freed a moment later.
 */
final class RoomProof implements Proof {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Wanted wanted;
    private final Step.Verify verify;
    private final Gauge gauge;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Optional<String>> answer;
    private final Timers.Pending deadline;
    private @Nullable Instant since;
    private String last = "it could not be measured";
    private boolean over;

    RoomProof(Wanted wanted, Step.Verify verify, Gauge gauge, Clock clock, Timers timers,
            Consumer<Optional<String>> answer) {
        this.wanted = wanted;
        this.verify = verify;
        this.gauge = gauge;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        this.deadline = timers.after(verify.within(), this::late);
    }

    RoomProof begin() {
        look();
        return this;
    }

    @Override
    public void event(ContainerEvent event) {
        // No container is part of it.
    }

    @Override
    public void cancel() {
        over = true;
        deadline.cancel();
    }

    private void look() {
        if (!over) {
            gauge.on(wanted.mountpoint()).onComplete(answered -> {
                if (!over) {
                    measured(answered.succeeded() ? answered.result() : null);
                }
            });
        }
    }

    private void measured(@Nullable Usage usage) {
        Instant now = clock.now();
        if (usage != null) {
            last = "only " + Goal.words(usage) + " of " + wanted.mountpoint() + " are free";
        }
        if (usage == null || !wanted.goal().reached(usage)) {
            since = null;
        } else if (since == null) {
            since = now;
        }
        Duration left = since == null ? EVERY : verify.holds().minus(Duration.between(since, now));
        if (since != null && !left.isPositive()) {
            cancel();
            answer.accept(Optional.empty());
        } else {
            timers.after(left.compareTo(EVERY) < 0 ? left : EVERY, this::look);
        }
    }

    private void late() {
        if (!over) {
            cancel();
            answer.accept(Optional.of(last + ", not " + wanted.goal().words() + " within "
                    + verify.within().toSeconds() + " s"));
        }
    }
}
