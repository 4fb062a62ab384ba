package io.dockmedic.api.view;

import io.dockmedic.collectors.base.redact.JsonRedactor;
import io.dockmedic.collectors.base.time.IsoTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.WallClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes immutable records as JSON by their components, so that a new kind of event or remedy shows without a line of
 * code here. Instants are RFC 3339 text, durations seconds, enums their lower-case word; null, empty options and
 * the labels of containers are left out. Of what others named, as labels are, what looks like a secret is replaced.
 */
public final class RecordJson {
    /** Looked up once a class: the JDK makes them anew each time, and one list of incidents has thousands. */
    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    // A container's labels may hold secrets: a proxy's basic-auth. They do not leave.
                    .filter(component -> type != Container.class || !component.getName().equals("labels"))
                    .map(Part::of)
                    .toList();
        }
    };

    /**
     * A component that is shown.
     *
     * @param asItIs whether it is a time that is shown as it is
     */
    private record Part(String name, Method accessor, boolean asItIs) {
        static Part of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            return new Part(component.getName(), component.getAccessor(),
                    component.isAnnotationPresent(WallClock.class));
        }

        @Nullable
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(record.getClass() + " does not tell " + name, e);
            }
        }
    }

    private final JsonRedactor redactor = JsonRedactor.WHOLE;
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
        for (Part part : PARTS.get(record.getClass())) {
            if (without.contains(part.name())) {
                continue;
            }
            Object plain = part.of(record);
            Object value = plain != null && part.asItIs() ? plain.toString() : value(plain);
            if (value != null) {
                object.put(part.name(), value);
            }
        }
        return object;
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Record record -> of(record);
            case Instant instant -> IsoTime.text(shown.apply(instant));
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
                yield redactor.of(object);
            }
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
