package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Images to which no tag leads, that no container has, running or not, for as long as was asked by what we have seen
 * ourselves, and that are none of the last ones on which a service ran well. Each goes by a call of its own, never forced, so
 * that the engine refuses what is in use by then.
 */
final class ImageStage implements Stage {
    static final String KIND = "image";

    private final Clearing with;
    private final Duration age;

    ImageStage(Clearing with, Duration age) {
        this.with = with;
        this.age = age;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Future<Plan> plan() {
        return with.unused().look().compose(result -> switch (result) {
            case CallResult.Done<UnusedImages.Seen>(UnusedImages.Seen seen) ->
                with.goodRuns().images().map(pinned -> chosen(seen, pinned));
            case CallResult.Refused<UnusedImages.Seen>(ErrorClass error, int status, String message) ->
                blind(error, with.words(message));
            case CallResult.Unknown<UnusedImages.Seen>(String why) -> blind(ErrorClass.CONFLICT, with.words(why));
        })
                .otherwise(unread -> new Plan.Blind(ErrorClass.CONFLICT,
                        "on which images services ran well cannot be read: "
                                + with.words(String.valueOf(unread.getMessage()))));
    }

    private static Future<Plan> blind(ErrorClass error, String why) {
        return Future.succeededFuture(new Plan.Blind(error, "images cannot be looked at: " + why));
    }

    private Plan chosen(UnusedImages.Seen seen, Set<String> pinned) {
        Map<String, Instant> since = seen.since();
        Instant before = with.clock().now().minus(age);
        List<Thing> things = seen.images()
                .stream()
                .filter(image -> !pinned.contains(image.id())
                        && !image.labels().getOrDefault("dockmedic.protect", "").strip().equalsIgnoreCase("true")
                        && !Objects.requireNonNullElse(since.get(image.id()), Instant.MAX).isAfter(before))
                .sorted(Comparator
                        .comparing((ImageEntry image) -> Objects.requireNonNullElse(since.get(image.id()), Instant.MAX))
                        .thenComparing(ImageEntry::id))
                .limit(Run.MOST)
                .map(ImageStage::thing)
                .toList();
        return new Plan.Found(things, things.isEmpty() ? "" : words(things),
                "which nothing has used for " + BuildCache.age(age),
                "there is no image without a name that nothing has used for " + BuildCache.age(age));
    }

    private static Thing thing(ImageEntry image) {
        String id = image.id().replaceFirst("^sha256:", "");
        String name = image.digests().isEmpty() ? "" : " once " + image.digests().getFirst().replaceFirst("@.*", "");
        return new Thing(KIND, image.id(), id.substring(0, Math.min(SHORT, id.length())) + name, image.bytes());
    }

    private static final int SHORT = 12;

    @Override
    public Future<Removal> remove(Thing thing, String act) {
        return with.calls().tags(thing.id()).compose(result -> switch (result) {
            case CallResult.Done<List<String>>(List<String> tags) when tags.isEmpty() ->
                with.calls().removeImage(thing.id()).map(came -> Came.of(thing, came, with));
            case CallResult.Done<List<String>>(List<String> tags) -> Future.succeededFuture(
                    new Removal.Left(ErrorClass.CONFLICT, "it has a name again: " + tags.getFirst()));
            case CallResult.Refused<List<String>>(ErrorClass error, int status, String message) ->
                Future.succeededFuture(new Removal.Left(error, with.words(message)));
            case CallResult.Unknown<List<String>>(String why) ->
                Future.succeededFuture(new Removal.Left(ErrorClass.CONFLICT, with.words(why)));
        });
    }

    @Override
    public Future<Boolean> gone(Thing thing) {
        return with.calls().tags(thing.id()).map(Came::notFound);
    }

    @Override
    public String words(List<Thing> gone) {
        return Named.words(gone, "image without a name", "images without a name");
    }
}
