package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.base.redact.Redactor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Takes what looks like a secret out of every text of a document, so that none can be forgotten. */
final class Redacted {
    private Redacted() {}

    static JsonObject all(JsonObject document, Redactor redactor) {
        JsonObject out = new JsonObject();
        document.forEach(entry -> out.put(entry.getKey(), one(entry.getValue(), redactor)));
        return out;
    }

    private static @Nullable Object one(@Nullable Object value, Redactor redactor) {
        return switch (value) {
            case String text -> String.join("\n", redactor.lines(text.lines().toList()));
            case JsonObject object -> all(object, redactor);
            case JsonArray array -> {
                JsonArray out = new JsonArray();
                array.forEach(item -> out.add(one(item, redactor)));
                yield out;
            }
            case null, default -> value;
        };
    }
}
