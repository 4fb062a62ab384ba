package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Finds out what came of a command that was not heard to its end: only its exit code says that, and the engine keeps it for
 * some minutes. Never begins it anew. While the engine does not answer there is no outcome, however long it takes. To be used
 * once, on one context.
 */
final class Ending {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Inside with;
    private final ActRecord act;
    private final Instant until;
    private final Promise<Outcome> outcome = Promise.promise();

    Ending(Inside with, ActRecord act) {
        this.with = with;
        this.act = act;
        this.until = act.notAfter(with.clock().now()).deadline();
    }

    /** The future never fails. */
    Future<Outcome> find() {
        read();
        return outcome.future();
    }

    private void read() {
        with.steps()
                .notes(act.id())
                .onFailure(unread -> with.timers().after(EVERY, this::read))
                .onSuccess(notes -> look(notes.getOrDefault(Execution.EXEC, "")));
    }

    private void look(String exec) {
        if (exec.isEmpty()) {
            unknown("it was cut off before it was written down that it begins");
            return;
        }
        with.execs().state(exec).onSuccess(result -> {
            switch (result) {
                case CallResult.Done<ExecCalls.State>(ExecCalls.State state) -> seen(exec, state);
                case CallResult.Refused<ExecCalls.State>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    unknown("the engine does not know it any more");
                case CallResult.Refused<ExecCalls.State>(ErrorClass error, int status, String message) when error != ErrorClass.UNREACHABLE ->
                    unknown("it cannot be looked at: " + message);
                case CallResult.Refused<ExecCalls.State> unreachable -> again(exec);
                case CallResult.Unknown<ExecCalls.State> silent -> again(exec);
            }
        });
    }

    private void seen(String exec, ExecCalls.State state) {
        if (state.begun() && state.exitCode().isPresent()) {
            outcome.complete(Heard.ended(state.exitCode().getAsInt(), List.of()));
        } else if (with.clock().now().isBefore(until)) {
            // Begun a moment ago, or slower than it may be.
            again(exec);
        } else if (state.running()) {
            unknown("it has not ended in time and goes on in the container, where nobody ends it");
        } else {
            unknown("it is not known whether it was begun");
        }
    }

    private void again(String exec) {
        with.timers().after(EVERY, () -> look(exec));
    }

    private void unknown(String why) {
        outcome.complete(new Outcome.Unknown(why));
    }
}
