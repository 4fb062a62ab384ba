package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.lease.EngineLease;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.engine.stream.StreamListener;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.collectors.intent.OwnActs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the engine's stream, keeps a tracker of every container and publishes what happened. Lives on the context
 * of the verticle that made it; every method must be called there.
 */
public final class EngineWatch implements StreamListener {
    /** What only the engine's {@code stop} can tell is waited for this long; it follows a death by 11 ms at most. */
    public static final Duration SETTLE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);
    private static final int MOST_PENDING = 1024;
    private static final Duration RECONCILE_EVERY = Duration.ofMinutes(5);
    private static final Duration AFTER_REPLAY = Duration.ofSeconds(2);
    private static final Set<String> ENDS_OR_BEGINS = Set.of("die", "start");
    private static final Set<String> ENGINE_GONE = Set.of("stream_ended", "unreachable");

    private final EngineCalls calls;
    private final Clock clock;
    private final Timers timers;
    private final Telling telling;
    private final EngineLease lease;
    private final Consumer<Boolean> role;
    private final Containers containers;
    private final Optional<String> boot;
    private final MeterRegistry meters;
    /** Several of an action, where it may mean several things: the first that it concerns. */
    private final Map<String, List<MessageHandler>> handlers = new HashMap<>();

    /** After a gap the comparison has told all; of what is replayed only a signal still matters: its death may follow. */
    private final Map<String, List<MessageHandler>> history = Map.of("kill", List.of(new OnPastKill()));
    private final OwnActs ownActs = new OwnActs();
    private final Inventory inventory = new Inventory();
    private final Lanes lanes = new Lanes(MOST_PENDING);
    private final Lookout lookout;
    private final Remembrance remembrance;
    private final Reconciler reconciler;
    private final UntoldStarts untoldStarts;
    private @Nullable Scene scene;
    private Timers.@Nullable Pending nextReconcile;
    private boolean hostGone;
    private boolean replayIsHistory;
    /** What had ended unseen by then was found. */
    private Instant looked = Instant.EPOCH;

    /**
     * @param boot       which start of the engine's machine this is; empty where that cannot be known
     * @param containers kept up to date
     * @param kernel     knows of kills for want of memory that the engine may not have said
     */
    public EngineWatch(
            Vertx vertx,
            EngineCalls calls,
            Clock clock,
            Timers timers,
            Publisher<Event> events,
            EngineLease lease,
            WatchStore store,
            Consumer<Boolean> role,
            Optional<String> boot,
            Containers containers,
            MemoryKills kernel,
            Redactor redactor,
            MeterRegistry meters) {
        this.calls = calls;
        this.clock = clock;
        this.timers = timers;
        this.telling = new Telling(events, meters, () -> inventory.running().size());
        this.lease = lease;
        this.role = role;
        this.boot = boot;
        this.containers = containers;
        this.meters = meters;
        this.lookout = new Lookout(timers);
        this.remembrance = new Remembrance(store, inventory, timers);
        this.reconciler = new Reconciler(vertx, timers, inventory, lanes, redactor, this::settle, this::lookAt);
        this.untoldStarts = new UntoldStarts(timers, inventory, this::lookAt);
        List.of(new OnStart(), new OnDie(SETTLE, kernel), new OnKill(), new OnStop(), new OnOom(),
                new OnHealth(redactor),
                new OnTouch(), new OnNetwork(), new OnFailedStart(redactor), new OnDestroy())
                .forEach(handler -> handler.actions()
                        .forEach(action -> handlers.computeIfAbsent(action, first -> new ArrayList<>()).add(handler)));
        Gauge.builder("dockmedic.engine.pending", lanes, Lanes::pending)
                .description("Engine messages read and not yet dealt with")
                .register(meters);
        Subscriber.on(vertx, Ledger.TOPIC, Ledger.SUBSCRIBER, act -> {
            ownActs.note(act);
            entered(act);
            return remembrance.keep(act);
        });
    }

    private void entered(OwnAct act) {
        inventory.known(act.containerId()).ifPresent(tracker -> tracker.entered(act));
    }

    /** Recalls from the journal what should be running; call once, before the stream starts. */
    public Future<Void> recall() {
        return remembrance.recall(clock.now()).compose(recalled -> remembrance.acts(clock.now())).map(acts -> {
            acts.forEach(ownActs::restore);
            // What began before the run that is recalled has had its start.
            acts.stream()
                    .filter(act -> inventory.known(act.containerId())
                            .filter(one -> act.at().isAfter(one.run()))
                            .isPresent())
                    .forEach(this::entered);
            return null;
        })
                .compose(restored -> boot.isEmpty() ? Future.succeededFuture(false) : remembrance.restarted(boot.get()))
                .map(restarted -> {
                    hostGone = restarted;
                    return null;
                });
    }

    @Override
    public Future<Void> connected(EngineInfo engine, boolean continuous) {
        Scene now = new Scene(engine, calls, clock, ownActs, lookout, this::settle);
        scene = now;
        replayIsHistory = !continuous;
        looked = clock.now();
        Optional<OutOfSight> lost = remembrance.outOfSight();
        Instant since = lost.map(OutOfSight::since).or(remembrance::last).orElseGet(clock::now);
        Reconciler.Occasion occasion = new Reconciler.Occasion(
                lost.map(inventory::judgeShutdown).orElse(Map.of()), absence(), since,
                remembrance.knows(engine.identity()), false, () -> true, survivors());
        Future<Void> compared = continuous
                ? Future.succeededFuture()
                : reconciler.run(now, occasion).onSuccess(all -> containers.compared());
        return compared.compose(done -> {
            Future<Void> seen = remembrance.inSight();
            hostGone = false;
            remembrance.compared(engine.identity(), boot);
            reconcileIn(continuous ? AFTER_REPLAY : RECONCILE_EVERY);
            return seen;
        })
                .compose(seen -> lease.ask(engine.identity(), acting -> {
                    role.accept(acting);
                    telling.next(new EngineEvent.Role(clock.now(), engine.name(), Origin.DOCKMEDIC, acting));
                }))
                .compose(asked -> telling.next(new EngineEvent.Connected(clock.now(), engine.name(), Origin.DOCKMEDIC,
                        engine.version(), engine.apiVersion(), !continuous)));
    }

    @Override
    public Future<Void> message(EngineMessage heard) {
        Runnable done = remembrance.opened(heard);
        EngineMessage message = OnNetwork.aboutItsContainer(heard);
        String action = withoutDetail(message.action());
        List<MessageHandler> able = (message.replayed() && replayIsHistory ? history : handlers)
                .getOrDefault(action, List.of());
        Scene now = scene;
        if (able.isEmpty() || now == null || !message.type().equals("container") || message.id().isEmpty()) {
            done.run();
            return lanes.room();
        }
        lookout.arrived(message);
        boolean before = remembrance.dealtWithBefore(message, !replayIsHistory);
        lanes.submit(message.id(), () -> handle(able, message, before, now))
                .onFailure(cause -> failed(message, cause))
                .onComplete(handled -> {
                    done.run();
                    untoldStarts.heard(message);
                });
        return lanes.room();
    }

    /** We end; the engine may go at the same time. To be waited for before the journal is closed. */
    Future<Void> ends() {
        return scene == null
                ? Future.succeededFuture()
                : remembrance.lost(new OutOfSight(clock.now(), false, true));
    }

    @Override
    public void disconnected(String reason) {
        if (nextReconcile != null) {
            nextReconcile.cancel();
            nextReconcile = null;
        }
        if (scene != null) {
            remembrance.beforeIsOver();
        }
        remembrance.lost(new OutOfSight(clock.now(), ENGINE_GONE.contains(reason), false));
        String host = scene == null ? "" : scene.host();
        telling.next(new EngineEvent.Disconnected(clock.now(), host, Origin.DOCKMEDIC, reason));
    }

    /** @param before whether it was dealt with before our restart */
    private Future<Void> handle(List<MessageHandler> able, EngineMessage message, boolean before, Scene now) {
        Optional<Tracker> known = inventory.known(message.id());
        Optional<MessageHandler> handler = able.stream().filter(one -> one.concerns(message, known)).findFirst();
        if (handler.isEmpty()) {
            return Future.succeededFuture();
        }
        Tracker tracker = inventory.of(Facts.of(message.id(), message.attributes()));
        return handled(handler.get(), message, before, tracker, now)
                .onComplete(done -> lookout.handled(message))
                .compose(happened -> settle(tracker, happened));
    }

    private Future<List<Event>> handled(MessageHandler handler, EngineMessage message, boolean before, Tracker tracker,
            Scene now) {
        if (before) {
            // An act of ours that goes on has had this word.
            now.claim(message, tracker);
            return Future.succeededFuture(List.of());
        }
        if (ENDS_OR_BEGINS.contains(message.action())) {
            reconciler.told(message.id());
        }
        EngineMessage told = tracker.inOrder(message);
        tracker.dealtWith(StreamMarker.of(told));
        return handler.handle(told, tracker, now);
    }

    /**
     * Publishes, then remembers: after a crash in between it is published again rather than lost. What a stage did not
     * take is not remembered.
     */
    private Future<Void> settle(Tracker tracker, List<Event> happened) {
        if (tracker.isGone()) {
            containers.gone(tracker.container().id(), clock.now());
        } else {
            tracker.sighting().ifPresent(containers::saw);
        }
        return telling.all(happened).compose(taken -> remembrance.keep(tracker));
    }

    /** What tells engines apart. */
    private Survivors survivors() {
        return new Survivors(calls, inventory.running());
    }

    private boolean inSight() {
        return remembrance.outOfSight().isEmpty();
    }

    private Absence absence() {
        boolean engineGone = remembrance.outOfSight().map(OutOfSight::engine).orElse(false);
        return hostGone ? Absence.HOST : engineGone ? Absence.ENGINE : Absence.OURS;
    }

    private void reconcileIn(Duration delay) {
        if (nextReconcile != null) {
            nextReconcile.cancel();
        }
        nextReconcile = timers.after(delay, () -> {
            Scene now = scene;
            if (now == null) {
                return;
            }
            Instant begun = clock.now();
            reconciler.run(now, live(now))
                    .onSuccess(all -> {
                        looked = begun;
                        containers.compared();
                    })
                    .onFailure(cause -> LOG.atWarn().log("reconcile put off: {}", cause.getMessage()))
                    .onComplete(done -> {
                        if (inSight()) {
                            reconcileIn(RECONCILE_EVERY);
                        }
                    });
        });
    }

    /** A comparison while messages come. */
    private Reconciler.Occasion live(Scene now) {
        return new Reconciler.Occasion(Map.of(), Absence.OURS, looked, true, true,
                () -> inSight() && now.equals(scene), survivors());
    }

    private void lookAt(String id) {
        Scene now = scene;
        if (now != null && inSight()) {
            reconciler.one(id, now, live(now));
        }
    }

    private void failed(EngineMessage message, Throwable cause) {
        Counter.builder("dockmedic.engine.handler.failures")
                .description("Engine messages that could not be dealt with")
                .register(meters)
                .increment();
        LOG.atError()
                .addKeyValue("container", message.id())
                .addKeyValue("action", withoutDetail(message.action()))
                .setCause(cause)
                .log("an engine message could not be dealt with; the next reconcile will make good for it");
    }

    /** {@code exec_create: sh -c …} carries a command line, {@code health_status: healthy} a status. */
    private static String withoutDetail(String action) {
        int colon = action.indexOf(':');
        return colon < 0 ? action : action.substring(0, colon);
    }
}
