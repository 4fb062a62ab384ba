package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.escalate.StormNotice;
import io.dockmedic.remediation.record.BrakeRecords;
import io.dockmedic.remediation.record.StormRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells people of a storm as one: a little after it held something up for the first time, so that most of it is in the
 * message; of what joins later at most every quarter of an hour; and of what is still wrong when it is over. To be used on
 * one context.
 */
final class StormTelling {
    private static final Duration GATHER = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(15);

    private final Escalations escalations;
    private final BrakeRecords records;
    private final Supplier<Census> census;
    private final BooleanSupplier dryRun;
    private final Clock clock;
    private final Timers timers;
    private final Map<String, HeldUp> held = new LinkedHashMap<>();
    private final Map<String, StormRecord> said = new HashMap<>();
    private @Nullable Instant last;
    private Timers.@Nullable Pending pending;

    /** @param dryRun nobody is told while it is so */
    StormTelling(Escalations escalations, BrakeRecords records, Supplier<Census> census, BooleanSupplier dryRun,
            Clock clock, Timers timers) {
        this.escalations = escalations;
        this.records = records;
        this.census = census;
        this.dryRun = dryRun;
        this.clock = clock;
        this.timers = timers;
    }

    void remember(Collection<StormRecord> before) {
        before.forEach(one -> said.put(one.storm().id(), one));
        if (before.stream().anyMatch(one -> !one.told().isEmpty())) {
            last = clock.now();
        }
    }

    /** How a storm stands, and what was said of it. */
    StormRecord record(Storm storm) {
        StormRecord before = said.get(storm.id());
        return before == null
                ? new StormRecord(storm, Set.of())
                : new StormRecord(storm, before.told());
    }

    /** @param storms those that hold when they are asked for */
    void heldUp(HeldUp one, Supplier<Collection<Storm>> storms) {
        held.put(one.incident().id(), one);
        tellSoon(storms);
    }

    private void tellSoon(Supplier<Collection<Storm>> storms) {
        if (pending == null) {
            Instant now = clock.now();
            Instant next = last == null || last.plus(AGAIN).isBefore(now.plus(GATHER))
                    ? now.plus(GATHER)
                    : last.plus(AGAIN);
            pending = timers.after(Duration.between(now, next), () -> {
                pending = null;
                storms.get().forEach(this::tell);
            });
        }
    }

    void over(String incident) {
        held.remove(incident);
    }

    /**
     * It has become part of a larger one: once people are told of that, they hear of this one no more. Who was told of this
     * one hears of the end of that, whether they are told of it before or not.
     */
    void takenIn(Storm storm, Storm larger, Supplier<Collection<Storm>> storms) {
        if (!record(storm).told().isEmpty()) {
            Set<String> told = new HashSet<>(record(larger).told());
            told.add(storm.id());
            said.put(larger.id(), new StormRecord(larger, told));
        }
        said.remove(storm.id());
        if (of(storm).isEmpty()) {
            escalations.quiet(storm.id(), List.of());
        } else {
            tellSoon(storms);
        }
    }

    /**
     * It is over: whoever was told of it, or should have been, hears what is still wrong. That is written down together; the
     * future completes when it is, and fails when it cannot be: then the storm is back after our next start.
     */
    Future<Void> ended(Storm storm, String why) {
        List<HeldUp> left = of(storm);
        Future<Void> written = written(storm, why, left);
        left.forEach(one -> held.remove(one.incident().id()));
        said.remove(storm.id());
        last = null;
        // The next storm is told of when it has gathered, not when this one would have been again.
        if (pending != null && held.isEmpty()) {
            pending.cancel();
            pending = null;
        }
        return written;
    }

    private Future<Void> written(Storm storm, String why, List<HeldUp> left) {
        StormRecord record = record(storm);
        if (dryRun.getAsBoolean()) {
            escalations.quiet(storm.id(), left.stream().map(one -> one.incident().id()).toList());
            return records.over(storm, clock.now());
        }
        return record.told().isEmpty() && left.isEmpty()
                ? records.over(storm, clock.now())
                : escalations.stormOver(notice(storm, record.told().size(), why, left));
    }

    private void tell(Storm storm) {
        StormRecord before = record(storm);
        List<HeldUp> all = of(storm);
        boolean news = all.stream().anyMatch(one -> !before.told().contains(one.incident().id()));
        if (!news || dryRun.getAsBoolean()) {
            return;
        }
        Set<String> told = new HashSet<>(before.told());
        all.forEach(one -> told.add(one.incident().id()));
        StormRecord now = new StormRecord(storm, told);
        said.put(storm.id(), now);
        last = clock.now();
        escalations.storm(notice(storm, told.size(), "", all), now);
    }

    private List<HeldUp> of(Storm storm) {
        return held.values().stream().filter(one -> storm.covers(one.image())).toList();
    }

    private StormNotice notice(Storm storm, int told, String over, List<HeldUp> all) {
        return new StormNotice(storm, told, over, all.stream()
                .collect(Collectors.groupingBy(HeldUp::service,
                        Collectors.mapping(HeldUp::incident, Collectors.toList()))),
                census.get().containers(storm.services()));
    }
}
