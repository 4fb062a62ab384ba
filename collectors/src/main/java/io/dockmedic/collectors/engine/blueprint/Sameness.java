package io.dockmedic.collectors.engine.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares how two containers are set up, field by field, also fields that we do not know. Left out is what no two containers
 * have in common: ids, times, addresses, the names that the engine gives to each.
 */
final class Sameness {
    private static final List<String> PARTS = List.of("Path", "Args", "Image", "Driver", "Platform", "Config",
            "HostConfig");

    private final Blueprint one;
    private final Blueprint other;
    private final List<String> found = new ArrayList<>();

    Sameness(Blueprint one, Blueprint other) {
        this.one = one;
        this.other = other;
    }

    List<String> differences() {
        ObjectNode first = plain(one);
        ObjectNode second = plain(other);
        PARTS.forEach(part -> compare(part, first.path(part), second.path(part)));
        compareAll("Mounts", mounts(one), mounts(other));
        compareAll("Networks", Endpoints.of(one), Endpoints.of(other));
        return List.copyOf(found);
    }

    private void compareAll(String where, Map<String, JsonNode> first, Map<String, JsonNode> second) {
        TreeSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        for (String name : names) {
            JsonNode here = first.get(name);
            JsonNode there = second.get(name);
            if (here == null || there == null) {
                found.add(where + "[" + name + "]");
            } else {
                compare(where + "[" + name + "]", here, there);
            }
        }
    }

    private void compare(String where, JsonNode first, JsonNode second) {
        if (empty(first) && empty(second)) {
            return;
        }
        if (first.isObject() && second.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            first.fieldNames().forEachRemaining(fields::add);
            second.fieldNames().forEachRemaining(fields::add);
            fields.forEach(field -> compare(where + "." + field, first.path(field), second.path(field)));
        } else if (!first.equals(second)) {
            found.add(where);
        }
    }

    /** What is not set, the engine leaves out, or shows as null, as an empty text or as an empty list. */
    private static boolean empty(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.asText("").isEmpty());
    }

    private ObjectNode plain(Blueprint of) {
        ObjectNode all = of.inspect().deepCopy();
        // In another's network its host name is that one's, once it has been started.
        boolean joins = of.networkMode().startsWith("container:");
        if (all.path("Config") instanceof ObjectNode config
                && (joins || config.path("Hostname").asText("").equals(of.shortId()))) {
            config.remove("Hostname");
            if (joins) {
                config.remove("Domainname");
            }
        }
        if (all.path("HostConfig") instanceof ObjectNode host) {
            host.remove("RestartPolicy");
            links(host);
            volumes(host, of);
        }
        return all;
    }

    private static void links(ObjectNode host) {
        if (host.path("Links") instanceof ArrayNode links) {
            TreeSet<String> asked = new TreeSet<>();
            links.forEach(link -> asked.add(Links.asked(link.asText(""))));
            ArrayNode sorted = host.putArray("Links");
            asked.forEach(sorted::add);
        }
    }

    /** Whether a volume was asked for by its name, or got one: which it is, the mounts say. */
    private static void volumes(ObjectNode host, Blueprint of) {
        TreeSet<String> volumes = new TreeSet<>();
        for (JsonNode mount : of.inspect().path("Mounts")) {
            if (mount.path("Type").asText("").equals("volume")) {
                volumes.add(mount.path("Destination").asText(""));
            }
        }
        if (host.path("Binds") instanceof ArrayNode binds) {
            for (int i = binds.size() - 1; i >= 0; i--) {
                if (volumes.contains(Binds.target(binds.get(i).asText("")))) {
                    binds.remove(i);
                }
            }
        }
        for (JsonNode mount : host.path("Mounts")) {
            if (mount.path("Type").asText("").equals("volume") && mount instanceof ObjectNode one) {
                one.remove("Source");
            }
        }
    }

    private static Map<String, JsonNode> mounts(Blueprint of) {
        Map<String, JsonNode> mounts = new TreeMap<>();
        for (JsonNode mount : of.inspect().path("Mounts")) {
            ObjectNode copy = mount.deepCopy();
            if (copy.path("Type").asText("").equals("volume")) {
                // Shown for those with a name, and without a meaning where nothing relabels.
                copy.remove(List.of("Mode", "Propagation"));
            }
            mounts.put(copy.path("Destination").asText(""), copy);
        }
        return mounts;
    }
}
