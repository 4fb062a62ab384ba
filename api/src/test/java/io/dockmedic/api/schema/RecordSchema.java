package io.dockmedic.api.schema;

import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.incident.Measured;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schema of what {@link RecordJson} and {@link IncidentJson} write of records: by the same components, whatever these become. */
final class RecordSchema {
    private static final String TYPE = "type";

    private final String place;
    private final Map<String, JsonObject> definitions = new TreeMap<>();
    private final Map<String, Class<?>> whose = new TreeMap<>();

    /** @param place where definitions are, {@code #/$defs/} */
    RecordSchema(String place) {
        this.place = place;
    }

    /** All that was referred to, and what these refer to, by name. */
    JsonObject definitions() {
        JsonObject all = new JsonObject();
        definitions.forEach(all::put);
        return all;
    }

    /** A reference to a record's definition, which is made. */
    JsonObject reference(Class<?> type) {
        if (type == Event.class) {
            return define("Event", type, () -> {
                JsonArray any = new JsonArray();
                kinds().forEach(kind -> any.add(event(kind)));
                return new JsonObject().put("description", "An event, of one of the kinds.").put("oneOf", any);
            });
        }
        return define(type.getSimpleName(), type, () -> object(type, new JsonObject()));
    }

    /** The same of an event, which is written with what it says of itself, too. */
    JsonObject event(Class<?> type) {
        String kind = kind(type);
        return define(kind, type, () -> {
            JsonObject said = new JsonObject()
                    .put("kind", new JsonObject().put("const", kind))
                    .put("subject", text().put("description", "What it happened to."))
                    .put("summary", text().put("description", "One sentence for a person."));
            JsonObject schema = object(type, said);
            Kinds.standard().find(kind).ifPresent(known -> describe(schema, known));
            return schema;
        });
    }

    private static void describe(JsonObject schema, Kind<?> kind) {
        schema.put("description", kind.meaning());
        JsonObject properties = schema.getJsonObject("properties");
        for (Field<?> field : kind.fields()) {
            if (properties.getValue(field.name()) instanceof JsonObject one && !one.containsKey("$ref")
                    && !one.containsKey("description")) {
                one.put("description", field.meaning());
            }
        }
    }

    /** Every kind of event, by its type. */
    static List<Class<?>> kinds() {
        List<Class<?>> all = new ArrayList<>();
        leaves(Event.class, all);
        return all;
    }

    private static void leaves(Class<?> type, List<Class<?>> all) {
        if (type.isRecord()) {
            all.add(type);
        } else {
            Arrays.asList(type.getPermittedSubclasses()).forEach(one -> leaves(one, all));
        }
    }

    static String kind(Class<?> type) {
        try {
            return String.valueOf(type.getField("KIND").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no kind", e);
        }
    }

    private interface Making {
        JsonObject make();
    }

    private JsonObject define(String name, Class<?> type, Making making) {
        Class<?> other = whose.putIfAbsent(name, type);
        if (other == null) {
            // Before it is made: it may refer to itself.
            definitions.put(name, making.make());
        } else if (other != type) {
            throw new IllegalStateException(type + " and " + other + " have one name");
        }
        return new JsonObject().put("$ref", place + name);
    }

    private JsonObject object(Class<?> type, JsonObject said) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        said.forEach(entry -> {
            properties.put(entry.getKey(), entry.getValue());
            required.add(entry.getKey());
        });
        for (RecordComponent component : type.getRecordComponents()) {
            // They may hold secrets, and are never written.
            if (type == Container.class && component.getName().equals("labels")) {
                continue;
            }
            properties.put(component.getName(), schema(component.getGenericType()));
            boolean may = component.getType() == Optional.class
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!may && !required.contains(component.getName())) {
                required.add(component.getName());
            }
        }
        if (type == Measured.class) {
            properties.put("used", text().put("description", "The usage in words, for a person."));
            required.add("used");
        }
        return new JsonObject().put(TYPE, "object").put("required", required).put("properties", properties);
    }

    private JsonObject schema(Type type) {
        return switch (type) {
            case ParameterizedType many -> generic(many);
            case Class<?> one -> plain(one);
            default -> throw new IllegalStateException("no schema of " + type);
        };
    }

    private JsonObject generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return schema(of[0]);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return new JsonObject().put(TYPE, "array").put("items", schema(of[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return new JsonObject().put(TYPE, "object").put("additionalProperties", schema(of[1]));
        }
        throw new IllegalStateException("no schema of " + type);
    }

    private JsonObject plain(Class<?> type) {
        if (type.isRecord() || type == Event.class) {
            return reference(type);
        }
        if (type.isEnum()) {
            JsonArray words = new JsonArray();
            Arrays.stream(type.getEnumConstants())
                    .map(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT))
                    .forEach(words::add);
            return new JsonObject().put("enum", words);
        }
        if (type == Instant.class) {
            return text().put("format", "date-time");
        }
        if (type == Duration.class) {
            return new JsonObject().put(TYPE, "number").put("description", "In seconds.");
        }
        if (type == boolean.class) {
            return new JsonObject().put(TYPE, "boolean");
        }
        if (type == int.class || type == long.class) {
            return new JsonObject().put(TYPE, "integer");
        }
        if (type == double.class) {
            return new JsonObject().put(TYPE, "number");
        }
        if (type == String.class) {
            return text();
        }
        throw new IllegalStateException("no schema of " + type);
    }

    private static JsonObject text() {
        return new JsonObject().put(TYPE, "string");
    }
}
