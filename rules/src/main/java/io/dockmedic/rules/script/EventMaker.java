package io.dockmedic.rules.script;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Makes an event's record from flat fields: a component is the field of its name, and one that is a record itself is made of
 * the same fields, so that a new kind of event can be written without a word here. What is not written is 0, no, empty or
 * the first of few words, and a death nobody asked for; a container is called {@code web}.
 */
final class EventMaker {
    private static final Duration READ_OVER = Duration.ofSeconds(10);
    private static final int SERVICE_PARTS = 3;

    private final Written written;
    private final Instant at;

    EventMaker(Written written, Instant at) {
        this.written = written;
        this.at = at;
    }

    Event make() {
        return (Event) record(written.kind().type());
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getName(), types[i]);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("an event's record cannot be made: " + type.getName(), e);
        }
    }

    private Object value(String name, Class<?> type) {
        if (type == Instant.class) {
            return at;
        }
        if (type == Container.class) {
            return container();
        }
        if (type == Origin.class) {
            return origin();
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isEnum()) {
            return constant(type, written.text(name, type == Intent.class ? "not_asked" : ""));
        }
        if (type == String.class) {
            return text(name);
        }
        if (type == int.class) {
            return (int) written.number(name);
        }
        if (type == long.class) {
            return written.number(name);
        }
        if (type == boolean.class) {
            return written.flag(name);
        }
        if (type == Duration.class) {
            return written.span(name, READ_OVER);
        }
        if (type == List.class) {
            // What has parts of its own cannot be written.
            return written.kind().field(name) == null || isOfParts(name) ? List.of() : written.list(name);
        }
        if (type == Map.class) {
            return written.texts(name);
        }
        throw new IllegalStateException(written.kind().name() + " has a part that cannot be written: " + name);
    }

    private boolean isOfParts(String name) {
        for (RecordComponent component : written.kind().type().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return !component.getGenericType().getTypeName().contains("java.lang.String");
            }
        }
        return true;
    }

    private String text(String name) {
        return switch (name) {
            case "host" -> written.text(name, "host");
            case "mountpoint" -> written.text(name, "/data");
            case "about" -> written.text("subject", "");
            default -> written.text(name, "");
        };
    }

    private Origin origin() {
        Class<?> type = written.kind().type();
        boolean engines = ContainerEvent.class.isAssignableFrom(type) || EngineEvent.class.isAssignableFrom(type);
        return (Origin) constant(Origin.class, written.text("origin", engines ? "engine" : "dockmedic"));
    }

    private static Object constant(Class<?> type, String word) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        // A word that is none of them is a problem already.
        return type.getEnumConstants()[0];
    }

    private Container container() {
        Map<String, String> labels = written.texts("labels");
        String key = written.text("service", "");
        String name = written.text("name", key.isEmpty() ? "web" : key.replace('/', '-'));
        String[] parts = key.split("/", SERVICE_PARTS);
        Service service = key.isEmpty()
                ? Service.of(name, labels)
                : parts.length == SERVICE_PARTS
                        ? new Service(parts[0], parts[1], parts[2])
                        : new Service("", key, "");
        return new Container(
                written.text("containerId", id(name)), name, written.text("image", name + ":1"), labels, service,
                written.flag("job"));
    }

    /** The same name is the same container. */
    private static String id(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
