package io.dockmedic.remediation.verify;

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
 * Finds out by looking what came of a restart that was not answered. Another run than the one before the act means done;
 * which of the two started later does not matter, for clocks may be set back. A start that did not show was not done, and
 * may be tried again: the engine leaves alone what runs already. While the engine does not answer there is no
 * outcome, however long it takes.
 */
public final class Settling {
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** A call may have reached the engine and wait there to be heard. */
    private static final Duration TO_BE_HEARD = Duration.ofSeconds(5);

    private final ActRecord act;
    private final EngineCalls calls;
    private final Clock clock;
    private final Timers timers;
    private final Consumer<Outcome> answer;

    private final Instant until;

    private Settling(ActRecord act, EngineCalls calls, Clock clock, Timers timers, Consumer<Outcome> answer) {
        this.act = act;
        this.calls = calls;
        this.clock = clock;
        this.timers = timers;
        this.answer = answer;
        Instant heard = clock.now().plus(TO_BE_HEARD);
        Instant deadline = act.notAfter(clock.now()).deadline();
        this.until = act.starts() && deadline.isBefore(heard) ? heard : deadline;
    }

    /** @param answer called once: done, refused when the container is gone, or unknown for good */
    public static void begin(
            ActRecord act, EngineCalls calls, Clock clock, Timers timers, Consumer<Outcome> answer) {
        new Settling(act, calls, clock, timers, answer).look();
    }

    private void look() {
        calls.inspect(act.container()).onSuccess(this::seen);
    }

    private void seen(CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                Instant started = state.startedAt();
                Instant before = act.startedBefore();
                if (started != null && (before == null || started.toEpochMilli() != before.toEpochMilli())) {
                    answer.accept(new Outcome.Done("another run was seen afterwards, since " + started));
                } else if (!clock.now().isAfter(until)) {
                    timers.after(EVERY, this::look);
                } else if (act.starts() && !state.running()) {
                    answer.accept(new Outcome.Refused(ErrorClass.CONFLICT, "not started: it is as it was before"));
                } else {
                    answer.accept(new Outcome.Unknown("no other run was seen by " + until));
                }
            }
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                answer.accept(new Outcome.Refused(error, message));
            case CallResult.Refused<ContainerState> refused -> timers.after(EVERY, this::look);
            case CallResult.Unknown<ContainerState> unknown -> timers.after(EVERY, this::look);
        }
    }
}
