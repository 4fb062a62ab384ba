package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.collectors.engine.client.ImageNames;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Images to which no name leads any more, that no container has, running or not, and that no service last ran well on. Each
 * goes by a call of its own, never forced, so the engine refuses what is in use by then.
 */
final class UntaggedImages implements Stage {
    static final String KIND = "image";

    private final PruneCalls calls;
    private final Supplier<Future<Set<String>>> pinned;
    private final Duration age;
    private final Supplier<Instant> wall;

    /**
     * @param pinned what must stay; the future fails where that cannot be read
     * @param wall   what the clock on the wall shows
     */
    UntaggedImages(PruneCalls calls, Supplier<Future<Set<String>>> pinned, Duration age, Supplier<Instant> wall) {
        this.calls = calls;
        this.pinned = pinned;
        this.age = age;
        this.wall = wall;
    }

    @Override
    public String word() {
        return "untagged images";
    }

    @Override
    public Future<CallResult<List<List<Thing>>>> plan() {
        return pinned.get()
                .compose(stay -> Answers.then(calls.images(), all -> Answers.then(calls.imagesOfContainers(),
                        used -> chosen(all, used, stay))))
                .otherwise(unread -> new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 0,
                        "what services last ran well on cannot be read: " + unread.getMessage()));
    }

    private Future<CallResult<List<List<Thing>>>> chosen(List<ImageEntry> all, Set<String> used, Set<String> stay) {
        List<ImageEntry> candidates = all.stream().filter(image -> Untagged.candidate(image, used, stay)).toList();
        Map<String, Instant> since = new HashMap<>();
        Instant before = wall.get().minus(age);
        return Answers.each(candidates, image -> calls.imageNames(image.id()).map(names -> {
            // What cannot be looked at stays.
            if (names instanceof CallResult.Done<ImageNames>(ImageNames now) && now.tags().isEmpty()) {
                Instant tagged = now.lastTagged();
                since.put(image.id(),
                        tagged != null && tagged.isAfter(image.created()) ? tagged : image.created());
            }
            return true;
        }))
                .map(looked -> new CallResult.Done<>(Untagged.inOrder(all,
                        image -> since.getOrDefault(image.id(), Instant.MAX).isBefore(before), since)
                        .stream()
                        .map(image -> List.of(thing(image)))
                        .toList()));
    }

    private static Thing thing(ImageEntry image) {
        return new Thing(KIND, image.id(), String.join(" ", image.digests()), image.bytes());
    }

    @Override
    public Future<CallResult<List<Thing>>> remove(List<Thing> things) {
        Thing thing = things.getFirst();
        return Answers.then(calls.imageNames(thing.id()), names -> names.tags().isEmpty()
                ? Answers.then(calls.removeImage(thing.id()),
                        gone -> Future.succeededFuture(new CallResult.Done<>(List.of(thing))))
                : Future.succeededFuture(new CallResult.Refused<>(ErrorClass.CONFLICT, 0,
                        "it has a name again: " + names.tags().getFirst())));
    }
}
