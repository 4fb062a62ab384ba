package io.dockmedic.remediation.action.recreate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine shows of a container, and what becomes of each field where it is made anew: it is asked for as it is shown, or it
 * is named here, with why it is not. A field that an engine shows and nobody here knows is found.
 */
final class Shown {
    private static final String COMPARED = "follows from what is asked, and is compared";
    private static final String OWN = "each container has its own";

    private static final Map<String, String> TOP = Map.ofEntries(
            Map.entry("Id", OWN), Map.entry("Created", OWN), Map.entry("State", OWN), Map.entry("RestartCount", OWN),
            Map.entry("ResolvConfPath", OWN), Map.entry("HostnamePath", OWN), Map.entry("HostsPath", OWN),
            Map.entry("LogPath", OWN), Map.entry("ExecIDs", OWN), Map.entry("GraphDriver", OWN),
            Map.entry("Storage", OWN),
            Map.entry("Name", "it gets it when the names change places"),
            Map.entry("Path", COMPARED), Map.entry("Args", COMPARED), Map.entry("Driver", COMPARED),
            Map.entry("Platform", COMPARED),
            Map.entry("Image", "refused where the image is another one by now"),
            Map.entry("ImageManifestDescriptor", "the image's"),
            Map.entry("MountLabel", "the engine's, by HostConfig.SecurityOpt"),
            Map.entry("ProcessLabel", "the engine's, by HostConfig.SecurityOpt"),
            Map.entry("AppArmorProfile", "the engine's, by HostConfig.SecurityOpt"));
    private static final Map<String, String> OTHERWISE = Map.of(
            "HostConfig.RestartPolicy", "none until it has shown that it runs, then its own",
            "HostConfig.Links", "shown as /db:/web/store and asked for as db:store",
            "HostConfig.Binds", "with the volumes that have no name, by their names",
            "HostConfig.Mounts", "with the names of volumes that have none");
    /** Of what has no network of its own, or the host's name: the engine refuses to be asked. */
    private static final Set<String> OF_A_NETWORK = Set.of("Config.Hostname", "Config.Domainname",
            "Config.ExposedPorts", "Config.MacAddress");
    private static final Set<String> MOUNT = Set.of("Type", "Name", "Source", "Destination", "Driver", "Mode", "RW",
            "Propagation");
    private static final Set<String> NETWORK_SETTINGS = Set.of("Networks", "Bridge", "SandboxID", "SandboxKey", "Ports",
            "HairpinMode", "LinkLocalIPv6Address", "LinkLocalIPv6PrefixLen", "SecondaryIPAddresses",
            "SecondaryIPv6Addresses", "EndpointID", "Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen", "IPAddress",
            "IPPrefixLen", "IPv6Gateway", "MacAddress");
    /** The engine gave it when it was connected: what nobody chose is not kept. */
    private static final Set<String> ENDPOINT = Set.of("NetworkID", "EndpointID", "Gateway", "IPAddress", "IPPrefixLen",
            "IPv6Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen", "MacAddress", "DNSNames");

    private final JsonObject inspect;
    private final JsonObject body;
    private final List<String> found = new ArrayList<>();

    private Shown(JsonObject inspect, JsonObject body) {
        this.inspect = inspect;
        this.body = body;
    }

    /**
     * The fields that are neither asked for nor known.
     *
     * @param body  what the engine is asked to make
     * @param later what it is asked to connect it to afterwards, by the network's name
     */
    static List<String> unknown(JsonObject inspect, JsonObject body, Map<String, JsonObject> later) {
        Shown shown = new Shown(inspect, body);
        inspect.fieldNames()
                .stream()
                .filter(field -> !TOP.containsKey(field) && !Set.of("Config", "HostConfig", "Mounts", "NetworkSettings")
                        .contains(field))
                .forEach(shown.found::add);
        shown.asItIs("Config", inspect.getJsonObject("Config"), body);
        shown.asItIs("HostConfig", inspect.getJsonObject("HostConfig"), body.getJsonObject("HostConfig"));
        shown.mounts();
        shown.networks(later);
        return List.copyOf(shown.found);
    }

    private void asItIs(String where, JsonObject shown, JsonObject asked) {
        for (String field : shown.fieldNames()) {
            String name = where + "." + field;
            boolean without = OF_A_NETWORK.contains(name) && asked.getValue(field) == null;
            if (!without && !OTHERWISE.containsKey(name)
                    && !Objects.equals(shown.getValue(field), asked.getValue(field))) {
                found.add(name);
            }
        }
    }

    private void mounts() {
        JsonObject host = inspect.getJsonObject("HostConfig");
        JsonArray asked = list(body.getJsonObject("HostConfig").getValue("Mounts"));
        JsonArray shown = list(host.getValue("Mounts"));
        for (int i = 0; i < shown.size(); i++) {
            JsonObject one = shown.getJsonObject(i);
            for (String field : one.fieldNames()) {
                if (!Objects.equals(one.getValue(field), asked.getJsonObject(i).getValue(field))) {
                    found.add("HostConfig.Mounts[]." + field);
                }
            }
        }
        JsonArray binds = list(body.getJsonObject("HostConfig").getValue("Binds"));
        if (!list(host.getValue("Binds")).stream().allMatch(binds::contains)) {
            found.add("HostConfig.Binds");
        }
        for (Object mount : inspect.getJsonArray("Mounts")) {
            ((JsonObject) mount).fieldNames()
                    .stream()
                    .filter(field -> !MOUNT.contains(field))
                    .forEach(field -> found.add("Mounts[]." + field));
        }
    }

    private void networks(Map<String, JsonObject> later) {
        JsonObject settings = inspect.getJsonObject("NetworkSettings");
        settings.fieldNames()
                .stream()
                .filter(field -> !NETWORK_SETTINGS.contains(field))
                .forEach(field -> found.add("NetworkSettings." + field));
        String mode = inspect.getJsonObject("HostConfig").getString("NetworkMode");
        if (mode.equals("host") || mode.equals("none") || mode.startsWith("container:")) {
            return;
        }
        JsonObject first = body.getJsonObject("NetworkingConfig").getJsonObject("EndpointsConfig");
        settings.getJsonObject("Networks").forEach(network -> {
            JsonObject asked = first.getJsonObject(network.getKey(), later.getOrDefault(network.getKey(),
                    new JsonObject()));
            JsonObject shown = (JsonObject) network.getValue();
            for (String field : shown.fieldNames()) {
                if (ENDPOINT.contains(field)) {
                    continue;
                }
                Object value = field.equals("Aliases") ? aliases(shown.getJsonArray(field)) : shown.getValue(field);
                Object of = field.equals("Aliases") ? aliases(asked.getJsonArray(field)) : asked.getValue(field);
                if (!Objects.equals(value, of)) {
                    found.add("NetworkSettings.Networks." + network.getKey() + "." + field);
                }
            }
        });
    }

    /** Without its own short id, which engines before API 1.45 put there. */
    private List<?> aliases(@Nullable JsonArray all) {
        String id = inspect.getString("Id").substring(0, 12);
        return all == null ? List.of() : all.stream().filter(alias -> !alias.equals(id)).toList();
    }

    private static JsonArray list(@Nullable Object value) {
        return value instanceof JsonArray all ? all : new JsonArray();
    }
}
