package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One container for one command: made and started once, looked at until it ends, killed when its time is over, heard, and
 * removed. While the engine does not answer it is waited for it. To be used once, on one context.
 */
final class OneShot {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** A call may have reached the engine and wait there to be heard. */
    private static final Duration TO_BE_HEARD = Duration.ofSeconds(10);
    private static final int PATIENCE = 20;
    /** Statuses from here on are the server's fault. */
    private static final int SERVERS = 500;
    private static final int SHORT_ID = 12;

    private final Beside with;
    private final String act;
    private final String name;
    private final Duration timeout;
    private final Promise<Outcome> outcome = Promise.promise();
    private Instant until;
    private int kills;
    private int unheard;

    OneShot(Beside with, String act, Duration timeout) {
        this.with = with;
        this.act = act;
        this.name = name(act);
        this.timeout = timeout;
        this.until = with.clock().now().plus(timeout);
    }

    /** How the container of an act is called. */
    static String name(String act) {
        return "dockmedic-run-" + act.substring(0, Math.min(SHORT_ID, act.length()));
    }

    /** The future never fails. */
    Future<Outcome> begin(OneShotCalls.Order order) {
        return with.shots().create(name, order).compose(made -> switch (made) {
            case CallResult.Done<String>(String id) -> start(id);
            // It may have been made, whatever the words say.
            case CallResult.Refused<String>(ErrorClass error, int status, String message) when status >= SERVERS ->
                Future.succeededFuture(new Outcome.Unknown(error.word() + ": " + message));
            case CallResult.Refused<String>(ErrorClass error, int status, String message) ->
                Future.succeededFuture(new Outcome.Refused(error, message));
            case CallResult.Unknown<String>(String why) -> Future.succeededFuture(new Outcome.Unknown(why));
        });
    }

    private Future<Outcome> start(String id) {
        return with.calls().start(id).compose(started -> switch (started) {
            case CallResult.Done<Void> done -> {
                until = with.clock().now().plus(timeout);
                look();
                yield outcome.future();
            }
            // It may have come as far as a process, whatever the words say.
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) when mayRun(error, status) -> {
                until = with.clock().now().plus(timeout);
                find(with.clock().now().plus(TO_BE_HEARD), error.word() + ": " + message);
                yield outcome.future();
            }
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> {
                remove(id, new Outcome.Refused(error, message), 0);
                yield outcome.future();
            }
            case CallResult.Unknown<Void>(String why) -> Future.succeededFuture(new Outcome.Unknown(why));
        });
    }

    private static boolean mayRun(ErrorClass error, int status) {
        return status >= SERVERS && error != ErrorClass.BAD_COMMAND;
    }

    /**
     * Brings to its end what was cut off, however far it came. The future never fails.
     *
     * @param last when its time is over
     */
    Future<Outcome> resume(Instant last) {
        until = last;
        Instant heard = with.clock().now().plus(TO_BE_HEARD);
        find(heard, "it was cut off before");
        return outcome.future();
    }

    /** @param why it would not have begun */
    private void find(Instant heard, String why) {
        seen(state -> {
            if (!state.status().equals("created")) {
                followed(state);
            } else if (with.clock().now().isBefore(heard)) {
                later(() -> find(heard, why));
            } else {
                // What is removed cannot be started any more.
                remove(state.id(), new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: " + why), 0);
            }
        }, () -> {
            if (with.clock().now().isBefore(heard)) {
                later(() -> find(heard, why));
            } else {
                outcome.tryComplete(new Outcome.Unknown(why + ", and its container is not there"));
            }
        });
    }

    private void look() {
        seen(this::followed, () -> outcome.tryComplete(
                new Outcome.Failed("somebody has removed its container " + name + " before its end was seen")));
    }

    private void followed(ContainerState state) {
        if (!state.running()) {
            ended(state);
        } else if (with.clock().now().isBefore(until)) {
            later(this::look);
        } else if (kills < PATIENCE) {
            kills++;
            with.changes().kill(state.id(), "KILL").onSuccess(whatever -> later(this::look));
        } else {
            outcome.tryComplete(new Outcome.Unknown("it had not ended within " + PrometheusDuration.format(timeout)
                    + ", and the engine cannot kill it: docker rm -f -v " + name));
        }
    }

    private void ended(ContainerState state) {
        with.calls().lastLogLines(state.id(), Heard.LINES).onSuccess(result -> {
            if (result instanceof CallResult.Unknown && unheard < PATIENCE) {
                unheard++;
                later(this::look);
                return;
            }
            // Where its engine keeps none there is nothing to hear.
            List<String> written = result instanceof CallResult.Done<List<String>>(List<String> lines)
                    ? lines
                    : List.of();
            with.heard().keep(act, written).onSuccess(lines -> remove(state.id(), came(state, lines), 0));
        });
    }

    private Outcome came(ContainerState state, List<String> lines) {
        return kills > 0
                ? new Outcome.Failed(
                        "it had not ended within " + PrometheusDuration.format(timeout) + " and was killed")
                : Heard.ended(state.exitCode(), lines);
    }

    /** What cannot be removed, for whatever reason, is left after a while, and that is said. */
    private void remove(String id, Outcome came, int times) {
        with.shots().discard(id).onSuccess(result -> {
            boolean gone = result instanceof CallResult.Done
                    || (result instanceof CallResult.Refused<Void> refused && refused.error() == ErrorClass.NOT_FOUND);
            boolean away = result instanceof CallResult.Unknown
                    || (result instanceof CallResult.Refused<Void> refused
                            && refused.error() == ErrorClass.UNREACHABLE);
            if (gone) {
                outcome.tryComplete(came);
            } else if (away || times < PATIENCE) {
                later(() -> remove(id, came, away ? times : times + 1));
            } else {
                outcome.tryComplete(left(came));
            }
        });
    }

    private Outcome left(Outcome came) {
        String also = "; its container could not be removed: docker rm -v " + name;
        return switch (came) {
            case Outcome.Done(String detail) -> new Outcome.Done(detail + also);
            case Outcome.Failed(String why) -> new Outcome.Failed(why + also);
            case Outcome.Refused(ErrorClass error, String message) -> new Outcome.Refused(error, message + also);
            case Outcome.Undone undone -> undone;
            case Outcome.Unknown unknown -> unknown;
        };
    }

    /** One of that name that is not ours is none. */
    private void seen(Consumer<ContainerState> there, Runnable gone) {
        with.calls().inspect(name).onSuccess(result -> {
            switch (result) {
                case CallResult.Done<ContainerState>(ContainerState state) when act.equals(
                        state.labels().get(OneShotCalls.LABEL)) ->
                    there.accept(state);
                case CallResult.Done<ContainerState> another -> gone.run();
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    gone.run();
                case CallResult.Refused<ContainerState> refused -> later(() -> seen(there, gone));
                case CallResult.Unknown<ContainerState> silent -> later(() -> seen(there, gone));
            }
        });
    }

    private void later(Runnable what) {
        with.timers().after(LOOK_AGAIN, what);
    }
}
