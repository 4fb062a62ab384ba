package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proof by looking again and again until it has been found as it was to be for as long as is asked. What cannot be seen does
 * not hold.
 */
final class LookingProof implements Proof {
    private record Holding(Instant since, Object same) {}

    private final Look look;
    private final Step.Verify verify;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Optional<String>> answer;
    private final Timers.Pending deadline;
    private @Nullable Holding holding;
    private String last;
    private boolean over;

    /** @param answer empty when the proof held, else what broke it, for a person */
    LookingProof(Look look, Step.Verify verify, Clock clock, Timers timers, Consumer<Optional<String>> answer) {
        this.look = look;
        this.verify = verify;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        this.last = look.unseen();
        this.deadline = timers.after(verify.within(), this::late);
    }

    LookingProof begin() {
        look();
        return this;
    }

    @Override
    public void event(ContainerEvent event) {
        look.event(event);
    }

    @Override
    public void cancel() {
        over = true;
        deadline.cancel();
    }

    private void look() {
        if (!over) {
            look.once().onSuccess(found -> {
                if (!over) {
                    seen(found.orElse(null));
                }
            });
        }
    }

    private void seen(Look.@Nullable Found found) {
        Instant now = clock.now();
        if (found != null) {
            last = found.words();
        }
        if (found != null && found.never()) {
            cancel();
            answer.accept(Optional.of(last));
            return;
        }
        Holding before = holding;
        if (found == null || !found.asAsked()) {
            holding = null;
        } else if (before == null || !before.same().equals(found.same())) {
            holding = new Holding(now, found.same());
        }
        Duration left = holding == null ? look.every() : verify.holds().minus(Duration.between(holding.since(), now));
        if (holding != null && !left.isPositive()) {
            cancel();
            answer.accept(Optional.empty());
        } else {
            timers.after(left.compareTo(look.every()) < 0 ? left : look.every(), this::look);
        }
    }

    private void late() {
        if (!over) {
            cancel();
            answer.accept(Optional.of(last + ", " + look.asked() + " within " + verify.within().toSeconds() + " s"));
        }
    }
}
