package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proof that it runs: looks at the container when it begins and when it ends, and listens to its events in between. Only the
 * run that is found at the beginning counts. Answers once, unless cancelled; to be used on one context.
 */
final class RunProof implements Proof {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final String container;
    private final Step.Verify verify;
    private final EngineCalls calls;
    private final Timers timers;
    private final Consumer<Optional<String>> answer;
    private @Nullable Instant run;
    private Timers.@Nullable Pending holding;
    private final Timers.Pending deadline;
    private String missing = "it could not be looked at";
    private boolean over;

    /** @param answer empty when the proof held, else what broke it, for a person */
    RunProof(String container, Step.Verify verify, EngineCalls calls, Timers timers,
            Consumer<Optional<String>> answer) {
        this.container = container;
        this.verify = verify;
        this.calls = calls;
        this.timers = timers;
        this.answer = answer;
        this.deadline = timers.after(verify.within(), this::late);
    }

    RunProof begin() {
        look();
        return this;
    }

    @Override
    public void event(ContainerEvent event) {
        if (over || !event.container().id().equals(container)) {
            return;
        }
        switch (event) {
            // Whether it is part of a restart shows in a moment; who asked has the right of way meanwhile.
            case Died died when died.judgement().intent() == Intent.ASKED && !died.judgement().ours() ->
                timers.after(Touches.GRACE, () -> answer("somebody asked for its end"));
            case Died died when !died.judgement().ours() && run == null ->
                answer("it died again with exit code " + died.exitCode());
            // It may be the death of an earlier run, told late.
            case Died died when !died.judgement().ours() ->
                calls.inspect(container).onSuccess(result -> diedAgain(result, died.exitCode()));
            case Removed removed -> answer("it was removed");
            case HealthChanged health when verify.condition() == Step.State.HEALTHY && run != null ->
                health(health.status());
            default -> {
                // Nothing that breaks or makes a proof.
            }
        }
    }

    @Override
    public void cancel() {
        over = true;
        deadline.cancel();
        release();
    }

    private void look() {
        if (!over) {
            calls.inspect(container).onSuccess(this::first);
        }
    }

    private void first(CallResult<ContainerState> result) {
        if (over) {
            return;
        }
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                if (runs(state)) {
                    run = state.startedAt();
                    first(state.health() == null ? "" : state.health().status());
                } else {
                    answer("it does not run: " + state.status() + ", exit code " + state.exitCode());
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                answer("it is gone");
            case CallResult.Refused<ContainerState> refused -> timers.after(LOOK_AGAIN, this::look);
            case CallResult.Unknown<ContainerState> unknown -> timers.after(LOOK_AGAIN, this::look);
        }
    }

    /** @param health empty where it has no health check */
    private void first(String health) {
        if (health.isEmpty() && verify.condition() == Step.State.HEALTHY) {
            answer(NO_HEALTH_CHECK);
        } else {
            health(health);
        }
    }

    private void health(String status) {
        if (verify.condition() == Step.State.RUNNING || status.equals("healthy")) {
            hold();
        } else {
            missing = "its health check says " + status + ", and did not say healthy for " + verify.holds().toSeconds()
                    + " s";
            release();
        }
    }

    private void diedAgain(CallResult<ContainerState> result, int exitCode) {
        if (result instanceof CallResult.Done<ContainerState>(ContainerState state)
                && !(runs(state) && Objects.equals(run, state.startedAt()))) {
            answer("it died again with exit code " + exitCode);
        }
    }

    private void hold() {
        if (holding == null) {
            missing = "it did not hold long enough";
            holding = timers.after(verify.holds(), this::lookAgain);
        }
    }

    private void release() {
        if (holding != null) {
            holding.cancel();
            holding = null;
        }
    }

    private void lookAgain() {
        if (!over) {
            calls.inspect(container).onSuccess(this::last);
        }
    }

    private void last(CallResult<ContainerState> result) {
        if (over || holding == null) {
            return;
        }
        if (!(result instanceof CallResult.Done<ContainerState>(ContainerState state))) {
            missing = "it could not be looked at";
            timers.after(LOOK_AGAIN, this::lookAgain);
            return;
        }
        if (!runs(state) || run == null || !run.equals(state.startedAt())) {
            answer("it did not keep running: " + state.status() + ", exit code " + state.exitCode());
        } else if (verify.condition() == Step.State.HEALTHY && state.health() != null
                && !state.health().status().equals("healthy")) {
            health(state.health().status());
        } else {
            over = true;
            deadline.cancel();
            answer.accept(Optional.empty());
        }
    }

    private void late() {
        answer(missing + " within " + verify.within().toSeconds() + " s");
    }

    private void answer(String broken) {
        if (!over) {
            cancel();
            answer.accept(Optional.of(broken));
        }
    }

    private static boolean runs(ContainerState state) {
        return state.running() && !state.restarting() && !state.paused();
    }
}
