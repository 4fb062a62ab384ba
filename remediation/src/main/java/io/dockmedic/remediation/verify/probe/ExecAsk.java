package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.rules.remedy.ExecProbe;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Asks by a command in the container. What does not end in time goes on there, where nobody ends it: until that has ended no
 * other is begun.
 */
final class ExecAsk implements Ask {
    /** The engine remembers 256 of its messages, three for each command. */
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final ExecProbe probe;
    private final ExecCalls execs;
    private final Clock clock;
    private final Timers timers;
    /** What was begun last and is not known to have ended; empty when nothing is. */
    private String begun = "";

    ExecAsk(ExecProbe probe, ExecCalls execs, Clock clock, Timers timers) {
        this.probe = probe;
        this.execs = execs;
        this.clock = clock;
        this.timers = timers;
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public Future<Said> once(ContainerState container) {
        String command = probe.command().getFirst() + " in " + container.name() + " ";
        if (!begun.isEmpty()) {
            return execs.state(begun).compose(result -> {
                if (goesOn(result)) {
                    return said(command + "goes on still, begun before");
                }
                begun = "";
                return once(container);
            });
        }
        return execs.prepare(container.id(), new ExecCalls.Order(probe.command(), probe.user()))
                .compose(prepared -> prepared instanceof CallResult.Done<String>(String exec)
                        ? begin(exec, command)
                        : said(command + "could not be begun: " + why(prepared)));
    }

    /** What it writes is for nobody. */
    private Future<Said> begin(String exec, String command) {
        begun = exec;
        Instant until = clock.now().plus(probe.timeout());
        return execs.begin(exec, 1, probe.timeout()).compose(came -> {
            if (came instanceof CallResult.Refused<List<String>>(ErrorClass error, int status, String message)
                    && error == ErrorClass.BAD_COMMAND) {
                begun = "";
                return said(command + "cannot be run: " + message);
            }
            Promise<Said> said = Promise.promise();
            end(exec, until, command, said);
            return said.future();
        });
    }

    /** That it writes nothing more does not say that it has ended. */
    private void end(String exec, Instant until, String command, Promise<Said> said) {
        execs.state(exec).onSuccess(result -> {
            if (result instanceof CallResult.Done<ExecCalls.State>(ExecCalls.State state)
                    && state.exitCode().isPresent()) {
                begun = "";
                int code = state.exitCode().getAsInt();
                said.complete(new Said(code == 0, command + "ended with exit code " + code));
            } else if (clock.now().isBefore(until)) {
                timers.after(LOOK_AGAIN, () -> end(exec, until, command, said));
            } else {
                said.complete(new Said(false,
                        command + "was not seen to end within " + probe.timeout().toSeconds() + " s"));
            }
        });
    }

    /** What the engine has forgotten has ended; of what it does not tell, nothing is known. */
    private static boolean goesOn(CallResult<ExecCalls.State> result) {
        return switch (result) {
            case CallResult.Done<ExecCalls.State>(ExecCalls.State state) -> state.exitCode().isEmpty();
            case CallResult.Refused<ExecCalls.State>(ErrorClass error, int status, String message) ->
                error != ErrorClass.NOT_FOUND;
            case CallResult.Unknown<ExecCalls.State> silent -> true;
        };
    }

    private static String why(CallResult<String> result) {
        return result instanceof CallResult.Refused<String>(ErrorClass error, int status, String message)
                ? message
                : "the engine does not answer";
    }

    private static Future<Said> said(String words) {
        return Future.succeededFuture(new Said(false, words));
    }
}
