package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.RulesEvent;
import io.dockmedic.collectors.event.RulesEvent.Share;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.state.recorded.Recorder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What flows through the rules: events and time go in; what came of them is written, and told to those after. For use by
 * one verticle.
 */
final class Flow {
    private static final Logger LOG = LoggerFactory.getLogger(Flow.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final Duration EXACT = Duration.ofMillis(1);

    private final RulesSetup setup;
    private final RulesStore store;
    private final RuleEngine engine;
    private final Keeping keeping;
    private final List<Crowding> crowdings;
    private Future<Void> told = Future.succeededFuture();
    private Timers.@Nullable Pending timer;
    /** On the clock's nanoseconds. */
    private long armedFor;
    private Timers.@Nullable Pending catchUp;
    private @Nullable Publisher<IncidentChange> publisher;
    private @Nullable Publisher<Looks.Look> looks;
    private @Nullable Recorder recorder;

    Flow(RulesSetup setup, RulesStore store, RuleEngine engine, Keeping keeping) {
        this.setup = setup;
        this.store = store;
        this.engine = engine;
        this.keeping = keeping;
        this.crowdings = List.of(Crowding.ofKeys(engine, this::room, setup.health(), setup.timers()),
                Crowding.ofEvidence(engine, this::room, setup.health(), setup.timers()));
    }

    /** To be called before anything else. */
    void begin(Vertx vertx) {
        publisher = new Publisher<>(vertx, Incidents.TOPIC, setup.subscribers(), setup.parts().meters());
        looks = new Publisher<>(vertx, Looks.TOPIC, setup.lookers(), setup.parts().meters());
        recorder = new Recorder(setup.record(), setup.journal(), setup.parts().kinds(), setup.timers(),
                new Recorder.Aside() {
                    @Override
                    public <T> Future<T> run(Callable<T> work) {
                        return vertx.executeBlocking(work, false);
                    }
                }, setup.parts().meters());
    }

    /** To be called once rules run, with what they knew. */
    void runs() {
        crowdings.forEach(Crowding::begin);
    }

    /** Nothing falls due any more; ends when what is known is written and told. */
    Future<Void> end() {
        cancelTimer();
        crowdings.forEach(Crowding::close);
        if (catchUp != null) {
            catchUp.cancel();
        }
        return told.eventually(() -> recorder == null ? Future.<Void>succeededFuture() : recorder.close());
    }

    /** Ends when what came of it is in the journal, and those after have dealt with it. */
    Future<Void> happened(Event event) {
        Instant now = setup.parts().clock().now();
        Outcome outcome = engine.offer(event);
        Future<Void> all = tell(outcome);
        Objects.requireNonNull(recorder).saw(event, now, !outcome.isEmpty());
        return all;
    }

    /**
     * Writes and tells one outcome after the other, whether events or time brought them. Told at once: the journal
     * writes in the order it was asked, so whoever writes because of what it was told is on disk after us.
     */
    Future<Void> tell(Outcome outcome) {
        arm();
        if (!outcome.isEmpty()) {
            told = told.transform(before -> Future.join(write(outcome), publish(outcome.changes())).mapEmpty());
        }
        crowdings.forEach(Crowding::look);
        return told;
    }

    private void room(Share of, boolean full, String says) {
        EngineParts parts = setup.parts();
        happened(new RulesEvent.Room(parts.clock().now(), parts.host(), Origin.DOCKMEDIC, of, full, says));
    }

    private void tick() {
        timer = null;
        tell(engine.tick());
    }

    private Future<Void> write(Outcome outcome) {
        return store.save(outcome)
                .onSuccess(saved -> keeping.kept())
                .recover(cause -> {
                    catchUpLater();
                    return keeping.forgotten(cause, null);
                });
    }

    /** What the journal did not take is offered again, whether or not anything happens meanwhile. */
    private void catchUpLater() {
        if (catchUp == null) {
            catchUp = setup.timers().after(CATCH_UP, () -> {
                catchUp = null;
                told = told.transform(before -> store.catchUp())
                        .onSuccess(saved -> keeping.kept())
                        .recover(cause -> {
                            catchUpLater();
                            return Future.succeededFuture();
                        });
            });
        }
    }

    private Future<Void> publish(List<IncidentChange> changes) {
        Future<Void> all = Future.succeededFuture();
        changes.forEach(this::look);
        for (IncidentChange change : changes) {
            all = all.transform(before -> Objects.requireNonNull(publisher).deliver(change));
        }
        // What follows from them is under way meanwhile, on other threads.
        changes.stream().filter(change -> change.what() != What.READ).forEach(Flow::log);
        // Whoever failed on it, again and again, is counted by the publisher; the next one is told all the same.
        return all.otherwiseEmpty();
    }

    /** Whatever happened to a container shows best right now. Nobody waits for that. */
    private void look(IncidentChange change) {
        boolean news = switch (change.what()) {
            case PENDING, FIRED, AGAIN -> true;
            case RESTORED, READ, INHIBITED, RELEASED, RESOLVED -> false;
        };
        Container target = change.incident().latest().target();
        if (news && target != null) {
            Objects.requireNonNull(looks).publish(new Looks.Look(target.id()));
        }
    }

    /** Not anew for each event: most change nothing of what falls due next, and a timer that comes early only looks. */
    private void arm() {
        Optional<Duration> wait = engine.untilNext();
        if (wait.isEmpty()) {
            cancelTimer();
            return;
        }
        long due = setup.parts().clock().nanos() + wait.get().toNanos();
        if (timer == null || due < armedFor - EXACT.toNanos()) {
            cancelTimer();
            armedFor = due;
            timer = setup.timers().after(wait.get(), this::tick);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** What goes on is told by its events: at info each incident begins and ends once. */
    private static void log(IncidentChange change) {
        LOG.atLevel(change.what() == IncidentChange.What.AGAIN ? Level.DEBUG : Level.INFO)
                .addKeyValue("rule", change.incident().rule())
                .addKeyValue("service", change.incident().key())
                .addKeyValue("incident", change.incident().id())
                .addKeyValue("state", change.incident().state().word())
                .log(
                        "incident of {} {}: {}",
                        change.incident().key(),
                        change.what().name().toLowerCase(Locale.ROOT),
                        change.incident().annotations().getOrDefault("summary", change.incident().rule()));
    }
}
