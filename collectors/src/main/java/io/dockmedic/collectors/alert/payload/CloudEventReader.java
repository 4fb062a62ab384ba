package io.dockmedic.collectors.alert.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads CloudEvents, version 1.0, in JSON. Safe for use by several threads. */
public final class CloudEventReader {
    /** Events in one batch. */
    public static final int MOST = 1_000;

    private static final String INSTEAD = "send {\"specversion\": \"1.0\", \"id\": \"…\", \"source\": \"…\", \"type\": \"…\"}";
    private static final int LONGEST = 1_024;
    private static final int MOST_DATA = 64;

    /** Structured: one event with its data. */
    public List<Occurrence> structured(byte[] sent) throws BadPayloadException {
        return List.of(event(SentTree.read(sent, INSTEAD), ""));
    }

    List<Occurrence> structured(JsonNode sent) throws BadPayloadException {
        return List.of(event(sent, ""));
    }

    /** A list of such. */
    public List<Occurrence> batch(byte[] sent) throws BadPayloadException {
        JsonNode root = SentTree.read(sent, "send a list of CloudEvents");
        if (!root.isArray()) {
            throw new BadPayloadException("", "this is no list", "send […], or one as application/cloudevents+json");
        }
        if (root.size() > MOST) {
            throw new BadPayloadException("", "these are more than " + MOST, "send fewer at a time");
        }
        List<Occurrence> all = new ArrayList<>(root.size());
        for (int index = 0; index < root.size(); index++) {
            all.add(event(root.path(index), "[" + index + "]"));
        }
        return all;
    }

    /**
     * Binary: the attributes beside the data.
     *
     * @param attributes by name, {@code id}
     * @param isJson     whether the data is JSON; else nothing of it is read
     */
    public List<Occurrence> binary(Map<String, String> attributes, byte[] data, boolean isJson)
            throws BadPayloadException {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        attributes.forEach(event::put);
        if (isJson && data.length > 0) {
            event.set("data", SentTree.read(data, "send the data as JSON, or with its own Content-Type"));
        } else {
            event.remove("data");
        }
        return List.of(event(event, ""));
    }

    private static Occurrence event(JsonNode node, String where) throws BadPayloadException {
        if (!node.isObject()) {
            throw new BadPayloadException(where, "this is no object", INSTEAD);
        }
        if (!node.path("specversion").asText().equals("1.0")) {
            throw new BadPayloadException(name(where, "specversion"), "is not \"1.0\"", INSTEAD);
        }
        Map<String, String> data = new TreeMap<>();
        flatten(node.path("data"), "", data);
        return new Occurrence(needed(node, where, "source"), needed(node, where, "id"), needed(node, where, "type"),
                Texts.cut(node.path("subject").asText(), LONGEST), time(node, where), data);
    }

    private static String needed(JsonNode node, String where, String attribute) throws BadPayloadException {
        String value = node.path(attribute).asText();
        if (value.isBlank() || !node.path(attribute).isTextual() || value.length() > LONGEST) {
            throw new BadPayloadException(name(where, attribute), "is no text of 1 to " + LONGEST + " characters",
                    INSTEAD);
        }
        return value;
    }

    private static String time(JsonNode node, String where) throws BadPayloadException {
        String time = node.path("time").asText();
        if (time.isEmpty()) {
            return "";
        }
        try {
            return OffsetDateTime.parse(time).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw new BadPayloadException(name(where, "time"), "is no time",
                    "write \"2026-11-01T10:00:00Z\", or leave it out");
        }
    }

    private static String name(String where, String attribute) {
        return where.isEmpty() ? attribute : where + "." + attribute;
    }

    private static void flatten(JsonNode node, String prefix, Map<String, String> into) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(value, name + ".", into);
            } else if (value.isValueNode() && !value.isNull() && into.size() < MOST_DATA
                    && name.length() <= Texts.LONGEST_NAME) {
                into.put(name, Texts.cut(value.asText(), LONGEST));
            }
        }
    }
}
