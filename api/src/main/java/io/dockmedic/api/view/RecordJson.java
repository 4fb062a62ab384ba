package io.dockmedic.api.view;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.WallClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes immutable records as JSON by their components, so that a new kind of event or remedy shows without a line of
 * code here. Instants are RFC 3339 text, durations seconds, enums their lower-case word; null, empty options and
 * the labels of containers are left out.
 */
public final class RecordJson {
    private final UnaryOperator<Instant> shown;

    /** @param shown times as a person's clock shows them */
    public RecordJson(UnaryOperator<Instant> shown) {
        this.shown = shown;
    }

    public JsonObject of(Record record) {
        return of(record, Set.of());
    }

    /** Without some of its components. */
    JsonObject of(Record record, Set<String> without) {
        JsonObject object = new JsonObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (without.contains(component.getName())) {
                continue;
            }
            // A container's labels may hold secrets: a proxy's basic-auth. They do not leave.
            if (record instanceof Container && component.getName().equals("labels")) {
                continue;
            }
            Object plain = read(record, component);
            Object value = plain != null && component.isAnnotationPresent(WallClock.class)
                    ? plain.toString()
                    : value(plain);
            if (value != null) {
                object.put(component.getName(), value);
            }
        }
        return object;
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(record.getClass() + " does not tell " + component.getName(), e);
        }
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Record record -> of(record);
            case Instant instant -> shown.apply(instant).toString();
            case Duration duration -> duration.toNanos() / 1e9;
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
            case Optional<?> optional -> value(optional.orElse(null));
            case Collection<?> collection -> {
                JsonArray array = new JsonArray();
                collection.forEach(element -> array.add(value(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, element) -> object.put(String.valueOf(key), value(element)));
                yield object;
            }
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
