package io.dockmedic.collectors.audit.sweep;

import io.dockmedic.collectors.audit.find.Audit;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.collectors.engine.client.SetupCalls;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits what runs: a container when it is new, all of them after an hour, one question to the engine at a time. What
 * changed is published on {@link Events#SAMPLES}, for rules alone: nobody is called for how something is set up.
 */
public final class AuditSweep extends Collector {
    /** The part's name in health. */
    public static final String PART = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(AuditSweep.class);

    private static final Duration LATE = Duration.ofMinutes(1);
    /** One container after the other, and each look has a deadline of its own. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Settings settings;
    private final Containers containers;
    private final SetupCalls calls;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Known> known = new HashMap<>();
    private final Changes changes = new Changes();
    private String host = "";
    private volatile List<Audited> latest = List.of();
    private volatile @Nullable List<Setup> setups;
    private Health.Part said = new Health.Part(Health.Status.UP, "");
    private @Nullable Publisher<Event> publisher;

    /** A container as it was asked for. */
    private record Known(Container container, Setup setup, Instant asked) {}

    /**
     * How it is set.
     *
     * @param look        between two looks at which containers there are, which asks nobody
     * @param again       after this a container is asked for once more
     * @param subscribers of readings, by name
     */
    public record Settings(Duration look, Duration again, List<String> subscribers) {
        /** Every 2 s, and all again after an hour. */
        public static Settings standard(List<String> subscribers) {
            return new Settings(Duration.ofSeconds(2), Duration.ofHours(1), subscribers);
        }
    }

    public AuditSweep(
            Settings settings, Containers containers, SetupCalls calls, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(settings.look(), settings.look(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.containers = containers;
        this.calls = calls;
        this.clock = clock;
        this.meters = meters;
    }

    /** What is wrong with each container that runs, by service. May be asked from any thread. */
    public List<Audited> latest() {
        return latest;
    }

    /** How the containers that run are set up; empty before they were all looked at once. May be asked from any thread. */
    public Optional<List<Setup>> setups() {
        return Optional.ofNullable(setups);
    }

    @Override
    protected void open(Timers own) {
        publisher = new Publisher<>(vertx, Events.SAMPLES, settings.subscribers(), meters);
    }

    @Override
    protected Future<Found> round() {
        return sweep().map(swept -> () -> said);
    }

    private Future<Void> sweep() {
        List<Sighting> running = containers.all().stream().filter(AuditSweep::counts).toList();
        Set<String> ids = new HashSet<>();
        running.forEach(sighting -> ids.add(sighting.container().id()));
        boolean gone = known.keySet().retainAll(ids);
        Instant due = clock.now().minus(settings.again());
        List<Sighting> dueNow = running.stream().filter(sighting -> isDue(sighting, due)).toList();
        boolean unnamed = host.isEmpty() && !running.isEmpty();
        Future<Void> asked = unnamed ? nameHost() : Future.succeededFuture();
        for (Sighting sighting : dueNow) {
            asked = asked.compose(before -> ask(sighting.container()));
        }
        return asked.compose(all -> gone || unnamed || !dueNow.isEmpty() || (setups == null && containers.whole())
                ? judge()
                : Future.succeededFuture());
    }

    /** What runs for one command of ours and is gone in a moment is set up by us. A label alone hides nothing. */
    private static boolean counts(Sighting sighting) {
        Container container = sighting.container();
        boolean ours = container.job() && container.name().startsWith(OneShotCalls.NAME)
                && container.labels().containsKey(OneShotCalls.LABEL)
                && sighting.state().restartPolicy().name().equals("no");
        return sighting.ran() && !ours;
    }

    private Future<Void> nameHost() {
        return calls.info().map(result -> {
            if (result instanceof CallResult.Done<EngineInfo>(EngineInfo engine)) {
                host = engine.name();
            }
            return null;
        });
    }

    private boolean isDue(Sighting sighting, Instant due) {
        Known last = known.get(sighting.container().id());
        return last == null || !last.asked().isAfter(due);
    }

    private Future<Void> ask(Container container) {
        return calls.setup(container.id()).map(result -> {
            switch (result) {
                case CallResult.Done<Setup>(Setup setup) -> {
                    known.put(container.id(), new Known(container, setup, clock.now()));
                    said = new Health.Part(Health.Status.UP, "");
                }
                case CallResult.Refused<Setup> refused when refused.error() == ErrorClass.NOT_FOUND ->
                    known.remove(container.id());
                case CallResult.Refused<Setup> refused ->
                    said = new Health.Part(Health.Status.DEGRADED, "not audited: " + refused.message());
                case CallResult.Unknown<Setup> unknown ->
                    said = new Health.Part(Health.Status.DEGRADED, "not audited: " + unknown.why());
            }
            return null;
        });
    }

    /** One container's network or middleware is another one's finding: all are judged anew, which costs little. */
    private Future<Void> judge() {
        List<Setup> seen = known.values().stream().map(Known::setup).toList();
        if (containers.whole()) {
            setups = seen;
        }
        List<Audited> now = new ArrayList<>();
        for (Known one : known.values()) {
            Where where = new Where.Running(one.container().name());
            now.add(new Audited(one.container(), Audit.of(one.setup(), seen, setting -> where)));
        }
        now.sort(Comparator.comparing(audited -> audited.container().service().key()));
        latest = List.copyOf(now);
        Future<Void> told = Future.succeededFuture();
        // An incident is one host's: as long as the engine does not say which, it waits.
        if (host.isEmpty()) {
            return told;
        }
        for (Event event : changes.since(now, host, clock.now())) {
            LOG.atDebug().addKeyValue("subject", event.subject()).log("audited");
            told = told.compose(before -> publisher == null ? Future.succeededFuture() : publisher.publish(event));
        }
        // A reading that is lost is counted by the publisher.
        return told.otherwiseEmpty();
    }
}
