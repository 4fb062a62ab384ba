package io.dockmedic.remediation.diagnose.look;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What one look found.
 *
 * @param json        fields of the bundle, by name
 * @param conclusions for a person, the most telling first
 * @param missing     what could not be found out, and why
 */
public record Part(JsonObject json, List<String> conclusions, List<String> missing) {
    /** Nothing to say. */
    public static final Part NOTHING = new Part(new JsonObject(), List.of(), List.of());

    public Part {
        json = json.copy();
        conclusions = List.copyOf(conclusions);
        missing = List.copyOf(missing);
    }

    /** That it could not be looked at. */
    public static Part missing(String what) {
        return new Part(new JsonObject(), List.of(), List.of(what));
    }

    @Override
    public JsonObject json() {
        return json.copy();
    }
}
