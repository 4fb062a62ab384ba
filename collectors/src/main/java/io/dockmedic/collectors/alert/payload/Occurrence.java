package io.dockmedic.collectors.alert.payload;

import java.util.Map;

/**
 * A CloudEvent as it was sent, within bounds.
 *
 * @param source  who tells it; with {@code id} it is that event and no other
 * @param type    what happened, {@code com.example.deployed}
 * @param subject what it happened to, in its source's words; may be empty
 * @param time    when, by its source's clock, RFC 3339 in UTC; empty where it does not say
 * @param data    the texts, numbers and truth values of its data, by name; where the data is another object, with a dot
 *                between: {@code service.name}
 */
public record Occurrence(String source, String id, String type, String subject, String time,
        Map<String, String> data) implements Incoming {
    /** Types of what Dockmedic itself tells. */
    private static final String OURS = "io.dockmedic.";

    public Occurrence {
        data = Map.copyOf(data);
    }

    @Override
    public String thing() {
        // No fingerprint of an alert looks like it.
        return "event " + source;
    }

    @Override
    public String occasion() {
        return id;
    }

    @Override
    public boolean end() {
        return false;
    }

    @Override
    public boolean ours() {
        return type.startsWith(OURS);
    }
}
