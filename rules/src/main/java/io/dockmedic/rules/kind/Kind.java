package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event as rules see it. Immutable.
 *
 * @param <E> the event's type
 */
public final class Kind<E extends Event> {
    private final String name;
    private final Class<E> type;
    private final String meaning;
    private final Map<String, Field<? super E>> fields;
    private final @Nullable Duration interval;
    private final @Nullable Duration soonest;

    /**
     * @param name    what rules write in {@code on}, {@code container.died}
     * @param meaning one sentence for the documentation
     * @param fields  those every event has and its own
     * @param interval null when it is no reading
     * @param soonest  null when it is no reading
     */
    private Kind(
            String name, Class<E> type, String meaning, List<Field<? super E>> fields, @Nullable Duration interval,
            @Nullable Duration soonest) {
        Map<String, Field<? super E>> byName = new LinkedHashMap<>();
        for (Field<? super E> field : fields) {
            if (byName.put(field.name(), field) != null) {
                throw new IllegalArgumentException(name + " has two fields " + field.name());
            }
        }
        this.name = name;
        this.type = type;
        this.meaning = meaning;
        this.fields = byName;
        this.interval = interval;
        this.soonest = soonest;
    }

    /** A kind with the fields of every event, those of its family and its own. */
    static <E extends Event> Kind<E> of(
            String name, Class<E> type, String meaning, List<? extends Field<? super E>> family,
            List<? extends Field<? super E>> own) {
        List<Field<? super E>> all = new ArrayList<>(EventFields.ALL);
        all.addAll(family);
        all.addAll(own);
        return new Kind<>(name, type, meaning, all, null, null);
    }

    /** The same of readings, at an interval. */
    Kind<E> every(Duration time) {
        return every(time, time);
    }

    /** The same of readings, at an interval that is now shorter, now longer. */
    Kind<E> every(Duration shortest, Duration longest) {
        return new Kind<>(name, type, meaning, List.copyOf(fields.values()), longest, shortest);
    }

    /** The words of an enum, as rules write them. */
    static List<String> words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    public String name() {
        return name;
    }

    public Class<E> type() {
        return type;
    }

    public String meaning() {
        return meaning;
    }

    /** How long it is at most from one reading of a subject to the next, when all is well; empty when it is no reading. */
    public Optional<Duration> interval() {
        return Optional.ofNullable(interval);
    }

    /** How long it is at least, but where an incident has one made at once; empty when it is no reading. */
    public Optional<Duration> soonest() {
        return Optional.ofNullable(soonest);
    }

    /** By name, in the order of the documentation. */
    public List<Field<? super E>> fields() {
        return List.copyOf(fields.values());
    }

    /** Null when it has no such field. */
    public @Nullable Field<? super E> field(String fieldName) {
        return fields.get(fieldName);
    }

    /** The field's value, null when there is no such field. */
    public @Nullable Object read(Event event, String fieldName) {
        Field<? super E> field = fields.get(fieldName);
        return field == null ? null : field.value().apply(type.cast(event));
    }
}
