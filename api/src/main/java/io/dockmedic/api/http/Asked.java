package io.dockmedic.api.http;

import io.dockmedic.api.config.Numbers;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What somebody asks for in the body of a request: a JSON object of texts and flags, or nothing. */
final class Asked {
    private static final int LONGEST = 500;
    private static final String NONE = "the body is not a JSON object";
    private static final Duration MOST = Duration.ofDays(366);

    /** It is not what can be asked for. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private final JsonObject body;

    private Asked(JsonObject body) {
        this.body = body;
    }

    /** @throws Wrong when it is not JSON, or holds anything but {@code names} */
    static Asked in(RoutingContext context, Set<String> names) {
        String text = context.body().asString();
        JsonObject body;
        try {
            Object read = text == null || text.isBlank() ? new JsonObject() : Json.decodeValue(text);
            if (!(read instanceof JsonObject object)) {
                throw new Wrong(NONE);
            }
            body = object;
        } catch (DecodeException e) {
            throw new Wrong(NONE);
        }
        body.fieldNames().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new Wrong(
                    "unknown field " + name + "; there are " + String.join(", ", names.stream().sorted().toList()));
        });
        return new Asked(body);
    }

    /** Empty when it is not said. */
    String text(String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text) || text.length() > LONGEST) {
            throw new Wrong(name + " is a text of at most " + LONGEST + " characters");
        }
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    boolean flag(String name) {
        if (!(body.getValue(name, false) instanceof Boolean flag)) {
            throw new Wrong(name + " is true or false");
        }
        return flag;
    }

    /** Empty when it is not said. */
    Optional<Duration> duration(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Numbers.duration(text)
                .filter(length -> length.compareTo(MOST) <= 0)
                .orElseThrow(() -> new Wrong(name + " is a duration such as 90s, 1h30m or 2d, at most "
                        + MOST.toDays() + "d")));
    }
}
