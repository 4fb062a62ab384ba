package io.dockmedic.api.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON Schema, 2020-12. What is published lets fields be added; tests close it, so that none is added without being described. */
public final class Schemas {
    private static final String PROPERTIES = "properties";
    private static final String MORE = "additionalProperties";

    private Schemas() {}

    /** The same with nothing in an object that it does not name, unless it says of itself that there may be. */
    public static JsonObject closed(JsonObject schema) {
        JsonObject closed = new JsonObject();
        schema.forEach(entry -> closed.put(entry.getKey(), closed(entry.getValue())));
        if (schema.getValue(PROPERTIES) instanceof JsonObject && !schema.containsKey(MORE)) {
            closed.put(MORE, false);
        }
        return closed;
    }

    private static @Nullable Object closed(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> closed(object);
            case JsonArray array -> {
                JsonArray items = new JsonArray();
                array.forEach(item -> items.add(closed(item)));
                yield items;
            }
            case null, default -> value;
        };
    }

    public static Validator validator(JsonObject schema) {
        return Validator.create(JsonSchema.of(schema), new JsonSchemaOptions().setDraft(Draft.DRAFT202012)
                .setBaseUri("app://dockmedic")
                .setOutputFormat(OutputFormat.Basic));
    }

    /** What is wrong with it, and where; empty when nothing is. */
    public static List<String> problems(Validator validator, Object value) {
        OutputUnit found = validator.validate(value);
        return found.getValid()
                ? List.of()
                : Objects.requireNonNullElse(found.getErrors(), List.<OutputUnit>of())
                        .stream()
                        .map(one -> one.getInstanceLocation() + ": " + one.getError())
                        .toList();
    }
}
