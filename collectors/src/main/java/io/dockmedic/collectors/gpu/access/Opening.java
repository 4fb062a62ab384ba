package io.dockmedic.collectors.gpu.access;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has containers open a file, by a command in them that reads and writes nothing. What does not end in time goes on in the
 * container, where nobody ends it: until that has ended none other is begun in it. For one context.
 */
final class Opening {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final int FAILED = 1;
    private static final int CANNOT_RUN = 126;
    private static final int LINES = 5;

    private final ExecCalls execs;
    private final Clock clock;
    private final Timers timers;
    private final Duration within;
    /** What was begun last in a container and is not known to have ended, by the container's id. */
    private final Map<String, String> begun = new HashMap<>();

    /** @param within for the command to end */
    Opening(ExecCalls execs, Clock clock, Timers timers, Duration within) {
        this.execs = execs;
        this.clock = clock;
        this.timers = timers;
        this.within = within;
    }

    /** Never fails. */
    Future<Said> ask(String container, String file) {
        String before = begun.get(container);
        if (before != null) {
            return execs.state(before).compose(result -> {
                if (goesOn(result)) {
                    return unclear("the command of before has not ended");
                }
                begun.remove(container);
                return ask(container, file);
            });
        }
        // By the container's own user: what that may not open has nothing to do with us.
        return execs.prepare(container, new ExecCalls.Order(command(file), ""))
                .compose(prepared -> switch (prepared) {
                    case CallResult.Done<String>(String exec) -> begin(container, exec, file);
                    case CallResult.Refused<String> no -> unclear("the engine refuses: " + no.message());
                    case CallResult.Unknown<String> silent -> unclear("the engine does not answer");
                });
    }

    /** Forgets what runs in containers other than these. */
    void only(Set<String> containers) {
        begun.keySet().retainAll(containers);
    }

    /** dd opens it and, told to copy nothing, reads nothing. It is in coreutils and in busybox; so is env. */
    static List<String> command(String file) {
        return List.of("env", "LC_ALL=C", "dd", "if=" + file, "count=0");
    }

    private Future<Said> begin(String container, String exec, String file) {
        begun.put(container, exec);
        Instant until = clock.now().plus(within);
        return execs.begin(exec, LINES, within).compose(came -> switch (came) {
            case CallResult.Refused<List<String>> no when no.error() == ErrorClass.BAD_COMMAND -> {
                begun.remove(container);
                yield cannotRun();
            }
            case CallResult.Done<List<String>>(List<String> lines) -> {
                Promise<Said> said = Promise.promise();
                end(container, exec, until, lines, file, said);
                yield said.future();
            }
            case CallResult.Refused<List<String>> no -> unclear("the engine refuses: " + no.message());
            case CallResult.Unknown<List<String>> silent -> unclear("the command has not ended in "
                    + within.toSeconds() + " s");
        });
    }

    private void end(
            String container, String exec, Instant until, List<String> lines, String file, Promise<Said> said) {
        execs.state(exec).onSuccess(result -> {
            if (result instanceof CallResult.Done<ExecCalls.State>(ExecCalls.State state)
                    && state.exitCode().isPresent()) {
                begun.remove(container);
                said.complete(meaning(state.exitCode().getAsInt(), lines, file).orElseGet(
                        () -> new Said.Unclear("dd ended with exit code " + state.exitCode().getAsInt(), false)));
            } else if (clock.now().isBefore(until)) {
                timers.after(LOOK_AGAIN, () -> end(container, exec, until, lines, file, said));
            } else {
                said.complete(new Said.Unclear("the command has not ended in " + within.toSeconds() + " s", false));
            }
        });
    }

    /** Only EPERM is the control group's: what a file's own rights or a security module deny is EACCES. */
    private static Optional<Said> meaning(int code, List<String> lines, String file) {
        if (code == 0) {
            return Optional.of(new Said.Opened());
        }
        if (code >= CANNOT_RUN) {
            return Optional.of(new Said.Unclear("there is no env and dd in it", true));
        }
        if (code != FAILED) {
            return Optional.empty();
        }
        return lines.stream().filter(line -> line.contains(file)).findFirst().flatMap(line -> switch (line) {
            case String text when text.endsWith(": Operation not permitted") -> Optional.of(new Said.Denied());
            case String text when text.endsWith(": Permission denied") ->
                Optional.of(new Said.Unclear("its user may not open " + file, false));
            case String text when text.endsWith(": No such file or directory") ->
                Optional.of(new Said.Unclear("there is no " + file + " in it", true));
            case String text when text.endsWith(": No such device or address") || text.endsWith(": No such device") ->
                Optional.of(new Said.Unclear("nothing answers at " + file, false));
            default -> Optional.empty();
        });
    }

    private static Future<Said> cannotRun() {
        return Future.succeededFuture(new Said.Unclear("there is no env and dd in it", true));
    }

    private static Future<Said> unclear(String why) {
        return Future.succeededFuture(new Said.Unclear(why, false));
    }

    /** What the engine has forgotten has ended; of what it does not tell, nothing is known. */
    private static boolean goesOn(CallResult<ExecCalls.State> result) {
        return switch (result) {
            case CallResult.Done<ExecCalls.State>(ExecCalls.State state) -> state.exitCode().isEmpty();
            case CallResult.Refused<ExecCalls.State> no -> no.error() != ErrorClass.NOT_FOUND;
            case CallResult.Unknown<ExecCalls.State> silent -> true;
        };
    }
}
