package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Pulse;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.sought.Seekers;
import io.dockmedic.rules.sought.Sight;
import io.dockmedic.rules.sought.Sought;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.yaml.RuleProblem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules stage. An event is acknowledged when what came of it is in the journal and those after have dealt with it.
 * Without a journal it goes on in memory and says so.
 */
public final class RulesVerticle extends VerticleBase {
    /** The name under which it subscribes to events. */
    public static final String SUBSCRIBER = "rules";

    private static final Logger LOG = LoggerFactory.getLogger(RulesVerticle.class);

    private final RuleEngine engine;
    private final Rulebook rulebook;
    private final Flow flow;
    private final RulesSetup setup;
    private final Seekers seekers;
    private final Pulse pulse = new Pulse();
    private @Nullable Context own;

    /** Begins to compile the files at once. */
    public RulesVerticle(RulesSetup setup) {
        RulesStore store = new RulesStore(setup.journal(), setup.parts().kinds(), setup.parts().clock());
        Keeping keeping = new Keeping(setup.health());
        this.engine = new RuleEngine(setup.parts());
        this.rulebook = new Rulebook(setup, store, engine, keeping);
        this.flow = new Flow(setup, store, engine, keeping);
        this.setup = setup;
        this.seekers = new Seekers(setup.parts().kinds());
    }

    @Override
    public Future<?> start() {
        own = context;
        pulse.begins(context);
        flow.begin(vertx);
        return rulebook.open(context).map(saved -> {
            listen(saved);
            return saved;
        });
    }

    /** Whether it goes on. */
    public Pulse pulse() {
        return pulse;
    }

    /** The rules that run; none before they do. May be asked from any thread. */
    public List<Rule> rules() {
        return rulebook.running();
    }

    /** Ends when what is known is written and told. */
    @Override
    public Future<?> stop() {
        return flow.end();
    }

    /**
     * Replaces the rules by those of {@code files}, all of them or none. May be called from any thread.
     *
     * @return the problems for which they were refused; empty when they run now
     */
    public Future<List<RuleProblem>> reload(List<RuleFile> files) {
        Promise<List<RuleProblem>> done = Promise.promise();
        Context home = Objects.requireNonNull(own, "not deployed");
        home.runOnContext(go -> rulebook.replace(files, home, flow::tell).onComplete(done));
        return done.future();
    }

    private void listen(Map<KeyId, KeyState> saved) {
        // Before anybody hears of what fires since before our restart, and goes on proving what was done about it.
        Subscriber.on(vertx, Sought.TOPIC, Sought.SUBSCRIBER, sought -> {
            seekers.hear(sought);
            return Future.succeededFuture();
        });
        flow.tell(engine.restore(saved));
        flow.runs();
        Publisher<Sight> sights = new Publisher<>(vertx, Sight.TOPIC, List.of(Sight.SUBSCRIBER),
                setup.parts().meters());
        Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, event -> happened(event, sights));
        Subscriber.on(vertx, Events.SAMPLES, SUBSCRIBER, event -> happened(event, sights));
        Subscriber.on(vertx, Tried.TOPIC, Tried.SUBSCRIBER, tried -> {
            flow.tell(engine.tried(tried));
            return Future.succeededFuture();
        });
        LOG.atInfo()
                .addKeyValue("rules", engine.rules().size())
                .addKeyValue("restored", saved.size())
                .log("Rules run");
    }

    /** Whoever proves something by it is told, and not waited for: a proof that missed it does not hold. */
    private Future<Void> happened(Event event, Publisher<Sight> sights) {
        seekers.of(event)
                .forEach(sight -> sights.publish(sight)
                        .onFailure(why -> LOG.atWarn()
                                .addKeyValue("kind", event.kind())
                                .addKeyValue("about", event.subject())
                                .log("a proof was not told what it listens for: {}", why.getMessage())));
        return flow.happened(event);
    }
}
