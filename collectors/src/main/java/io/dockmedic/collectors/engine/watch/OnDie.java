package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Death;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run ends: looks at the container, judges the intent, reports the death once. Where the message tells all, it is reported
 * at once, and the look confirms it.
 */
final class OnDie implements MessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OnDie.class);
    /**
     * An OOM kill and the death it caused: 22 to 37 ms, but 6.2 s on two processors with eighteen containers coming and going.
     * Nobody asked for that death, so what else killed within the minute would have to be somebody on the machine.
     */
    private static final Duration OOM_BEFORE_DEATH = Duration.ofMinutes(1);

    /** A stop that the engine said before the death it was for: 0.8 to 7.3 ms seen on Engine 28. */
    private static final Duration STOP_BEFORE_DEATH = Duration.ofSeconds(1);

    /** The engine notes a container's end, then says {@code die}. */
    private static final Duration END_TO_DEATH = Duration.ofSeconds(2);

    /** The kernel's log and the engine do not tell the time alike. */
    private static final Duration CLOCKS = Duration.ofMillis(100);

    private static final int KILLED = 137;

    private final Duration settle;
    private final MemoryKills kernel;

    /**
     * @param settle how long to wait for what the engine may say after a death: its {@code stop}, where only that can tell the
     *               intent, and its {@code oom}, where that may have been the cause. The latter was 7 to 20 ms late on a host
     *               with three busy processes a core
     * @param kernel knows what the engine may not have said
     */
    OnDie(Duration settle, MemoryKills kernel) {
        this.settle = settle;
        this.kernel = kernel;
    }

    @Override
    public Set<String> actions() {
        return Set.of("die");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        if (tracker.deathReported()) {
            return Future.succeededFuture(List.of());
        }
        Optional<ForeseenDeath> foreseen = ForeseenDeath.of(message, tracker, scene);
        if (foreseen.isEmpty()) {
            return looked(message, Optional.empty(), tracker, scene);
        }
        // An act claims a death once.
        Optional<OwnAct> ours = scene.claim(message, tracker);
        return ours.isEmpty()
                ? told(foreseen.get(), message, tracker, scene)
                : looked(message, ours, tracker, scene);
    }

    /** Tells first, and looks meanwhile. */
    private Future<List<Event>> told(
            ForeseenDeath death, EngineMessage message, Tracker tracker, Scene scene) {
        scene.calls().foreseen(death.state());
        Future<CallResult<ContainerState>> look = scene.calls().inspect(message.id());
        List<Event> died = report(
                message, death.state().exitCode(), death.judgement(), death.state(), tracker, scene);
        Future<Void> told = scene.tell().now(tracker, died);
        return look.compose(result -> told.map(before -> agreed(message, result, tracker, scene)));
    }

    /** What the look says of a death that was told before it. */
    private static List<Event> agreed(
            EngineMessage message, CallResult<ContainerState> result, Tracker tracker, Scene scene) {
        if (!(result instanceof CallResult.Done<ContainerState>(ContainerState state))) {
            return List.of();
        }
        if (runsOn(state, tracker)) {
            LOG.atWarn()
                    .addKeyValue("container", message.id())
                    .log("the engine told of a death, and the container runs on: the message was about an earlier run");
            tracker.runsOn();
            return List.of(new Started(scene.clock().now(), scene.host(), Origin.RECONCILE, tracker.container(),
                    StartCause.FOUND, state.health() != null));
        }
        boolean flagRose = state.oomKilled() && !tracker.oomFlag() && tracker.oomAt() == null;
        tracker.observe(state, Facts.of(state));
        tracker.endSeen(willRestart(message.stamp(), state, tracker), restarts(message.stamp(), state, tracker),
                state.oomKilled());
        return flagRose && !startedAfter(message.stamp(), state, tracker)
                ? outOfMemoryAhead(message, tracker, scene)
                : List.of();
    }

    /**
     * Looks first: only that can tell what it was.
     *
     * @param claimed the act of ours that it belongs to, where that has been asked already
     */
    private Future<List<Event>> looked(
            EngineMessage message, Optional<OwnAct> claimed, Tracker tracker, Scene scene) {
        return scene.calls().inspect(message.id()).compose(result -> {
            ContainerState state = result instanceof CallResult.Done<ContainerState>(ContainerState seen) ? seen : null;
            if (ofAnEarlierRun(message.stamp(), state, tracker)) {
                return Future.succeededFuture(List.of());
            }
            Optional<OwnAct> ours = claimed.or(() -> scene.claim(message, tracker));
            if (state != null) {
                tracker.observe(state, Facts.of(state));
            }
            int exitCode = exitCode(message, state, tracker);
            return judge(message, exitCode, ours, tracker, scene)
                    .compose(judgement -> memory(message, exitCode, judgement, state, tracker, scene)
                            .map(before -> {
                                List<Event> died = report(message, exitCode, judgement, state, tracker, scene);
                                if (ours.filter(OwnAct::takesDown).isPresent()) {
                                    tracker.shouldRun(false);
                                }
                                return Stream.concat(before.stream(), died.stream()).toList();
                            }));
        });
    }

    private Future<Judgement> judge(
            EngineMessage message, int exitCode, Optional<OwnAct> ours, Tracker tracker, Scene scene) {
        if (ours.isPresent()) {
            return Future.succeededFuture(new Judgement(Intent.ASKED, true,
                    List.of("our own " + ours.get().action() + ", act " + ours.get().id())));
        }
        Death death = new Death(message.at(), exitCode, tracker.kills(), tracker.stopSignal(), tracker.stopTimeout(),
                justBefore(tracker.stopAt(), message.at(), STOP_BEFORE_DEATH));
        return IntentJudge.judge(death)
                .map(Future::succeededFuture)
                .orElseGet(() -> scene.ahead()
                        .says(message.id(), "stop", settle)
                        .map(stopped -> IntentJudge.afterWaiting(death.stopped(stopped))))
                .map(judgement -> scene.engine().tellsRequests() ? judgement : IntentJudge.requestsUntold(judgement));
    }

    /** The kill for want of memory that a busy engine says only after the death it was: that belongs before it. */
    private Future<List<Event>> memory(EngineMessage message, int exitCode, Judgement judgement,
            @Nullable ContainerState state, Tracker tracker, Scene scene) {
        boolean mayBe = exitCode == KILLED && judgement.intent() != Intent.ASKED && !tracker.signals().mayAskToDie()
                && (state == null || state.limits().memoryBytes() > 0);
        if (!mayBe || oomKilled(message, exitCode, state, tracker)) {
            return Future.succeededFuture(List.of());
        }
        return scene.ahead()
                .says(message.id(), "oom", settle)
                .map(said -> said ? outOfMemoryAhead(message, tracker, scene) : List.of());
    }

    private static List<Event> outOfMemoryAhead(EngineMessage message, Tracker tracker, Scene scene) {
        tracker.ranOutOfMemoryAhead(message.at());
        return List.of(new OutOfMemory(message.at(), scene.host(), Origin.ENGINE, tracker.container()));
    }

    private List<Event> report(
            EngineMessage message,
            int exitCode,
            Judgement judgement,
            @Nullable ContainerState state,
            Tracker tracker,
            Scene scene) {
        boolean oomKilled = oomKilled(message, exitCode, state, tracker);
        boolean engineRestarts = state != null && willRestart(message.stamp(), state, tracker);
        if (state != null && !startedAfter(message.stamp(), state, tracker)) {
            tracker.adoptRun(state);
        }
        Duration ranFor = tracker.running() && tracker.run().isAfter(Instant.EPOCH)
                ? Duration.between(tracker.run(), message.stamp())
                : Duration.ZERO;
        tracker.ended(new Tracker.End(message.at(), exitCode, judgement), engineRestarts,
                state == null ? tracker.restartCount() : restarts(message.stamp(), state, tracker),
                state != null && state.oomKilled());
        tracker.shouldRun(stillWanted(judgement, exitCode, tracker));
        return List.of(new Died(message.at(), scene.host(), Origin.ENGINE, tracker.container(), exitCode, oomKilled,
                judgement, engineRestarts, tracker.restartCount(), ranFor.isNegative() ? Duration.ZERO : ranFor,
                false, state == null ? "" : tracker.runsName()));
    }

    /** Whether the container should be running all the same; our own restart does not change what should be. */
    static boolean stillWanted(Judgement judgement, int exitCode, Tracker tracker) {
        return switch (judgement.intent()) {
            case ASKED -> judgement.ours();
            case ENGINE_SHUTDOWN -> true;
            case NOT_ASKED, UNKNOWN -> exitCode != 0 || alwaysWanted(tracker);
        };
    }

    /** Whether its restart policy says that it never has done its work. */
    static boolean alwaysWanted(Tracker tracker) {
        return tracker.restartPolicy().equals("always") || tracker.restartPolicy().equals("unless-stopped");
    }

    /**
     * The policy's back-off runs already, or has even started it again or failed to, when we look: the engine holds the
     * container's lock from the death until it has decided.
     */
    private static boolean willRestart(Instant diedAt, ContainerState state, Tracker tracker) {
        return startedAfter(diedAt, state, tracker)
                ? state.restartsBefore() > tracker.restartCount()
                : state.restarting() || (FailedStart.in(state) && !tracker.restartPolicy().equals("no"));
    }

    /** The policy's restarts up to the next run. Inspect may show a later one already, and counts those between as well. */
    private static int restarts(Instant diedAt, ContainerState state, Tracker tracker) {
        if (!startedAfter(diedAt, state, tracker)) {
            return state.restartCount();
        }
        return tracker.restartCount() + (willRestart(diedAt, state, tracker) ? 1 : 0);
    }

    /**
     * From inspect while it still shows this run. When the container is gone or runs again, the message's own number,
     * unless a label could have overwritten it.
     */
    private static int exitCode(EngineMessage message, @Nullable ContainerState state, Tracker tracker) {
        if (state != null && !startedAfter(message.stamp(), state, tracker)) {
            return state.exitCode();
        }
        return ExitCode.of(message, tracker);
    }

    /**
     * The run whose death this is ended before the one we know began. The engine's clock may have been set back during
     * the run, so what it stamped at the end counts too. One that runs as we know it has not died.
     */
    private static boolean ofAnEarlierRun(Instant diedAt, @Nullable ContainerState state, Tracker tracker) {
        if (!tracker.running()) {
            return false;
        }
        return (state != null && runsOn(state, tracker)) || (diedAt.isBefore(tracker.run()) && !endedAt(diedAt, state));
    }

    private static boolean runsOn(ContainerState state, Tracker tracker) {
        return state.running() && !state.restarting() && tracker.run().equals(state.startedAt());
    }

    private static boolean endedAt(Instant diedAt, @Nullable ContainerState state) {
        return state != null
                && state.finishedAt() != null
                && Duration.between(state.finishedAt(), diedAt).abs().compareTo(END_TO_DEATH) <= 0;
    }

    /** Not the run whose death this is: another one, that began when it was over. */
    private static boolean startedAfter(Instant diedAt, ContainerState state, Tracker tracker) {
        return state.startedAt() != null
                && state.startedAt().isAfter(diedAt)
                && !state.startedAt().equals(tracker.run());
    }

    /** Before Engine 24 the flag stays set over the next start, so only its rise means this death. */
    private boolean oomKilled(
            EngineMessage message, int exitCode, @Nullable ContainerState state, Tracker tracker) {
        boolean flagRose = state != null && state.oomKilled() && !tracker.oomFlag();
        return exitCode == KILLED
                && (saidOutOfMemory(message, tracker) || flagRose || killedInThisRun(message, tracker));
    }

    /** By the engine's own word, said so shortly before that the death is of it. */
    static boolean saidOutOfMemory(EngineMessage message, Tracker tracker) {
        return justBefore(tracker.oomAt(), message.at(), OOM_BEFORE_DEATH);
    }

    /** By the kernel's own word. One whose kill somebody asked the engine for did not die of that. */
    private boolean killedInThisRun(EngineMessage message, Tracker tracker) {
        return !tracker.signals().mayAskToDie() && kernel.last(message.id())
                .filter(at -> !at.isBefore(message.inOurTime(tracker.run()).minus(CLOCKS)))
                .filter(at -> justBefore(at, message.at(), OOM_BEFORE_DEATH))
                .isPresent();
    }

    private static boolean justBefore(@Nullable Instant at, Instant diedAt, Duration atMost) {
        return at != null && Duration.between(at, diedAt).compareTo(atMost) <= 0;
    }
}
