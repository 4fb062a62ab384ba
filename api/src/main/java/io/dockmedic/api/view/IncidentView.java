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
import java.util.LinkedHashMap;
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
 * All open incidents and the last thousand resolved ones: what was before our start, then what the bus tells. Written on this verticle's context
 * only; may be read on any thread.
 */
public final class IncidentView extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentView.class);

    /** The name under which this stage subscribes. */
    public static final String SUBSCRIBER = "api";

    /** How many resolved incidents are remembered. */
    static final int RESOLVED = 1000;

    /** How many remedies of incidents that are not known (yet) are remembered. */
    private static final int EARLY = 1000;

    private final Map<String, IncidentEntry> entries = new ConcurrentHashMap<>();
    private final Map<String, Boolean> resolved = new LinkedHashMap<>();
    // Incidents and remedies come from two stages: what was decided may be here before what it was decided on.
    private final Map<String, Record> early = new LinkedHashMap<>();
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
        Record decided = early.remove(incident.id());
        entries.put(incident.id(), new IncidentEntry(incident, before == null ? decided : before.remedy(),
                // Who knew of it is forgotten by those who tell, when it is over.
                before != null && known.isEmpty() && incident.state() == Incident.State.RESOLVED
                        ? before.acknowledged()
                        : known));
        if (incident.state() == Incident.State.RESOLVED) {
            resolved.remove(incident.id());
            resolved.put(incident.id(), Boolean.TRUE);
            forgetOldest();
        } else {
            resolved.remove(incident.id());
        }
        changed.accept(incident.id());
    }

    /** Takes in how the remedy of an incident stands; shown once the incident is known. */
    void remedied(String incidentId, Record snapshot) {
        if (entries.computeIfPresent(incidentId,
                (id, before) -> new IncidentEntry(before.incident(), snapshot, before.acknowledged())) != null) {
            changed.accept(incidentId);
            return;
        }
        early.remove(incidentId);
        early.put(incidentId, snapshot);
        if (early.size() > EARLY) {
            early.remove(early.keySet().iterator().next());
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

    private void forgetOldest() {
        while (resolved.size() > RESOLVED) {
            String oldest = resolved.keySet().iterator().next();
            resolved.remove(oldest);
            entries.remove(oldest);
        }
    }
}
