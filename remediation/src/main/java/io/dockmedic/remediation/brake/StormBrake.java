package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.StartFailed;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.remediation.decide.storm.StormLimits;
import io.dockmedic.remediation.decide.storm.Trouble;
import io.dockmedic.remediation.decide.storm.Weather;
import io.dockmedic.remediation.record.BrakeRecords;
import io.dockmedic.remediation.record.StormEnd;
import io.dockmedic.remediation.record.StormRecord;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds up acts while too much is wrong at once. A storm ends when a person says so or after calm; what it held up is then
 * told, and not acted on: only what happens afterwards is. To be used on one context.
 */
public final class StormBrake {
    private static final Logger LOG = LoggerFactory.getLogger(StormBrake.class);

    private final StormLimits limits;
    private final Supplier<Census> census;
    private final StormTelling telling;
    private final BrakeRecords records;
    private final Owed owed;
    private final Clock clock;
    private final Timers timers;
    private final Runnable changed;
    private volatile Weather weather = Weather.FAIR;
    private Timers.@Nullable Pending calming;
    // Of before our restart; what is over since is no part of the weather any more.
    private List<StormEnd> over = List.of();

    /** @param changed run when a storm has begun or ended */
    StormBrake(StormLimits limits, Supplier<Census> census, StormTelling telling, BrakeRecords records, Owed owed,
            Clock clock, Timers timers, Runnable changed) {
        this.limits = limits;
        this.census = census;
        this.telling = telling;
        this.records = records;
        this.owed = owed;
        this.clock = clock;
        this.timers = timers;
        this.changed = changed;
    }

    /** The storms that hold now. May be called from any thread. */
    Collection<Storm> storms() {
        return weather.storms().values();
    }

    /** Whether a storm of that id holds now. May be called from any thread. */
    public boolean holds(String id) {
        return storms().stream().anyMatch(storm -> storm.id().equals(id));
    }

    /** The storm that holds up a service of this image. */
    Optional<Storm> over(String image) {
        return weather.over(image);
    }

    /**
     * Storms of before our start. While we were away nobody watched: calm begins anew.
     *
     * @param ended those that were over, of late
     */
    void remember(Collection<StormRecord> before, List<StormEnd> ended) {
        Instant now = clock.now();
        over = ended;
        telling.remember(before);
        weather = weather.remembering(before.stream()
                .map(StormRecord::storm)
                .map(storm -> new Storm(storm.id(), storm.image(), storm.since(), now, storm.services(), storm.why()))
                .toList());
        if (!before.isEmpty()) {
            awaitCalm();
            changed.run();
        }
    }

    /**
     * An incident changed. It counts whose begins to fire, not whose goes on; and what another incident stood against when that is
     * over, for the moment when it began to fire: that it is let go is no new trouble.
     */
    public void heard(IncidentChange change) {
        Incident incident = change.incident();
        Container container = incident.target();
        boolean now = change.what() == IncidentChange.What.FIRED;
        Instant since = now ? clock.now() : incident.firedAt();
        boolean begins = now || change.what() == IncidentChange.What.RELEASED
                || change.what() == IncidentChange.What.RESTORED;
        if (begins && incident.inhibitedBy() == null && !change.plan().steps().isEmpty() && container != null
                && since != null) {
            fires(incident, container, since.isAfter(clock.now()) ? clock.now() : since);
        }
    }

    /** An incident of the container's service fires, since {@code at}. */
    private void fires(Incident incident, Container container, Instant at) {
        boolean trouble = switch (incident.latest()) {
            // The engine went down and took them along: a cause that is known, and over.
            case Died died -> died.judgement().intent() != Intent.ENGINE_SHUTDOWN;
            case HealthChanged health -> true;
            // What is found may have been so for long, and several of that are no burst.
            case StartFailed failed -> failed.startedBy() != StartCause.FOUND;
            // One wrong threshold may speak of every container there is.
            case ExternalEvent told -> true;
            default -> false;
        };
        if (!trouble || container.job() || at.plus(limits.within()).isBefore(clock.now()) || isOver(container, at)) {
            return;
        }
        Weather before = weather;
        weather = before.after(new Trouble(at, container.service().key(), container.image()), census.get(), limits,
                () -> UUID.randomUUID().toString());
        // When one takes in others it is the only one that is left.
        List<Storm> tookIn = before.storms()
                .values()
                .stream()
                .filter(storm -> !weather.storms().containsKey(storm.image()))
                .toList();
        tookIn.forEach(storm -> over(storm.image()).ifPresent(larger -> telling.takenIn(storm, larger, this::storms)));
        weather.storms().values().stream().filter(storm -> !before.storms().containsValue(storm)).forEach(storm -> {
            if (!before.storms().containsKey(storm.image())) {
                LOG.atWarn().addKeyValue("storm", storm.id()).log("storm brake: {}", storm.why());
            }
            Instant now = clock.now();
            Map<String, Supplier<Future<Void>>> parts = new HashMap<>();
            tookIn.forEach(smaller -> parts.put(smaller.id(), () -> records.over(smaller, now)));
            parts.put(storm.id(), () -> records.save(telling.record(storm), List.of(), now));
            owed.write(parts, () -> records.save(telling.record(storm), tookIn, now));
        });
        if (!weather.storms().keySet().equals(before.storms().keySet())) {
            awaitCalm();
            changed.run();
        }
    }

    /** Nothing was done for an incident because of a storm. */
    public void heldUp(Incident incident, Container container) {
        telling.heldUp(HeldUp.of(incident, container), this::storms);
    }

    /**
     * Nothing was done for an incident because of a storm, in a life of ours before this one.
     *
     * @param since it stands so; the storm may be over, and what holds now another one
     */
    public void stillHeldUp(Incident incident, Container container, Instant since) {
        if (storms().stream().anyMatch(storm -> storm.covers(container.image()) && !storm.since().isAfter(since))) {
            heldUp(incident, container);
        }
    }

    /** An incident is over. */
    public void over(Incident incident) {
        telling.over(incident.id());
    }

    /**
     * A person has looked: acts go on at once, for what happens from now on. Answers which storms that ended, when it is
     * written down; fails when it cannot be.
     */
    Future<List<Storm>> resume(String by) {
        List<Storm> all = List.copyOf(storms());
        return end(weather.cleared(), "resumed" + (by.isEmpty() ? "" : " by " + by)).map(all);
    }

    /** Whether it fell into trouble in a storm that was over before our restart. */
    private boolean isOver(Container container, Instant at) {
        return over(container.image()).isEmpty()
                && over.stream().anyMatch(storm -> storm.had(container.service().key(), at));
    }

    private void awaitCalm() {
        if (calming != null) {
            calming.cancel();
            calming = null;
        }
        storms().stream()
                .map(storm -> storm.last().plus(limits.calm()))
                .min(Instant::compareTo)
                .ifPresent(
                        next -> calming = timers.after(Duration.between(clock.now(), next), () -> {
                            calming = null;
                            end(weather.calmed(clock.now(), limits),
                                    "nothing fell into trouble for " + limits.calmText());
                            awaitCalm();
                        }));
    }

    private Future<Void> end(Weather left, String why) {
        List<Storm> ended = storms().stream().filter(storm -> !left.storms().containsKey(storm.image())).toList();
        weather = left;
        Instant at = clock.now();
        List<Future<Void>> written = new ArrayList<>();
        for (Storm storm : ended) {
            LOG.atInfo().addKeyValue("storm", storm.id()).log("storm brake released: {}", why);
            written.add(owed.write(Map.of(storm.id(), () -> records.over(storm, at)),
                    () -> telling.ended(storm, why)));
        }
        if (!ended.isEmpty()) {
            changed.run();
        }
        return Future.join(written).mapEmpty();
    }
}
