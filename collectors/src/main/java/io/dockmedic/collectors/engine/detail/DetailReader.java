package io.dockmedic.collectors.engine.detail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a container is set up from the answer to inspect. What is missing, or of another type, counts as not set. */
public final class DetailReader {
    private static final long MEBI = 1 << 20;
    private static final double NANOS = 1e9;

    private DetailReader() {}

    /** @param json what {@code GET /containers/{id}/json} says */
    public static Details read(JsonNode json) {
        JsonNode config = json.path("Config");
        JsonNode host = json.path("HostConfig");
        List<Details.Mount> mounts = mounts(json.path("Mounts"));
        List<Details.Network> networks = networks(json.path("NetworkSettings").path("Networks"));
        List<Details.Port> ports = ports(host.path("PortBindings"));
        String image = config.path("Image").asText("");
        String imageId = json.path("Image").asText("");
        Map<String, String> settings = new HashMap<>();
        put(settings, Details.IMAGE, image);
        put(settings, Details.IMAGE_ID, imageId);
        put(settings, "memory limit", size(host.path("Memory").asLong()));
        put(settings, "memory and swap limit", size(host.path("MemorySwap").asLong()));
        put(settings, "threads limit", positive(host.path("PidsLimit").asLong()));
        put(settings, "processors", processors(host));
        put(settings, "restart policy", policy(host.path("RestartPolicy")));
        put(settings, "user", config.path("User").asText(""));
        put(settings, "working directory", config.path("WorkingDir").asText(""));
        put(settings, "stop signal", config.path("StopSignal").asText(""));
        put(settings, "network mode", host.path("NetworkMode").asText(""));
        put(settings, "privileged", flag(host.path("Privileged")));
        put(settings, "read-only root", flag(host.path("ReadonlyRootfs")));
        put(settings, "capabilities added", texts(host.path("CapAdd")));
        put(settings, "capabilities dropped", texts(host.path("CapDrop")));
        put(settings, "log driver", host.path("LogConfig").path("Type").asText(""));
        mounts.forEach(mount -> settings.put("mount " + mount.destination(),
                mount.type() + " " + mount.source() + (mount.writable() ? "" : ", read-only")));
        networks.forEach(network -> settings.put("network " + network.name(), "connected"));
        ports.forEach(port -> settings.put("port " + port.inside(), port.address() + ":" + port.host()));
        Details.Check check = check(config.path("Healthcheck"));
        if (check != null) {
            settings.put("health check", "every " + seconds(check.interval()) + ", within " + seconds(check.timeout())
                    + ", " + check.retries() + " retries, start period " + seconds(check.startPeriod()));
        }
        return new Details(image, imageId, settings, hidden(config), mounts, networks, ports, check,
                NeedsReader.read(json), places(json));
    }

    private static Map<String, Hidden> hidden(JsonNode config) {
        Map<String, Hidden> hidden = new HashMap<>();
        config.path("Env").forEach(entry -> {
            String[] parts = entry.asText("").split("=", 2);
            hidden.put("variable " + parts[0], new Hidden(parts.length > 1 ? parts[1] : ""));
        });
        hide(hidden, "command", config.path("Cmd"));
        hide(hidden, "entrypoint", config.path("Entrypoint"));
        hide(hidden, "health check's command", config.path("Healthcheck").path("Test"));
        return hidden;
    }

    private static void hide(Map<String, Hidden> hidden, String name, JsonNode words) {
        if (words.isArray() && !words.isEmpty()) {
            hidden.put(name, new Hidden(words.toString()));
        }
    }

    private static List<Details.Mount> mounts(JsonNode all) {
        List<Details.Mount> mounts = new ArrayList<>();
        all.forEach(mount -> {
            String name = mount.path("Name").asText("");
            mounts.add(new Details.Mount(mount.path("Type").asText(""),
                    name.isEmpty() ? mount.path("Source").asText("") : name, mount.path("Destination").asText(""),
                    mount.path("RW").asBoolean(), mount.path("Source").asText("")));
        });
        return mounts;
    }

    private static Details.Places places(JsonNode json) {
        JsonNode driver = json.path("GraphDriver").path("Data");
        List<String> layers = new ArrayList<>();
        for (String name : List.of("UpperDir", "LowerDir")) {
            for (String layer : driver.path(name).asText("").split(":", -1)) {
                if (layer.startsWith("/")) {
                    layers.add(layer);
                }
            }
        }
        return new Details.Places(layers, json.path("ResolvConfPath").asText(""));
    }

    private static List<Details.Network> networks(JsonNode all) {
        List<Details.Network> networks = new ArrayList<>();
        all.properties().forEach(entry -> {
            List<String> aliases = new ArrayList<>();
            entry.getValue().path("Aliases").forEach(alias -> aliases.add(alias.asText("")));
            networks.add(new Details.Network(entry.getKey(), entry.getValue().path("IPAddress").asText(""), aliases,
                    entry.getValue().path("Gateway").asText("")));
        });
        return networks;
    }

    private static List<Details.Port> ports(JsonNode bindings) {
        List<Details.Port> ports = new ArrayList<>();
        bindings.properties()
                .forEach(entry -> entry.getValue()
                        .forEach(binding -> ports.add(new Details.Port(binding.path("HostIp").asText(""),
                                binding.path("HostPort").asInt(), entry.getKey()))));
        return ports;
    }

    private static Details.@Nullable Check check(JsonNode check) {
        String first = check.path("Test").path(0).asText("NONE");
        return first.equals("NONE")
                ? null
                : new Details.Check(nanos(check.path("Interval"), 30), nanos(check.path("Timeout"), 30),
                        nanos(check.path("StartPeriod"), 0), check.path("Retries").asInt() > 0
                                ? check.path("Retries").asInt()
                                : 3);
    }

    /** @param unset what the engine takes for nothing, in seconds */
    private static Duration nanos(JsonNode nanos, int unset) {
        return nanos.asLong() > 0 ? Duration.ofNanos(nanos.asLong()) : Duration.ofSeconds(unset);
    }

    private static String processors(JsonNode host) {
        double nano = host.path("NanoCpus").asLong() / NANOS;
        long period = host.path("CpuPeriod").asLong() > 0 ? host.path("CpuPeriod").asLong() : 100_000;
        double processors = nano > 0 ? nano : Math.max(0, host.path("CpuQuota").asLong()) / (double) period;
        return processors > 0 ? String.format(Locale.ROOT, "%.2f", processors) : "";
    }

    private static String policy(JsonNode policy) {
        int most = policy.path("MaximumRetryCount").asInt();
        return policy.path("Name").asText("") + (most > 0 ? ":" + most : "");
    }

    private static String size(long bytes) {
        return bytes <= 0 ? "" : bytes % MEBI == 0 ? bytes / MEBI + " MiB" : bytes + " bytes";
    }

    private static String positive(long number) {
        return number <= 0 ? "" : String.valueOf(number);
    }

    private static String flag(JsonNode flag) {
        return flag.asBoolean() ? "yes" : "";
    }

    private static String texts(JsonNode all) {
        List<String> texts = new ArrayList<>();
        all.forEach(one -> texts.add(one.asText("")));
        return String.join(", ", texts.stream().sorted().toList());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }
}
