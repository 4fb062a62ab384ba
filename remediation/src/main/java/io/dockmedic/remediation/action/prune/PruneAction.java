package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.room.Wanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes room on the engine's disk by removing what nobody misses: build cache that no build has used for a while, then images
 * to which no name leads, then the build cache that only those images shared. Never volumes, never a container, never an
 * image with a name.
 */
public final class PruneAction implements HostAction {
    /** As rules write it. */
    public static final String NAME = "prune";

    private static final String ENGINE = "engine";
    /** A run over many things, each with a deadline of its own. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Removes old build cache and untagged images from the engine's disk until enough of it is free.",
            ActionClass.CAREFUL,
            Aim.MAKE_ROOM,
            PruneSettings.MEANINGS,
            List.of("GET /system/df", "POST /build/prune", "GET /images/json", "GET /containers/json",
                    "GET /images/{id}/json", "DELETE /images/{id}"),
            "these would have been removed until enough is free",
            "a build makes its cache again; an image is pulled or built again");

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
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        Optional<Wanted> wanted = wanted(job);
        return cleared.compose(go -> wanted
                .map(room -> new Run(with, stages(job), room, job.act()).begin())
                .orElseGet(() -> Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                        "the incident is not about the engine's disk: nothing there could be removed"))));
    }

    @Override
    public Future<String> wouldDo(Job job) {
        if (wanted(job).isEmpty()) {
            return Future.succeededFuture("nothing would have been removed: it is not about the engine's disk");
        }
        List<String> lines = new ArrayList<>();
        // What an image leaves behind of the cache shows only once it is gone: each stage is listed once.
        return Answers.each(stages(job).stream().distinct().toList(), stage -> stage.plan().map(plan -> {
            lines.add(Report.plan(stage, plan));
            return true;
        }))
                .map(planned -> ABOUT.dryRun() + " (" + PruneSettings.of(job.parameters()).goal().words() + "): "
                        + String.join("; ", lines));
    }

    private List<Stage> stages(Job job) {
        PruneSettings settings = PruneSettings.of(job.parameters());
        Supplier<Instant> wall = () -> with.clock().shown(with.clock().now());
        Stage cache = new BuildCache(with.calls(), settings.cache(), wall);
        Stage images = new UntaggedImages(with.calls(), with.pinned(), settings.untagged(), wall);
        // An image that goes leaves behind what it shared with the cache.
        return List.of(cache, images, cache);
    }

    @Override
    public Duration settlesWithin(Job job) {
        return LONGEST;
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return Aftermath.of(with, act);
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
