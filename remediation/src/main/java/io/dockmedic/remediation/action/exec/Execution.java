package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One command in one container: made known to the engine, written down, begun by one call that is never repeated, and heard to
 * its end. To be used once, on one context.
 */
final class Execution {
    /** The note that says how the engine calls it; written before it is begun. */
    static final String EXEC = "exec";

    /** Statuses from here on are the server's fault. */
    private static final int SERVERS = 500;
    /** How a refusal begins of a call that waited for its turn in vain. */
    private static final String UNSENT = "not sent: ";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Inside with;
    private final String act;
    private final ExecSettings settings;

    Execution(Inside with, String act, ExecSettings settings) {
        this.with = with;
        this.act = act;
        this.settings = settings;
    }

    /** The future never fails. */
    Future<Outcome> in(String container) {
        return with.execs().prepare(container, settings.order()).compose(prepared -> switch (prepared) {
            case CallResult.Done<String>(String exec) -> with.steps()
                    .note(act, Map.of(EXEC, exec))
                    .compose(written -> begin(exec), unwritten -> refused(ErrorClass.SERVER_ERROR,
                            "not begun: it could not be written down before"));
            case CallResult.Refused<String>(ErrorClass error, int status, String message) -> refused(error, message);
            // Nothing runs that was not begun.
            case CallResult.Unknown<String>(String why) -> refused(ErrorClass.SERVER_ERROR, "not begun: " + why);
        });
    }

    private Future<Outcome> begin(String exec) {
        Instant until = with.clock().now().plus(settings.timeout());
        return with.execs().begin(exec, Heard.LINES, settings.timeout()).compose(came -> switch (came) {
            case CallResult.Done<List<String>>(List<String> written) ->
                with.heard().keep(act, written).compose(lines -> end(exec, until, lines));
            // It may have come as far as a process, whatever the words say: a connection behind the engine may have broken.
            case CallResult.Refused<List<String>>(ErrorClass error, int status, String message) when mayHaveBegun(error,
                    status) ->
                unknown(error.word() + ": " + message);
            // The engine is there; what is not is a turn.
            case CallResult.Refused<List<String>>(ErrorClass error, int status, String message) when message
                    .startsWith(UNSENT) ->
                refused(ErrorClass.CONFLICT, "not begun: too many commands run already; " + message);
            case CallResult.Refused<List<String>>(ErrorClass error, int status, String message) ->
                refused(error, message);
            case CallResult.Unknown<List<String>>(String why) -> unknown(
                    "its end was not seen within " + PrometheusDuration.format(settings.timeout()) + ": " + why);
        });
    }

    private static boolean mayHaveBegun(ErrorClass error, int status) {
        return error == ErrorClass.SERVER_ERROR || (status >= SERVERS && error != ErrorClass.BAD_COMMAND);
    }

    private Future<Outcome> end(String exec, Instant until, List<String> lines) {
        Promise<Outcome> outcome = Promise.promise();
        look(exec, until, lines, outcome);
        return outcome.future();
    }

    /** That it writes nothing more does not say that it has ended. */
    private void look(String exec, Instant until, List<String> lines, Promise<Outcome> outcome) {
        with.execs().state(exec).onSuccess(result -> {
            if (!(result instanceof CallResult.Done<ExecCalls.State>(ExecCalls.State state))) {
                outcome.complete(new Outcome.Unknown("it wrote nothing more, and its exit code could not be had"));
            } else if (state.exitCode().isPresent()) {
                outcome.complete(Heard.ended(state.exitCode().getAsInt(), lines));
            } else if (with.clock().now().isBefore(until)) {
                with.timers().after(LOOK_AGAIN, () -> look(exec, until, lines, outcome));
            } else {
                outcome.complete(new Outcome.Unknown(
                        "it had not ended within " + PrometheusDuration.format(settings.timeout())));
            }
        });
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }

    private static Future<Outcome> unknown(String why) {
        return Future.succeededFuture(new Outcome.Unknown(why));
    }
}
