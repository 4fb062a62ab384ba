package io.dockmedic.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** What tests of GPUs ask the program and the engine. */
final class GpuScene {
    static final Duration LONG = Duration.ofMinutes(3);

    private GpuScene() {}

    /** A container that consents to be healed, and sleeps. */
    static void sleeper(Engine engine, String name) {
        engine.run(name, List.of("--label=dockmedic.heal=true", "--stop-timeout=1"), "sleep", "1000");
    }

    /** The number of the container's main process, on the host. */
    static String pid(Engine engine, String name) {
        return engine.docker("inspect", "-f", "{{.State.Pid}}", name).orFail().text();
    }

    /** The rule's incident for the key, once its remedy is in that state. */
    static JsonNode incident(Spine spine, String key, String rule, String remedy) {
        try {
            return await().atMost(LONG)
                    .until(() -> spine.incidents(key)
                            .stream()
                            .filter(one -> one.path("rule").asText().equals(rule))
                            .filter(one -> one.at("/remedy/state").asText().equals(remedy))
                            .findFirst(), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + rule + " of " + key + " that is " + remedy + " but "
                    + spine.incidents(key) + "; " + spine.body("/-/ready"), e);
        }
    }

    /** Waits until there is an incident of the rule that fires. */
    static void fires(Spine spine, String rule) {
        await(rule + " fires").atMost(LONG)
                .until(() -> spine.body("/api/v1/incidents?state=firing").contains("\"" + rule + "\""));
    }

    /** Waits until there is an incident of the rule that is over. */
    static void over(Spine spine, String rule) {
        await(rule + " is over").atMost(LONG).until(() -> spine.resolved(rule).isPresent());
    }

    /** Waits until the GPUs' own page shows that. */
    static void shown(Spine spine, String word) {
        await(word).atMost(LONG).until(() -> spine.body("/api/v1/gpus").contains(word));
    }
}
