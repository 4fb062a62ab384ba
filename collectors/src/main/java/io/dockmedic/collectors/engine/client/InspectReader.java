package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.engine.client.ContainerState.Endpoint;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.client.ContainerState.Limits;
import io.dockmedic.collectors.engine.client.ContainerState.Log;
import io.dockmedic.collectors.engine.client.ContainerState.Mount;
import io.dockmedic.collectors.engine.client.ContainerState.Probe;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.gpu.asked.GpuAskReader;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to inspect. docker-java's own model leaves out the stop signal and timeout, so this reads the JSON,
 * and takes any field that is missing, null or of another type as not set.
 */
final class InspectReader {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    /** No instant the engine means is older; its zero time is in year 1. */
    private static final Instant FIRST = Instant.EPOCH;

    /** The kernel's usual period of a processor quota. */
    private static final long PERIOD_MICROS = 100_000;
    private static final long BILLION = 1_000_000_000;

    private InspectReader() {}

    static ContainerState read(JsonNode json) {
        JsonNode state = json.path("State");
        JsonNode config = json.path("Config");
        JsonNode host = json.path("HostConfig");
        return new ContainerState(
                json.path("Id").asText(""),
                withoutSlash(json.path("Name").asText("")),
                config.path("Image").asText(""),
                json.path("Image").asText(""),
                labels(config.path("Labels")),
                state.path("Status").asText(""),
                state.path("Running").asBoolean(),
                state.path("Restarting").asBoolean(),
                state.path("Paused").asBoolean(),
                state.path("Pid").asInt(),
                state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean(),
                state.path("Error").asText(""),
                time(json.path("Created")),
                time(state.path("StartedAt")),
                time(state.path("FinishedAt")),
                json.path("RestartCount").asInt(),
                health(state.path("Health")),
                policy(host.path("RestartPolicy")),
                textOr("SIGTERM", config.path("StopSignal")),
                config.path("StopTimeout").isInt()
                        ? Duration.ofSeconds(config.path("StopTimeout").asInt())
                        : STOP_TIMEOUT,
                host.path("AutoRemove").asBoolean(),
                command(json),
                writable(json.path("Mounts")),
                mounts(json.path("Mounts")),
                log(json, host.path("LogConfig")),
                limits(host),
                GpuAskReader.read(json),
                host.path("NetworkMode").asText(""),
                endpoints(json.path("NetworkSettings").path("Networks")));
    }

    /** Where a driver of another kind keeps the addresses to itself, there is none. */
    private static List<Endpoint> endpoints(JsonNode networks) {
        List<Endpoint> found = new ArrayList<>();
        networks.properties().forEach(one -> {
            JsonNode endpoint = one.getValue();
            String address = textOr(endpoint.path("GlobalIPv6Address").asText(""), endpoint.path("IPAddress"));
            if (!address.isEmpty()) {
                found.add(new Endpoint(one.getKey(), endpoint.path("NetworkID").asText(""), address,
                        endpoint.path("EndpointID").asText("")));
            }
        });
        return List.copyOf(found);
    }

    private static String textOr(String unset, JsonNode text) {
        return text.asText("").isEmpty() ? unset : text.asText("");
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> found = new LinkedHashMap<>();
        labels.properties().forEach(label -> found.put(label.getKey(), label.getValue().asText("")));
        return Map.copyOf(found);
    }

    private static @Nullable HealthState health(JsonNode health) {
        String status = health.path("Status").asText("");
        // An image whose check was switched off says "none".
        if (status.isEmpty() || status.equals("none")) {
            return null;
        }
        List<Probe> log = new ArrayList<>();
        for (JsonNode probe : health.path("Log")) {
            log.add(new Probe(
                    time(probe.path("Start")),
                    time(probe.path("End")),
                    probe.path("ExitCode").asInt(),
                    probe.path("Output").asText("")));
        }
        return new HealthState(status, health.path("FailingStreak").asInt(), List.copyOf(log));
    }

    private static RestartPolicy policy(JsonNode policy) {
        return new RestartPolicy(textOr("no", policy.path("Name")), policy.path("MaximumRetryCount").asInt());
    }

    private static List<String> command(JsonNode json) {
        List<String> words = new ArrayList<>();
        if (!json.path("Path").asText("").isEmpty()) {
            words.add(json.path("Path").asText(""));
        }
        json.path("Args").forEach(word -> words.add(word.asText("")));
        return List.copyOf(words);
    }

    private static boolean writable(JsonNode mounts) {
        for (JsonNode mount : mounts) {
            if (mount.path("RW").asBoolean() && !mount.path("Type").asText("").equals("tmpfs")) {
                return true;
            }
        }
        return false;
    }

    private static List<Mount> mounts(JsonNode mounts) {
        List<Mount> all = new ArrayList<>();
        mounts.forEach(mount -> all.add(new Mount(mount.path("Type").asText(""), mount.path("Source").asText(""),
                mount.path("RW").asBoolean(true))));
        return List.copyOf(all);
    }

    /** The engine fills in its own defaults when it makes the container; {@code -1} is its word for no limit. */
    private static Log log(JsonNode json, JsonNode config) {
        if (!config.path("Type").asText("").equals("json-file")) {
            return Log.NONE;
        }
        String limit = config.path("Config").path("max-size").asText("");
        return new Log(json.path("LogPath").asText(""), !limit.isEmpty() && !limit.equals("-1"));
    }

    /**
     * 0 is the engine's word for not set. {@code --cpus} is a quota of the usual period; the engine keeps it in
     * billionths of a processor.
     */
    private static Limits limits(JsonNode host) {
        long shares = host.path("CpuShares").asLong();
        long nanoCpus = host.path("NanoCpus").asLong();
        long period = host.path("CpuPeriod").asLong() > 0 ? host.path("CpuPeriod").asLong() : PERIOD_MICROS;
        long quota = nanoCpus > 0 ? nanoCpus * PERIOD_MICROS / BILLION : host.path("CpuQuota").asLong();
        return new Limits(shares == 0 ? Limits.NONE.cpuShares() : shares,
                Math.max(0, host.path("Memory").asLong()), Math.max(-1, host.path("MemorySwap").asLong()),
                Math.max(0, quota),
                quota > 0 ? nanoCpus > 0 ? PERIOD_MICROS : period : 0);
    }

    /** Probe times carry the host's offset, the rest is in UTC. */
    private static @Nullable Instant time(JsonNode text) {
        try {
            Instant at = OffsetDateTime.parse(text.asText("")).toInstant();
            return at.isBefore(FIRST) ? null : at;
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
