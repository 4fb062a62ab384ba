package io.dockmedic.api.view;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open incidents and the last thousand resolved ones: what was before our start, then what the bus tells. Where they weigh too
 * much, those that changed longest ago keep the first and the last event of their evidence alone, and if that does not do, fewer
 * resolved ones are remembered. Written on this verticle's context only; may be read on any thread.
 */
public final class IncidentView extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentView.class);

    /** The name under which this stage subscribes. */
    public static final String SUBSCRIBER = "api";

    /** How many resolved incidents are remembered. */
    static final int RESOLVED = 1000;

    /** How many bytes, by estimate, resolved incidents may weigh, and open ones before they are thinned. */
    static final long HEAVIEST = 8L << 20;

    private final Map<String, IncidentEntry> entries = new ConcurrentHashMap<>();
    private final Room resolved = new Room(RESOLVED, HEAVIEST);
    // Rules thin their own and do not tell: what they left out would be here alone.
    private final Room open = new Room(Integer.MAX_VALUE, HEAVIEST);
    // Incidents and remedies come from two stages: what was decided may be here before what it was decided on.
    private final EarlyRemedies early = new EarlyRemedies();
    private final Past past;
    private final IncidentMeters counts;
    private final Consumer<String> changed;
    private final Function<String, List<Remark>> acknowledged;
    private volatile @Nullable Context here;
    private @Nullable Subscriber<IncidentChange> incidents;
    private @Nullable Subscriber<RemedyChange> remedies;

    /** @param past what was before our start; while it cannot be read nothing of it is shown */
    public IncidentView(Past past, MeterRegistry meters) {
        this(past, meters, id -> {}, id -> List.of());
    }

    /**
     * @param changed      told the id of each incident that is not as it was, on this verticle's context
     * @param acknowledged who knows of the incident of an id, the first first; asked on any thread
     */
    public IncidentView(Past past, MeterRegistry meters, Consumer<String> changed,
            Function<String, List<Remark>> acknowledged) {
        this.acknowledged = acknowledged;
        this.past = past;
        this.counts = new IncidentMeters(meters);
        this.changed = changed;
    }

    @Override
    public Future<?> start() {
        here = context;
        return past.read()
                .onSuccess(this::remember)
                .onFailure(why -> LOG.atWarn()
                        .addKeyValue("reason", why.getMessage())
                        .log("Incidents of before the start cannot be read and are not shown"))
                .transform(read -> listen());
    }

    private Future<Void> listen() {
        incidents = Subscriber.on(vertx, Incidents.TOPIC, SUBSCRIBER, change -> {
            seen(change.incident());
            return Future.succeededFuture();
        });
        remedies = Subscriber.on(vertx, Remedies.TOPIC, SUBSCRIBER, change -> {
            remedied(change.incident(), change);
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(
                incidents == null ? Future.succeededFuture() : incidents.close(),
                remedies == null ? Future.succeededFuture() : remedies.close());
    }

    /** The incidents, newest first. */
    public List<IncidentEntry> all() {
        Comparator<IncidentEntry> oldestFirst = Comparator.<IncidentEntry, Instant>comparing(
                entry -> entry.incident().activeAt())
                .thenComparing(entry -> entry.incident().id());
        return entries.values().stream().sorted(oldestFirst.reversed()).toList();
    }

    public Optional<IncidentEntry> byId(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** The one that a person means who says this. */
    public Meant meant(String said) {
        return Meant.of(all(), said);
    }

    /** Something was said of an incident. May be called from any thread. */
    public void remarked(String incidentId) {
        Context context = here;
        if (context != null) {
            context.runOnContext(go -> byId(incidentId).ifPresent(entry -> seen(entry.incident())));
        }
    }

    /** Takes in the incident as it is now; one that fires, and that somebody knows of, is acknowledged. */
    void seen(Incident told) {
        IncidentEntry before = entries.get(told.id());
        List<Remark> known = acknowledged.apply(told.id());
        Incident incident = known.isEmpty() ? told.unacknowledged() : told.acknowledged();
        counts.moved(before == null ? null : before.incident(), incident);
        Record decided = early.take(incident.id());
        IncidentEntry entry = new IncidentEntry(incident, before == null ? decided : before.remedy(),
                // Who knew of it is forgotten by those who tell, when it is over.
                before != null && known.isEmpty() && incident.state() == Incident.State.RESOLVED
                        ? before.acknowledged()
                        : known);
        entries.put(incident.id(), entry);
        open.remove(incident.id());
        resolved.remove(incident.id());
        weigh(entry);
        changed.accept(incident.id());
    }

    /** Takes in how the remedy of an incident stands; shown once the incident is known. */
    void remedied(String incidentId, Record snapshot) {
        IncidentEntry entry = entries.computeIfPresent(incidentId,
                (id, before) -> new IncidentEntry(before.incident(), snapshot, before.acknowledged()));
        if (entry == null) {
            early.put(incidentId, snapshot);
        } else {
            weigh(entry);
            changed.accept(incidentId);
        }
    }

    private void remember(List<IncidentEntry> before) {
        for (IncidentEntry entry : before) {
            seen(entry.incident());
            if (entry.remedy() != null) {
                remedied(entry.incident().id(), entry.remedy());
            }
        }
    }

    private void weigh(IncidentEntry entry) {
        Room room = entry.incident().state() == Incident.State.RESOLVED ? resolved : open;
        room.put(entry.incident().id(), Weight.of(entry), entry.hasMore());
        for (Optional<String> oldest = room.toThin(); oldest.isPresent(); oldest = room.toThin()) {
            thin(oldest.get(), room);
        }
        for (Optional<String> oldest = resolved.toForget(); oldest.isPresent(); oldest = resolved.toForget()) {
            resolved.remove(oldest.get());
            entries.remove(oldest.get());
        }
    }

    private void thin(String id, Room room) {
        IncidentEntry thinned = entries.computeIfPresent(id, (same, whole) -> whole.thinned());
        if (thinned == null) {
            room.remove(id);
        } else {
            room.put(id, Weight.of(thinned), false);
        }
    }
}
