package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.room.Goal;
import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes room on the engine's disk by removing what nobody misses: build cache that no build has used for a while. Never an
 * image, a container or a volume.
 */
public final class PruneAction implements HostAction {
    /** As rules write it. */
    public static final String NAME = "prune";

    private static final String ENGINE = "engine";
    /** The note that says how old, in seconds, what was to go had to be. */
    private static final String UNUSED = "unused";
    /** To look and to remove, with the engine's own patience. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Removes old build cache from the engine's disk when too little of it is free.",
            ActionClass.CAREFUL,
            Aim.MAKE_ROOM,
            PruneSettings.MEANINGS,
            List.of("GET /system/df", "POST /build/prune"),
            "this would have been removed",
            "a build makes its cache again");

    private final Clearing with;

    public PruneAction(Clearing with) {
        this.with = with;
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return PruneSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Optional<Wanted> wanted(Job job) {
        return scheduled(job)
                ? with.mount()
                        .get()
                        .map(mount -> new Wanted(mount, PruneSettings.onSchedule(job.parameters()).goal()))
                : ofIncident(job);
    }

    private static boolean scheduled(Job job) {
        return job.incident().latest() instanceof ScheduleEvent;
    }

    private static Optional<Wanted> ofIncident(Job job) {
        return job.incident()
                .evidence()
                .reversed()
                .stream()
                .flatMap(event -> mountpoint(event).stream())
                .findFirst()
                .map(mountpoint -> new Wanted(mountpoint, PruneSettings.of(job.parameters()).goal()));
    }

    private static Optional<String> mountpoint(Event event) {
        return event instanceof DiskSampled disk && Arrays.asList(disk.roles().split(" ", -1)).contains(ENGINE)
                ? Optional.of(disk.mountpoint())
                : Optional.empty();
    }

    @Override
    public Intended intends(Job job) {
        String unused = Long.toString(PruneSettings.of(job.parameters()).cache().toSeconds());
        return new Intended(NAME, Map.of(UNUSED, unused), false, false);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        Optional<Wanted> wanted = wanted(job);
        return cleared.compose(go -> wanted
                .map(room -> inTime(job, room))
                .orElseGet(() -> Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                        scheduled(job)
                                ? "it is not known which disk the engine keeps its things on"
                                : "the incident is not about the engine's disk: nothing there could be removed"))));
    }

    private Future<Outcome> inTime(Job job, Wanted wanted) {
        Promise<Outcome> outcome = Promise.promise();
        Timers.Pending late = with.timers()
                .after(LONGEST, () -> outcome.tryComplete(new Outcome.Unknown("no end within 15 min")));
        new Run(with, wanted, scheduled(job), PruneSettings.of(job.parameters()).cache(), job.act(),
                with.clock().now().plus(LONGEST))
                .begin()
                .otherwise(why -> new Outcome.Unknown(with.words(String.valueOf(why.getMessage()))))
                .onSuccess(came -> {
                    late.cancel();
                    outcome.tryComplete(came);
                });
        return outcome.future();
    }

    @Override
    public Future<String> wouldDo(Job job) {
        if (wanted(job).isEmpty()) {
            return Future.succeededFuture("nothing would have been removed: it is not about the engine's disk");
        }
        Duration unused = PruneSettings.of(job.parameters()).cache();
        return with.calls().buildCache().map(result -> switch (result) {
            case CallResult.Done<List<CacheEntry>>(List<CacheEntry> entries) -> {
                BuildCache cache = BuildCache.unused(entries, with.clock().shown(with.clock().now()).minus(unused));
                yield cache.none() ? "there is no build cache to remove" : ABOUT.dryRun() + ": " + cache.words();
            }
            case CallResult.Refused<List<CacheEntry>> refused -> notSeen(refused.message());
            case CallResult.Unknown<List<CacheEntry>>(String why) -> notSeen(why);
        });
    }

    @Override
    public Future<String> toApprove(Job job) {
        Optional<Wanted> wanted = wanted(job);
        if (wanted.isEmpty()) {
            return Future.failedFuture("the incident is not about the engine's disk: nothing there could be removed");
        }
        return with.gauge()
                .on(wanted.get().mountpoint())
                .compose(now -> wanted.get().goal().reached(now)
                        ? Future.failedFuture(Goal.words(now) + " are free already")
                        : wouldGo(PruneSettings.of(job.parameters()).cache(), now, wanted.get().goal()));
    }

    private Future<String> wouldGo(Duration unused, Usage now, Goal goal) {
        return with.calls().buildCache().compose(result -> switch (result) {
            case CallResult.Done<List<CacheEntry>>(List<CacheEntry> entries) -> {
                BuildCache cache = BuildCache.unused(entries, with.clock().shown(with.clock().now()).minus(unused));
                yield cache.none()
                        ? Future.failedFuture(BuildCache.nothing(unused))
                        : Future.succeededFuture("Removes " + cache.amount() + ", which no build has used for "
                                + BuildCache.age(unused) + ", and nothing else: images, containers and volumes stay. "
                                + "Of the disk " + Goal.words(now) + " are free now, about "
                                + Goal.words(now.freed(cache.bytes())) + " would be then, "
                                + goal.words() + " are wanted.");
            }
            case CallResult.Refused<List<CacheEntry>> refused -> Future.failedFuture(notSeen(refused.message()));
            case CallResult.Unknown<List<CacheEntry>>(String why) -> Future.failedFuture(notSeen(why));
        });
    }

    private String notSeen(String why) {
        return "the build cache cannot be looked at: " + with.words(why);
    }

    @Override
    public Duration settlesWithin(Job job) {
        return LONGEST;
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return Aftermath.of(with, act, Duration.ofSeconds(Long.parseLong(act.notes().getOrDefault(UNUSED, "0"))));
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
