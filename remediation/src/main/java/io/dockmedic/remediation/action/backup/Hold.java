package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a container still, and lets it go on again: that it is held is written down before, and who finds that brings it back. What
 * somebody else has done to it meanwhile stays. To be used once, on one context.
 */
final class Hold {
    private static final String HELD = "held";
    private static final String AT = "held_at";
    private static final String RUN = "held_run";
    private static final String STOPS = "held_stops";

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** For so long what the engine refuses is tried again, and so long once more before a person is told. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What was not answered and does not show by then, will not happen. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    private static final int IS_SO_ALREADY = 304;

    /** How it ended. */
    sealed interface Back {
        /**
         * It goes on.
         *
         * @param still whether it was as it was left all the while
         */
        record Up(boolean still) implements Back {}

        /** It is somebody else's now. */
        record Left(String why) implements Back {}

        /** The engine does not let it go on. */
        record Stuck(String why) implements Back {}
    }

    private final Backing with;
    private final String act;
    private final String container;
    private Quiet how;
    private final String run;
    private final Duration stops;
    private final Promise<Back> back = Promise.promise();
    private Instant at;
    private boolean resumed;
    /** A call was not answered, and may yet come true. */
    private boolean doubtful;
    private boolean looked;
    private boolean still = true;
    private @Nullable Instant heardBy;
    private @Nullable Instant refusedSince;
    private int refusals;
    private int part = 1;

    private Hold(Backing with, String act, String container, Quiet how, String run, Duration stops, Instant at) {
        this.with = with;
        this.act = act;
        this.container = container;
        this.how = how;
        this.run = run;
        this.stops = stops;
        this.at = at;
    }

    /** One that runs; what does not run is still already. */
    static Hold of(Backing with, String act, ContainerState state, Quiet how) {
        Quiet needed = state.running() ? how : Quiet.NONE;
        return new Hold(with, act, state.id(), needed, run(state),
                needed == Quiet.STOP ? StopTimeout.of(state) : Duration.ZERO, with.clock().now());
    }

    /** One that was taken before our restart, or may have been; empty where none was. */
    static Optional<Hold> left(Backing with, String act, String container, Map<String, String> notes) {
        return Quiet.of(notes.getOrDefault(HELD, "")).map(how -> {
            Instant now = with.clock().now();
            Instant at = Instant.ofEpochMilli(Long.parseLong(notes.getOrDefault(AT, "0")));
            Hold hold = new Hold(with, act, container, how, notes.getOrDefault(RUN, ""),
                    Duration.ofMillis(Long.parseLong(notes.getOrDefault(STOPS, "0"))), at.isAfter(now) ? now : at);
            hold.resumed = true;
            hold.doubtful = true;
            return hold;
        });
    }

    private static String run(ContainerState state) {
        return String.valueOf(state.startedAt());
    }

    /** Whether it was held by us at all. */
    boolean holds() {
        return how != Quiet.NONE;
    }

    /**
     * Holds it. The future never fails.
     *
     * @return why it is not held; empty when it is. It is to be given back either way: what was not answered may come true
     */
    Future<Optional<String>> take() {
        if (how == Quiet.NONE) {
            return Future.succeededFuture(Optional.empty());
        }
        at = with.clock().now();
        Map<String, String> notes = Map.of(HELD, how.word(), AT, Long.toString(at.toEpochMilli()), RUN, run, STOPS,
                Long.toString(stops.toMillis()));
        return call(how.word(), notes, false,
                () -> how == Quiet.STOP
                        ? with.changes().stop(container, stops)
                        : with.changes().pause(container))
                .compose(result -> switch (result) {
                    case CallResult.Done<Void> done -> Future.succeededFuture(Optional.empty());
                    case CallResult.Refused<Void> refused when !mayHaveBegun(how.word(), refused) ->
                        notOurs().map(Optional.of(refused.message()));
                    case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> doubted(message);
                    case CallResult.Unknown<Void>(String why) -> doubted(why);
                });
    }

    private Future<Optional<String>> doubted(String why) {
        doubtful = true;
        return Future.succeededFuture(Optional.of(why));
    }

    /** If it is paused or down by now, somebody else did that. */
    private Future<Void> notOurs() {
        how = Quiet.NONE;
        return with.steps().note(act, Map.of(HELD, how.word())).otherwiseEmpty();
    }

    /** Lets it go on, however long that takes while the engine does not answer. The future never fails. */
    Future<Back> giveBack() {
        if (how == Quiet.NONE) {
            return Future.succeededFuture(new Back.Up(true));
        }
        look();
        return back.future();
    }

    private void look() {
        with.calls().inspect(container).onSuccess(result -> {
            switch (result) {
                case CallResult.Done<ContainerState>(ContainerState state) -> seen(state);
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    over(new Back.Left("somebody has removed it"));
                case CallResult.Refused<ContainerState> refused -> again(EVERY);
                case CallResult.Unknown<ContainerState> unknown -> again(EVERY);
            }
        });
    }

    private void again(Duration wait) {
        with.timers().after(wait, this::look);
    }

    private void seen(ContainerState state) {
        Instant now = with.clock().now();
        if (resumed && (with.observer().getAsBoolean() || now.isBefore(heardBy(now)))) {
            again(EVERY);
            return;
        }
        boolean held = how == Quiet.PAUSE ? state.paused() : !state.running();
        if (!looked) {
            looked = true;
            still = held && run.equals(run(state));
        }
        if (!held && doubtful && run.equals(run(state)) && now.isBefore(at.plus(stops).plus(SETTLES))) {
            again(EVERY);
        } else if (!held && how == Quiet.PAUSE && !state.running()) {
            over(new Back.Left("it has ended meanwhile"));
        } else if (!held) {
            over(new Back.Up(still));
        } else {
            theirs().ifPresentOrElse(why -> over(new Back.Left(why)), this::letGo);
        }
    }

    /** As long as what others did while we were away may take to be heard. */
    private Instant heardBy(Instant now) {
        Instant by = heardBy == null ? now.plus(Bystanders.SHUTDOWN) : heardBy;
        heardBy = by;
        return by;
    }

    /** What somebody has done since is theirs to undo. */
    private Optional<String> theirs() {
        if (how == Quiet.STOP) {
            return with.bystanders().down(act, container)
                    ? Optional.of("somebody has stopped it meanwhile")
                    : Optional.empty();
        }
        return with.bystanders()
                .lastTakeover(act)
                .filter(deed -> deed.container().equals(container) && deed.what().equals("pause"))
                .map(deed -> "somebody has paused it meanwhile");
    }

    private void letGo() {
        part++;
        boolean starts = how == Quiet.STOP;
        call(starts ? "start" : "unpause", Map.of(), true,
                () -> starts ? with.calls().start(container) : with.changes().unpause(container))
                .onSuccess(result -> {
                    switch (result) {
                        case CallResult.Done<Void> done -> over(new Back.Up(still));
                        case CallResult.Refused<Void>(ErrorClass error, int status, String message) when status == IS_SO_ALREADY
                                || error == ErrorClass.UNREACHABLE ->
                            again(EVERY);
                        case CallResult.Refused<Void>(ErrorClass error, int status, String message) -> refused(message);
                        case CallResult.Unknown<Void> unknown -> again(EVERY);
                    }
                });
    }

    private void refused(String why) {
        Instant now = with.clock().now();
        Instant since = Objects.requireNonNullElse(refusedSince, now);
        refusedSince = since;
        if (!now.isBefore(since.plus(PATIENCE))) {
            over(new Back.Stuck(why));
            return;
        }
        Duration wait = EVERY.multipliedBy(1L << Math.min(refusals++, 5));
        again(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private void over(Back came) {
        for (int call = 1; call <= part; call++) {
            with.ledger().publish(entry(call, "", OwnAct.Phase.ENDED));
        }
        back.complete(came);
    }

    /** @param whatever it is called also when it cannot be written down: what we hold is let go in any case */
    private Future<CallResult<Void>> call(String word, Map<String, String> notes, boolean whatever,
            Supplier<Future<CallResult<Void>>> call) {
        OwnAct entry = entry(part, word, OwnAct.Phase.BEGINS);
        Future<Void> entered = with.steps()
                .begins(act, new HashMap<>(notes), entry)
                .compose(in -> with.ledger().publish(entry));
        return (whatever ? entered.otherwiseEmpty() : entered).compose(
                in -> call.get().onSuccess(result -> {
                    // What was not answered may yet cause something, and stays open.
                    if (result instanceof CallResult.Done) {
                        with.ledger().publish(entry(part, word, OwnAct.Phase.ENDED));
                    } else if (result instanceof CallResult.Refused<Void> refused && !mayHaveBegun(word, refused)) {
                        with.ledger().publish(entry(part, word, OwnAct.Phase.VOID));
                    }
                }),
                unwritten -> {
                    with.ledger().publish(entry(part, word, OwnAct.Phase.VOID));
                    return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.BAD_REQUEST, 0,
                            "it could not be written down before"));
                });
    }

    private static boolean mayHaveBegun(String word, CallResult.Refused<Void> refused) {
        return word.equals("stop") && refused.error() == ErrorClass.SERVER_ERROR;
    }

    private OwnAct entry(int call, String word, OwnAct.Phase phase) {
        return new OwnAct(OwnAct.part(act, call), container, word, with.clock().now(), phase);
    }
}
