package io.dockmedic.remediation.verify;

import java.util.Optional;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Finds out by looking what came of an act that was not answered; what shows that it was done, its action knows. What did
 * not show and is left alone by the engine where it is so already was not done, and may be tried again. While the engine
 * does not answer there is no outcome, however long it takes.
 */
public final class Settling {
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** A call may have reached the engine and wait there to be heard. */
    private static final Duration TO_BE_HEARD = Duration.ofSeconds(5);

    private final ActRecord act;
    private final Action action;
    private final EngineCalls calls;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Outcome> answer;

    private final Instant until;

    private Settling(ActRecord act, Action action, EngineCalls calls, Clock clock, Timers timers,
            Consumer<Outcome> answer) {
        this.act = act;
        this.action = action;
        this.calls = calls;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        Instant heard = clock.now().plus(TO_BE_HEARD);
        Instant deadline = act.notAfter(clock.now()).deadline();
        this.until = deadline.isBefore(heard) ? heard : deadline;
    }

    /** @param answer called once: done, refused when the container is gone, or unknown for good */
    public static void begin(
            ActRecord act, Action action, EngineCalls calls, Clock clock, Timers timers, Consumer<Outcome> answer) {
        new Settling(act, action, calls, clock, timers, answer).look();
    }

    private void look() {
        calls.inspect(act.container()).onSuccess(this::seen);
    }

    private void seen(CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                Optional<String> done = action.done(act, state);
                if (done.isPresent()) {
                    answer.accept(new Outcome.Done(done.get()));
                } else if (!clock.now().isAfter(until)) {
                    timers.after(EVERY, this::look);
                } else if (action.again(act, state)) {
                    answer.accept(new Outcome.Refused(ErrorClass.CONFLICT,
                            "not done: it is as it was before the " + act.call()));
                } else {
                    answer.accept(new Outcome.Unknown("nothing of it was seen by " + until));
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                answer.accept(new Outcome.Refused(error, message));
            case CallResult.Refused<ContainerState> refused -> timers.after(EVERY, this::look);
            case CallResult.Unknown<ContainerState> unknown -> timers.after(EVERY, this::look);
        }
    }
}
