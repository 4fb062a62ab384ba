package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One container for one command: made and started once, looked at until it ends, killed when its time is over, heard, and
 * removed. Which it is and how it ended are written down on the way. While the engine does not answer it is waited for it. To be
 * used once, on one context.
 */
final class OneShot {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** A call may have reached the engine and wait there to be heard. */
    private static final Duration TO_BE_HEARD = Duration.ofSeconds(10);
    /** One that was made and not answered may be made late. */
    private static final Duration TO_BE_MADE = Duration.ofMinutes(2);
    private static final int PATIENCE = 20;
    /** The engine answers so to a start of what runs: somebody else has started it. */
    private static final int RUNS_ALREADY = 304;

    private final Beside with;
    private final String act;
    private final Duration timeout;
    private final Promise<Outcome> outcome = Promise.promise();
    private Trace trace;
    private @Nullable Instant until;
    private @Nullable Ended ended;
    /** By when it is there, if it ever is. */
    private Instant made = Instant.EPOCH;
    private boolean killed;
    private int kills;
    private int unheard;

    OneShot(Beside with, String act, Duration timeout) {
        this.with = with;
        this.act = act;
        this.timeout = timeout;
        this.trace = new Trace(with, act, "");
    }

    /** The future never fails. */
    Future<Outcome> begin(OneShotCalls.Order order) {
        with.shots().create(Trace.name(act), order).onSuccess(made -> {
            switch (made) {
                case CallResult.Done<OneShotCalls.Made>(OneShotCalls.Made container) -> made(container);
                // It may have been made, whatever the words say.
                case CallResult.Refused<OneShotCalls.Made>(ErrorClass error, int status, String message) when Trace
                        .isServers(status) ->
                    unknown(error.word() + ": " + message);
                case CallResult.Refused<OneShotCalls.Made>(ErrorClass error, int status, String message) ->
                    outcome.tryComplete(new Outcome.Refused(error, message));
                case CallResult.Unknown<OneShotCalls.Made>(String why) -> unknown(why);
            }
        });
        return outcome.future();
    }

    private void made(OneShotCalls.Made made) {
        trace = new Trace(with, act, made.id());
        made.unbounded()
                .ifPresentOrElse(
                        why -> remove(made.id(), new Outcome.Refused(ErrorClass.BAD_REQUEST,
                                "not begun: the engine would not bound it: " + why), 0),
                        () -> with.steps()
                                .note(act, Map.of(Trace.CONTAINER, made.id()))
                                .onSuccess(written -> start(made.id()))
                                .onFailure(unwritten -> remove(made.id(), new Outcome.Refused(ErrorClass.SERVER_ERROR,
                                        "not begun: it could not be written down before"), 0)));
    }

    private void start(String id) {
        with.calls().start(id).onSuccess(started -> {
            switch (started) {
                case CallResult.Done<Void> done -> look();
                // It may have come as far as a process, whatever the words say.
                case CallResult.Refused<Void>(ErrorClass error, int status, String message) when status == RUNS_ALREADY
                        || (Trace.isServers(status) && error != ErrorClass.BAD_COMMAND) ->
                    find(with.clock().now().plus(TO_BE_HEARD), error.word() + ": " + message);
                case CallResult.Refused<Void>(ErrorClass error, int status, String message) ->
                    remove(id, new Outcome.Refused(error, message), 0);
                case CallResult.Unknown<Void>(String why) -> unknown(why);
            }
        });
    }

    /**
     * Brings to its end what was cut off, however far it came. The future never fails.
     *
     * @param begun  when it was begun at the earliest
     * @param traced what was written down of it
     */
    Future<Outcome> resume(Instant begun, Map<String, String> traced) {
        trace = new Trace(with, act, traced.getOrDefault(Trace.CONTAINER, ""));
        ended = Ended.read(traced).orElse(null);
        Instant now = with.clock().now();
        if (now.isAfter(begun.plus(TO_BE_MADE))) {
            until = begun.plus(TO_BE_MADE).plus(timeout);
        }
        Instant heard = now.plus(TO_BE_HEARD);
        Instant late = begun.plus(TO_BE_MADE);
        made = heard.isAfter(late) ? heard : late;
        find(heard, "it was cut off, or not answered, before");
        return outcome.future();
    }

    /**
     * @param heard by when a call that is on its way has come to the engine
     * @param why   it would not have begun
     */
    private void find(Instant heard, String why) {
        trace.seen(state -> {
            if (!state.status().equals("created")) {
                followed(state);
            } else if (with.clock().now().isBefore(heard)) {
                later(() -> find(heard, why));
            } else {
                // What is removed cannot be started any more.
                remove(state.id(), new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: " + why), 0);
            }
        }, () -> {
            if (ended != null) {
                outcome.tryComplete(ended.came(timeout, List.of()));
            } else if (trace.mayCome() && with.clock().now().isBefore(made)) {
                later(() -> find(heard, why));
            } else {
                unknown(why + ", and its container is not there");
            }
        }, this::unseen);
    }

    private void look() {
        trace.seen(this::followed, () -> unknown(
                "somebody has removed its container before its end was seen: how far it came is not known"),
                this::unseen);
    }

    /** Without a look nothing is known of it but that its time may be over. */
    private void unseen(String why) {
        Instant now = with.clock().now();
        Instant last = until == null ? now.plus(timeout) : until;
        until = last;
        if (now.isBefore(last)) {
            later(this::look);
            return;
        }
        with.changes()
                .kill(trace.reference(), "KILL")
                .onSuccess(whatever -> unknown("it cannot be looked at: " + why + "; " + trace.byHand()));
    }

    private void followed(ContainerState state) {
        Instant now = with.clock().now();
        Instant last = until == null ? now.plus(timeout) : until;
        until = last;
        if (!state.running()) {
            ended(state);
        } else if (now.isBefore(last)) {
            later(this::look);
        } else if (kills < PATIENCE) {
            kills++;
            with.changes().kill(state.id(), "KILL").onSuccess(result -> {
                killed |= !(result instanceof CallResult.Refused);
                later(this::look);
            });
        } else {
            unknown("it had not ended within " + PrometheusDuration.format(timeout)
                    + ", and the engine cannot kill it: " + trace.byHand());
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
            Ended so = new Ended(state.exitCode(), state.oomKilled(), killed);
            // Once it is removed only this tells how it ended.
            with.heard()
                    .keep(act, written)
                    .onSuccess(lines -> with.steps()
                            .note(act, so.notes())
                            .onComplete(either -> remove(state.id(), so.came(timeout, lines), 0)));
        });
    }

    /** What cannot be removed, for whatever reason, is left after a while, and that is said. */
    private void remove(String id, Outcome came, int times) {
        with.shots().discard(id).onSuccess(result -> {
            switch (result) {
                case CallResult.Done<Void> gone -> outcome.tryComplete(came);
                case CallResult.Refused<Void>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    outcome.tryComplete(came);
                case CallResult.Refused<Void>(ErrorClass error, int status, String message) when !Trace.isAway(error,
                        status) ->
                    notRemoved(id, came, times + 1);
                case CallResult.Refused<Void> away -> later(() -> remove(id, came, times));
                case CallResult.Unknown<Void> silent -> later(() -> remove(id, came, times));
            }
        });
    }

    /** It may run by now: a start may have come late, or be somebody else's. */
    private void notRemoved(String id, Outcome came, int times) {
        if (times >= PATIENCE) {
            outcome.tryComplete(trace.left(came));
            return;
        }
        trace.seen(state -> {
            if (state.running()) {
                followed(state);
            } else if (!state.status().equals("created") && came instanceof Outcome.Refused) {
                ended(state);
            } else {
                later(() -> remove(id, came, times));
            }
        }, () -> outcome.tryComplete(came), why -> later(() -> remove(id, came, times)));
    }

    private void unknown(String why) {
        outcome.tryComplete(new Outcome.Unknown(why));
    }

    private void later(Runnable what) {
        with.timers().after(LOOK_AGAIN, what);
    }
}
