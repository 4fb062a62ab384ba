package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.time.Timers;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes room on the engine's disk by removing what nobody misses, kind after kind, until there is enough: build cache that no
 * build has used for a while, images that no name leads to and nothing uses, containers that ended by themselves long ago. Never
 * a volume, nor an image with a tag or one on which a service last ran well.
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
            "Removes old build cache, unused images without a name and containers that ended long ago from the engine's disk"
                    + " when too little of it is free.",
            ActionClass.CAREFUL,
            Aim.MAKE_ROOM,
            PruneSettings.MEANINGS,
            List.of("GET /system/df", "POST /build/prune", "GET /images/json", "GET /images/{id}/json",
                    "DELETE /images/{id}", "GET /containers/json", "GET /containers/{id}/json",
                    "DELETE /containers/{id}"),
            "this would have been removed",
            "a build makes its cache again; an image has to be pulled or built again; what a container wrote in its own"
                    + " layer is gone")
            .formed(PruneSettings.FORMS)
            .example("{action: prune, with: {free: 30%, cache: 12h}, verify: {freed: 30s, within: 2m}}");

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
        new Run(with, stages(PruneSettings.of(job.parameters()), with.clock().now()), wanted, scheduled(job), job.act(),
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
        return Forecast.of(stages(job))
                .map(forecast -> forecast.nothing()
                        ? "nothing would have been removed: " + forecast.why()
                        : ABOUT.dryRun()
                                + (forecast.several()
                                        ? ", until " + wanted(job).orElseThrow().goal().words() + " are free: "
                                        : ": ")
                                + forecast.words());
    }

    private List<Stage> stages(Job job) {
        return stages(PruneSettings.of(job.parameters()), with.clock().now());
    }

    /** In the order of who may miss it. */
    private List<Stage> stages(PruneSettings settings, Instant at) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new CacheStage(with, settings.cache(), at));
        settings.images().ifPresent(age -> stages.add(new ImageStage(with, age)));
        settings.containers().ifPresent(age -> stages.add(new ContainerStage(with, age)));
        return stages;
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
                        : wouldGo(job, now, wanted.get().goal()));
    }

    private Future<String> wouldGo(Job job, Usage now, Goal goal) {
        return Forecast.of(stages(job))
                .compose(forecast -> forecast.nothing()
                        ? Future.failedFuture(forecast.why())
                        : Future.succeededFuture(
                                "Removes " + forecast.chosen() + ", and nothing else: " + forecast.stays()
                                        + ". Of the disk " + Goal.words(now) + " are free now, "
                                        + (forecast.unmeasured() > 0
                                                ? "with what was not measured more than "
                                                : forecast.several() ? "at most " : "about ")
                                        + Goal.words(now.freed(forecast.bytes())) + " would be then, " + goal.words()
                                        + " are wanted"
                                        + (forecast.several() ? ", and it ends when they are." : ".")));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return LONGEST;
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        Duration unused = Duration.ofSeconds(Long.parseLong(act.notes().getOrDefault(UNUSED, "0")));
        return Aftermath.of(with, act, stages(PruneSettings.of(Map.of()).caching(unused), act.at()));
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
