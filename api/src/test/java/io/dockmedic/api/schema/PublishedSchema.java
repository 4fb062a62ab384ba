package io.dockmedic.api.schema;

import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.publish.kafka.Publishing;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schema of the messages that go out by Kafka, one definition for each type. */
public final class PublishedSchema {
    static final Path FILE = Path.of("..", "docs", "kafka.schema.json");

    private static final String PLACE = "#/$defs/";
    private static final String TYPE = "io.dockmedic.";

    private PublishedSchema() {}

    /** As the code has it. */
    static JsonObject made() {
        RecordSchema records = new RecordSchema(PLACE);
        JsonObject messages = new JsonObject();
        add(messages, "incident.fired", records.reference(Incident.class), "An incident begins to fire.");
        add(messages, "incident.resolved", records.reference(Incident.class), "An incident is over.");
        add(messages, "remedy", records.reference(RemedyChange.class), "How the remedy of an incident stands.");
        List<Class<?>> kinds = RecordSchema.kinds();
        for (String kind : Publishing.KINDS) {
            Class<?> type = kinds.stream()
                    .filter(one -> RecordSchema.kind(one).equals(kind))
                    .findFirst()
                    .orElseThrow();
            add(messages, kind, records.event(type), "An event.");
        }
        JsonArray any = new JsonArray();
        messages.fieldNames().forEach(name -> any.add(new JsonObject().put("$ref", PLACE + name)));
        return new JsonObject()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "What Dockmedic publishes by Kafka")
                .put("description", "A record's value: docs/kafka.md. Fields may be added to it.")
                .put("oneOf", any)
                .put("$defs", messages.mergeIn(records.definitions()));
    }

    private static void add(JsonObject messages, String type, JsonObject data, String meaning) {
        JsonObject properties = new JsonObject()
                .put("specversion", new JsonObject().put("const", "1.0"))
                .put("id", text().put("minLength", 1).put("description", "The same for the same message."))
                .put("source", text().put("pattern", "^/dockmedic/.").put("description", "With the host's name."))
                .put("type", new JsonObject().put("const", TYPE + type))
                .put("subject", text().put("minLength", 1))
                .put("time", text().put("format", "date-time"))
                .put("datacontenttype", new JsonObject().put("const", "application/json"))
                .put("data", data);
        messages.put(TYPE + type, new JsonObject().put("description", meaning)
                .put("type", "object")
                .put("required", new JsonArray(List.of("specversion", "id", "source", "type", "time",
                        "datacontenttype", "data")))
                .put("properties", properties));
    }

    private static JsonObject text() {
        return new JsonObject().put("type", "string");
    }

    /** As the documentation has it. */
    static JsonObject documented() {
        try {
            return new JsonObject(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says what is wrong with a message, a field that the documentation does not name included. */
    public static Validator strict() {
        return Schemas.validator(Schemas.closed(documented()));
    }
}
