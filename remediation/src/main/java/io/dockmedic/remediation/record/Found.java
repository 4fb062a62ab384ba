package io.dockmedic.remediation.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What was found on a container when an incident of it fired.
 *
 * @param at        when it had been looked at, in our own time
 * @param container its name
 * @param diagnosis as the API has it, redacted
 */
public record Found(Instant at, String container, JsonObject diagnosis) {
    public Found {
        diagnosis = diagnosis.copy();
    }

    @Override
    public JsonObject diagnosis() {
        return diagnosis.copy();
    }
}
