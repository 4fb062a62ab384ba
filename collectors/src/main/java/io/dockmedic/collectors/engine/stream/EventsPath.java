package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.engine.client.ApiVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The subscription's address: filtered by the engine, so that exec noise stays off the wire. */
final class EventsPath {
    private static final String FILTERS = URLEncoder.encode(
            new JsonObject().put("type", new JsonArray(EventVocabulary.TYPES))
                    .put("event", new JsonArray(EventVocabulary.ACTIONS))
                    .encode(),
            StandardCharsets.UTF_8);

    private EventsPath() {}

    /** @param since inclusive; the engine takes seconds with nine digits of nanoseconds, not RFC 3339 */
    static String of(ApiVersion version, Instant since) {
        return "/v%s/events?since=%d.%09d&filters=%s"
                .formatted(version, since.getEpochSecond(), since.getNano(), FILTERS);
    }
}
