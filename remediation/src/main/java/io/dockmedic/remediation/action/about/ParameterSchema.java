package io.dockmedic.remediation.action.about;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/**
 * What a step may say under {@code with}, as JSON Schema 2020-12: made of what the action says of itself, by which rule files are read.
 * What it refuses is refused when rules are read; what it takes may still be, for what goes with what, and bounds, it does not know.
 */
public final class ParameterSchema {
    /** What YAML takes for a number or a truth value is read as a text too. */
    private static final List<String> TEXT = List.of("string", "number", "boolean");

    private ParameterSchema() {}

    /** Of an action. */
    public static JsonObject of(ActionDescription about) {
        JsonObject properties = new JsonObject();
        new TreeMap<>(about.parameters()).forEach((name, meaning) -> properties.put(name, one(about, name)
                .put("description", meaning)));
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", false);
    }

    private static JsonObject one(ActionDescription about, String name) {
        if (about.lists().contains(name)) {
            return new JsonObject().put("type", "array")
                    .put("items", new JsonObject().put("type", new JsonArray(TEXT)))
                    .put("minItems", 1);
        }
        JsonObject text = new JsonObject().put("type", new JsonArray(TEXT));
        String form = about.forms().get(name);
        return form == null ? text : text.put("pattern", "^(?:" + form + ")$");
    }
}
