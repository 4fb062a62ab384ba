package io.dockmedic.api.stream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at what tells nobody when it changes, and tells the feed when it is not as it was. Somebody who has it looked at must
 * ask; by itself it does nothing. To be used on one context.
 */
final class Lookout {
    private final Feed feed;
    private final Map<Change.What, Supplier<Future<JsonObject>>> places;
    private final Map<Change.What, JsonObject> seen = new ConcurrentHashMap<>();

    /** @param places how each is to be looked at; a look that fails is one that saw nothing new */
    Lookout(Feed feed, Map<Change.What, Supplier<Future<JsonObject>>> places) {
        this.feed = feed;
        this.places = new EnumMap<>(places);
    }

    /** Completes when all were looked at. Never fails. */
    Future<Void> look() {
        return Future.join(places.entrySet()
                .stream()
                .map(place -> place.getValue().get().onSuccess(now -> saw(place.getKey(), now)))
                .toList()).<Void>mapEmpty().otherwiseEmpty();
    }

    /** As it was last seen; empty before that. */
    Optional<JsonObject> latest(Change.What what) {
        return Optional.ofNullable(seen.get(what));
    }

    private void saw(Change.What what, JsonObject now) {
        if (!now.equals(seen.put(what, now))) {
            feed.changed(new Change(what, ""));
        }
    }
}
