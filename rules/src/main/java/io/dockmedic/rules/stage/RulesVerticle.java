package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Pulse;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health.Status;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.yaml.RuleProblem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The rules stage. An event is acknowledged when what came of it is in the journal and those after have dealt with it.
 * Without a journal it goes on in memory and says so.
 */
public final class RulesVerticle extends VerticleBase {
    /** The name under which it subscribes to events. */
    public static final String SUBSCRIBER = "rules";

    private static final Logger LOG = LoggerFactory.getLogger(RulesVerticle.class);
    private static final String PART = "rules";
    private static final String JOURNAL_PART = "rules.journal";
    private static final Duration CATCH_UP = Duration.ofSeconds(5);
    private static final Duration EXACT = Duration.ofMillis(1);

    private final RulesSetup setup;
    private final RuleLoader loader;
    private final RulesStore store;
    private final RuleEngine engine;
    private final CompletableFuture<Loaded> first;
    private final LastReload lastReload;
    private final Pulse pulse = new Pulse();
    private final Crowding crowding;
    private Future<Void> told = Future.succeededFuture();
    private Timers.@Nullable Pending timer;
    /** On the clock's nanoseconds. */
    private long armedFor;
    private Timers.@Nullable Pending catchUp;
    private @Nullable Publisher<IncidentChange> publisher;
    private @Nullable Publisher<Looks.Look> looks;
    private @Nullable Context own;
    private volatile List<Rule> running = List.of();

    /** Begins to compile the files at once, on a thread of its own: that takes longest of what a start waits for. */
    public RulesVerticle(RulesSetup setup) {
        this.setup = setup;
        this.loader = new RuleLoader(setup.parts().kinds(), setup.actions());
        this.store = new RulesStore(setup.journal(), setup.parts().kinds(), setup.parts().clock());
        this.engine = new RuleEngine(setup.parts());
        this.crowding = new Crowding(engine, setup.health(), setup.timers());
        this.lastReload = new LastReload(setup.parts().meters(), setup.parts().clock());
        this.first = CompletableFuture.supplyAsync(() -> loader.load(setup.files()),
                work -> Thread.ofPlatform().daemon().name("rules-load").start(work));
    }

    @Override
    public Future<?> start() {
        own = context;
        pulse.begins(context);
        publisher = new Publisher<>(vertx, Incidents.TOPIC, setup.subscribers(), setup.parts().meters());
        looks = new Publisher<>(vertx, Looks.TOPIC, setup.lookers(), setup.parts().meters());
        return store.loadFiles()
                .recover(cause -> forgotten(cause, List.of()))
                .compose(lastGood -> Future.fromCompletionStage(first, context)
                        .compose(loaded -> aside(() -> Choice.of(loaded, loader, lastGood))))
                .compose(this::begin);
    }

    /** Whether it goes on. */
    public Pulse pulse() {
        return pulse;
    }

    /** The rules that run; none before they do. May be asked from any thread. */
    public List<Rule> rules() {
        return running;
    }

    /** Ends when what is known is written and told. */
    @Override
    public Future<?> stop() {
        cancelTimer();
        crowding.close();
        if (catchUp != null) {
            catchUp.cancel();
        }
        return told;
    }

    /**
     * Replaces the rules by those of {@code files}, all of them or none. May be called from any thread.
     *
     * @return the problems for which they were refused; empty when they run now
     */
    public Future<List<RuleProblem>> reload(List<RuleFile> files) {
        Promise<List<RuleProblem>> done = Promise.promise();
        Objects.requireNonNull(own, "not deployed")
                .runOnContext(go -> aside(() -> loader.load(files))
                        .compose(this::take)
                        .onComplete(done));
        return done.future();
    }

    private Future<Void> begin(Choice choice) {
        choice.problems().forEach(problem -> LOG.atError().addKeyValue("problem", problem).log("Rule file refused"));
        sayRules(choice);
        if (choice.from() == Choice.From.FILES) {
            lastReload.taken();
        }
        engine.replace(choice.set().rules());
        running = engine.rules();
        Future<Void> kept = choice.from() == Choice.From.FILES ? keepFiles(choice.set()) : Future.succeededFuture();
        return kept.compose(files -> store.load(choice.set().rules()))
                .recover(cause -> forgotten(cause, Map.of()))
                .map(saved -> {
                    tell(engine.restore(saved));
                    Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, this::happened);
                    Subscriber.on(vertx, Events.SAMPLES, SUBSCRIBER, this::happened);
                    LOG.atInfo()
                            .addKeyValue("rules", engine.rules().size())
                            .addKeyValue("restored", saved.size())
                            .log("Rules run");
                    return null;
                });
    }

    private Future<List<RuleProblem>> take(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Refused(List<RuleProblem> problems) -> {
                problems.forEach(problem -> LOG.atError().addKeyValue("problem", problem).log("Rule file refused"));
                lastReload.refused();
                setup.health().say(PART, Status.DEGRADED, "a reload was refused: " + problems.getFirst());
                yield Future.succeededFuture(problems);
            }
            case Loaded.Sound(RuleSet set) -> {
                sayRules(new Choice(set, Choice.From.FILES, List.of()));
                lastReload.taken();
                LOG.atInfo().addKeyValue("rules", set.rules().size()).log("Rules reloaded");
                Outcome replaced = engine.replace(set.rules());
                running = engine.rules();
                yield tell(replaced).compose(told -> keepFiles(set)).map(List.of());
            }
        };
    }

    private Future<Void> happened(Event event) {
        return tell(engine.offer(event));
    }

    private void tick() {
        timer = null;
        tell(engine.tick());
    }

    /**
     * Writes and tells one outcome after the other, whether events or time brought them. Told at once: the journal
     * writes in the order it was asked, so whoever writes because of what it was told is on disk after us.
     */
    private Future<Void> tell(Outcome outcome) {
        arm();
        crowding.look();
        if (!outcome.isEmpty()) {
            told = told.transform(before -> Future.join(write(outcome), publish(outcome.changes())).mapEmpty());
        }
        return told;
    }

    private Future<Void> write(Outcome outcome) {
        return store.save(outcome)
                .onSuccess(saved -> setup.health().say(JOURNAL_PART, Status.UP, ""))
                .recover(cause -> {
                    catchUpLater();
                    return forgotten(cause, null);
                });
    }

    /** What the journal did not take is offered again, whether or not anything happens meanwhile. */
    private void catchUpLater() {
        if (catchUp == null) {
            catchUp = setup.timers().after(CATCH_UP, () -> {
                catchUp = null;
                told = told.transform(before -> store.catchUp())
                        .onSuccess(saved -> setup.health().say(JOURNAL_PART, Status.UP, ""))
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
        changes.stream().filter(change -> change.what() != What.READ).forEach(RulesVerticle::log);
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

    private Future<Void> keepFiles(RuleSet set) {
        return store.saveFiles(set.files()).recover(cause -> forgotten(cause, null));
    }

    private <T> Future<T> forgotten(Throwable cause, @Nullable T instead) {
        setup.health()
                .say(
                        JOURNAL_PART,
                        Status.DEGRADED,
                        "incidents are kept in memory only, a restart forgets them: " + cause.getMessage());
        LOG.atWarn().addKeyValue("reason", cause.getMessage()).log("Journal does not take incidents");
        return Future.succeededFuture(instead);
    }

    private void sayRules(Choice choice) {
        choice.set().warnings().forEach(one -> LOG.atWarn().addKeyValue("problem", one).log("Rule file"));
        String first = choice.problems().isEmpty() ? "" : ": " + choice.problems().getFirst();
        setup.health()
                .say(
                        PART,
                        choice.from() == Choice.From.FILES ? Status.UP : Status.DEGRADED,
                        choice.from() == Choice.From.FILES ? "" : choice.from().words() + first);
    }

    /** Compiling takes milliseconds a rule: not on the event loop. */
    private <T> Future<T> aside(Callable<T> work) {
        return vertx.executeBlocking(work);
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
