package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Proof that it stands still: looks again and again until it has been found so, and no other run of it in between, for as
 * long as is asked.
 */
final class StillProof implements Proof {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final String container;
    private final Step.Verify verify;
    private final Predicate<ContainerState> still;
    private final EngineCalls calls;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Optional<String>> answer;
    private final Timers.Pending deadline;
    private @Nullable Instant since;
    private @Nullable Instant run;
    private String last = "it could not be looked at";
    private boolean over;

    StillProof(String container, Step.Verify verify, Predicate<ContainerState> still, EngineCalls calls, Clock clock,
            Timers timers, Consumer<Optional<String>> answer) {
        this.container = container;
        this.verify = verify;
        this.still = still;
        this.calls = calls;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        this.deadline = timers.after(verify.within(), this::late);
    }

    StillProof begin() {
        look();
        return this;
    }

    @Override
    public void event(ContainerEvent event) {
        // What an event tells, the next look shows.
    }

    @Override
    public void cancel() {
        over = true;
        deadline.cancel();
    }

    private void look() {
        if (!over) {
            calls.inspect(container).onSuccess(this::seen);
        }
    }

    private void seen(CallResult<ContainerState> result) {
        if (over) {
            return;
        }
        if (!(result instanceof CallResult.Done<ContainerState>(ContainerState state))) {
            since = null;
            timers.after(EVERY, this::look);
            return;
        }
        last = "it is " + state.status();
        Instant now = clock.now();
        boolean goesOn = since != null && Objects.equals(run, state.startedAt());
        if (!still.test(state)) {
            since = null;
        } else if (!goesOn) {
            since = now;
        }
        run = state.startedAt();
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
            answer.accept(Optional.of(last + ", and not as asked for " + verify.holds().toSeconds() + " s within "
                    + verify.within().toSeconds() + " s"));
        }
    }
}
