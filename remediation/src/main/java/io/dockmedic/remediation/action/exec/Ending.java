package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.call.Afterwards;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what came of a command that was not heard to its end: only its exit code says that, and the engine keeps it for
 * some minutes. Never begins it anew. To be used once, on one context.
 */
final class Ending {
    private final Inside with;
    private final ActRecord act;
    private final Instant until;

    Ending(Inside with, ActRecord act) {
        this.with = with;
        this.act = act;
        this.until = act.notAfter(with.clock().now()).deadline();
    }

    /** The future never fails. */
    Future<Outcome> find() {
        return new Afterwards(with.steps(), with.timers(), this::look).of(act.id());
    }

    private Future<Optional<Outcome>> look(Map<String, String> notes) {
        String exec = notes.getOrDefault(Execution.EXEC, "");
        return exec.isEmpty()
                ? Future.succeededFuture(unknown("it was cut off before it was written down that it begins"))
                : with.execs().state(exec).map(this::seen);
    }

    private Optional<Outcome> seen(CallResult<ExecCalls.State> result) {
        return switch (result) {
            case CallResult.Done<ExecCalls.State>(ExecCalls.State state) -> seen(state);
            case CallResult.Refused<ExecCalls.State>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                unknown("the engine does not know it any more");
            case CallResult.Refused<ExecCalls.State>(ErrorClass error, int status, String message) when error != ErrorClass.UNREACHABLE ->
                unknown("it cannot be looked at: " + message);
            case CallResult.Refused<ExecCalls.State> unreachable -> Optional.empty();
            case CallResult.Unknown<ExecCalls.State> silent -> Optional.empty();
        };
    }

    private Optional<Outcome> seen(ExecCalls.State state) {
        if (state.begun() && state.exitCode().isPresent()) {
            return Optional.of(Heard.ended(state.exitCode().getAsInt(), List.of()));
        }
        if (with.clock().now().isBefore(until)) {
            // Begun a moment ago, or slower than it may be.
            return Optional.empty();
        }
        return unknown(state.running()
                ? "it has not ended in time and goes on in the container, where nobody ends it"
                : "it is not known whether it was begun");
    }

    private static Optional<Outcome> unknown(String why) {
        return Optional.of(new Outcome.Unknown(why));
    }
}
