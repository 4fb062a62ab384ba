package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.CopyCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How what is backed up gets out of its container: as the engine's archive of a folder, or as what a command in it writes.
 *
 * @param act       for which it is
 * @param container its id
 * @param end       completes when we end: what is under way is broken off then
 */
record Copying(Backing with, String act, String container, BackupSettings settings, Source source, Future<Void> end) {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** So soon after its output's end a command has ended, if that was its end and not the connection's. */
    private static final Duration ENDS = Duration.ofSeconds(10);

    /** Writes it to that file. */
    Future<Part.Came> into(Path part) {
        return settings.dumps()
                ? with.execs()
                        .prepare(container, new ExecCalls.Order(settings.dump(), settings.user()))
                        .compose(prepared -> prepared instanceof CallResult.Done<String>(String exec)
                                ? dumped(exec, part)
                                : Future.succeededFuture(broken("the command could not be begun: " + why(prepared))))
                : with.copies()
                        .archive(container, source.path() + "/.", settings.timeout(), end,
                                from -> Part.write(part, from, settings.most()))
                        .map(result -> result instanceof CallResult.Done<Part.Came>(Part.Came came)
                                ? came
                                : broken(endsOr(result)));
    }

    private Future<Part.Came> dumped(String exec, Path part) {
        return with.copies()
                .output(exec, settings.timeout(), end, from -> Part.write(part, from, settings.most()))
                .compose(
                        result -> result instanceof CallResult.Done<CopyCalls.Output<Part.Came>>(CopyCalls.Output<Part.Came> output)
                                ? with.heard()
                                        .keep(act, output.said())
                                        .compose(lines -> output.read() instanceof Part.Came.Broken broken
                                                ? Future.succeededFuture(broken)
                                                : ended(exec, with.clock().now().plus(ENDS), output.read(), lines))
                                : Future.succeededFuture(
                                        broken(endsOr(result) + "; the command may go on in the container")));
    }

    /**
     * That nothing more comes does not say that it has ended: a connection that is cut off between two frames looks just so. What
     * cuts one off may well cut off the next, with which we ask.
     */
    private Future<Part.Came> ended(String exec, Instant until, Part.Came came, List<String> lines) {
        return with.execs().state(exec).compose(result -> {
            boolean open = switch (result) {
                case CallResult.Done<ExecCalls.State>(ExecCalls.State now) -> now.exitCode().isEmpty();
                case CallResult.Refused<ExecCalls.State>(ErrorClass error, int status, String message) ->
                    error == ErrorClass.UNREACHABLE;
                case CallResult.Unknown<ExecCalls.State> unknown -> true;
            };
            if (open && with.clock().now().isBefore(until) && !end.isComplete()) {
                Promise<Part.Came> later = Promise.promise();
                with.timers().after(LOOK_AGAIN, () -> ended(exec, until, came, lines).onComplete(later));
                return later.future();
            }
            return Future.succeededFuture(result instanceof CallResult.Done<ExecCalls.State>(ExecCalls.State now)
                    ? exited(now, came, lines)
                    : broken("the command's exit code could not be had: " + why(result)));
        });
    }

    private static Part.Came exited(ExecCalls.State state, Part.Came came, List<String> lines) {
        if (state.exitCode().isEmpty()) {
            return broken("its output has ended, and the command goes on in the container: it was cut off");
        }
        int code = state.exitCode().getAsInt();
        return code == 0
                ? came
                : broken("the command ended with exit code " + code
                        + (lines.isEmpty() ? "" : ": " + lines.getLast()));
    }

    private String endsOr(CallResult<?> result) {
        return end.isComplete() ? Run.ENDING : why(result);
    }

    private static Part.Came broken(String why) {
        return new Part.Came.Broken(why);
    }

    private static String why(CallResult<?> result) {
        return switch (result) {
            case CallResult.Done<?> done -> throw new IllegalArgumentException("it was done");
            case CallResult.Refused<?>(ErrorClass error, int status, String message) -> message;
            case CallResult.Unknown<?>(String why) -> why;
        };
    }
}
