package io.dockmedic.api.schema;

import io.dockmedic.collectors.event.Event;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes records with all that they may have, or with as little as they can; of no sense otherwise. */
public enum Made {
    /** With all. */
    FULL(Instant.parse("2026-11-01T10:00:00.25Z")),
    /** With little. */
    BARE(Instant.parse("2026-11-01T10:00:01Z"));

    private final Instant at;

    Made(Instant at) {
        this.at = at;
    }

    /** Any one of that type. */
    public <R> R of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components).map(this::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private @Nullable Object value(RecordComponent component) {
        return this == BARE && component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                ? null
                : value(component.getGenericType());
    }

    private Object value(Type type) {
        return switch (type) {
            case ParameterizedType many -> generic(many);
            case Class<?> one -> plain(one);
            default -> throw new IllegalStateException("none of " + type);
        };
    }

    private Object generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return this == FULL ? Optional.of(value(of[0])) : Optional.empty();
        }
        if (Set.class.isAssignableFrom(raw)) {
            return this == FULL ? Set.of(value(of[0])) : Set.of();
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return this == FULL ? List.of(value(of[0])) : List.of();
        }
        if (Map.class.isAssignableFrom(raw)) {
            return this == FULL ? Map.of(value(of[0]), value(of[1])) : Map.of();
        }
        throw new IllegalStateException("none of " + type);
    }

    private Object plain(Class<?> type) {
        if (type == Event.class) {
            return of(RecordSchema.kinds().getFirst());
        }
        if (type.isRecord()) {
            return of(type);
        }
        if (type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0]);
        }
        if (type.isEnum()) {
            Object[] all = type.getEnumConstants();
            return this == FULL ? all[0] : all[all.length - 1];
        }
        if (type == Instant.class) {
            return at;
        }
        if (type == Duration.class) {
            return this == FULL ? Duration.ofMillis(1_500) : Duration.ZERO;
        }
        if (type == boolean.class) {
            return this == FULL;
        }
        if (type == int.class || type == Integer.class) {
            return this == FULL ? 7 : 0;
        }
        if (type == long.class || type == Long.class) {
            return this == FULL ? 7L << 40 : 0L;
        }
        if (type == double.class) {
            return this == FULL ? 1.5 : 0.0;
        }
        if (type == String.class) {
            return this == FULL ? "text" : "";
        }
        throw new IllegalStateException("none of " + type);
    }
}
