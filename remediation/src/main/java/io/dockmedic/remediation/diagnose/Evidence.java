package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found on a container.
 *
 * @param state   as inspect says; null when it could not be looked at
 * @param log     its last lines, oldest first, redacted, at most 20 of 500 characters
 * @param findings what a closer look found, as the API has it; of an engine's disk what uses it
 * @param missing what could not be found out, and why; empty when everything was
 */
public record Evidence(@Nullable ContainerState state, List<String> log, JsonObject findings,
        List<String> missing) {
    public Evidence {
        log = List.copyOf(log);
        missing = List.copyOf(missing);
    }
}
