package io.dockmedic.collectors.engine.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.collectors.engine.detail.DetailReader;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the engine's inspect says of how a container is set up, with what we do not know of it too, so that the same can
 * be made once more. Immutable. Holds the values of variables, which may be secrets: nothing of it is shown, logged or kept,
 * and it says only names and fields.
 */
public final class Blueprint {
    private static final int SHORT_ID = 12;
    private static final String OF_A_CONTAINER = "container:";
    /** In which another container can be named whose network, memory or processes it shares. */
    private static final List<String> SHARED = List.of("NetworkMode", "IpcMode", "PidMode");

    private final JsonNode inspect;

    private Blueprint(JsonNode inspect) {
        this.inspect = inspect;
    }

    /** @param inspect what {@code GET /containers/{id}/json} says */
    public static Blueprint read(JsonNode inspect) {
        return new Blueprint(inspect);
    }

    /** Full id. */
    public String id() {
        return inspect.path("Id").asText("");
    }

    /** Without the leading slash. */
    public String name() {
        return withoutSlash(inspect.path("Name").asText(""));
    }

    /** The service it belongs to, by its labels, else its name. */
    public Service service() {
        Map<String, String> labels = new LinkedHashMap<>();
        inspect.path("Config")
                .path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
        return Service.of(name(), labels);
    }

    /** As it was asked for: {@code web:1}. */
    public String image() {
        return inspect.path("Config").path("Image").asText("");
    }

    /** What that was when it was made. */
    public String imageId() {
        return inspect.path("Image").asText("");
    }

    /** Where something of the host's or a volume is mounted, by the path inside. */
    public List<String> mounted() {
        List<String> paths = new ArrayList<>();
        inspect.path("Mounts").forEach(mount -> paths.add(mount.path("Destination").asText("")));
        inspect.path("HostConfig").path("Tmpfs").fieldNames().forEachRemaining(paths::add);
        return List.copyOf(paths);
    }

    /** Files and folders of the host that are mounted. */
    public List<String> binds() {
        List<String> sources = new ArrayList<>();
        for (JsonNode mount : inspect.path("Mounts")) {
            if (mount.path("Type").asText("").equals("bind")) {
                sources.add(mount.path("Source").asText(""));
            }
        }
        return List.copyOf(sources);
    }

    /** What the engine is to be asked for to make the same, but for its restart policy, which is none. */
    public ObjectNode createBody(boolean severalNetworks) {
        return new CreateBody(this).of(severalNetworks);
    }

    /** To what it is to be connected before it is started, where only one network can be named when it is made. */
    public Map<String, JsonNode> laterNetworks() {
        Map<String, JsonNode> later = new LinkedHashMap<>(Endpoints.of(this));
        Endpoints.first(this).ifPresent(later::remove);
        return later;
    }

    /**
     * The networks that it is on by its own doing, each with what is asked of the engine to put it there as it is: its names
     * and fixed addresses there. Empty for what shares another's network, or the host's.
     */
    public Map<String, JsonNode> endpoints() {
        return Endpoints.of(this);
    }

    /**
     * In what another is otherwise than this, by the names of the fields; empty when it is the same but for what no two
     * containers have in common, its restart policy, and that volumes without a name are named in it.
     */
    public List<String> differences(Blueprint other) {
        return new Sameness(this, other).differences();
    }

    /**
     * The same on another image: what it has from its own it then has from that one, and says of which image it is.
     *
     * @param was  the image that it is made on
     * @param onto the one that it is to be made on
     */
    public Blueprint on(BaseImage was, BaseImage onto) {
        return new Rebase(this, was, onto).blueprint();
    }

    /** Volumes, by their paths, that it would not have on another image, for only its own asks for them. They are not removed. */
    public Set<String> leftOff(BaseImage was, BaseImage onto) {
        return new Rebase(this, was, onto).unaskedVolumes();
    }

    /** The same as it is compared and shown. */
    public Details details() {
        return DetailReader.read(inspect);
    }

    /**
     * The same, in the network of that container in the place of the one that it names; its memory and processes too, where it shares those
     * of the same one. Nothing else is otherwise.
     *
     * @param id full id
     */
    public Blueprint inTheNetworkOf(String id) {
        JsonNode copy = inspect.deepCopy();
        String before = networkMode();
        if (before.startsWith(OF_A_CONTAINER) && copy.path("HostConfig") instanceof ObjectNode host) {
            SHARED.stream()
                    .filter(mode -> host.path(mode).asText("").equals(before))
                    .forEach(mode -> host.put(mode, OF_A_CONTAINER + id));
        }
        return new Blueprint(copy);
    }

    /** As whom it runs; empty for whom the engine takes by itself, which is root. */
    public String user() {
        return inspect.path("Config").path("User").asText("");
    }

    /** Why the same on another image cannot be told, for a person; empty when it can. */
    public Optional<String> againstOn(BaseImage was, BaseImage onto) {
        return new Rebase(this, was, onto).against();
    }

    /** In which way it lives on another container: {@code shares its network}; empty when it does not. */
    public Optional<String> livesOn(Blueprint other) {
        JsonNode host = inspect.path("HostConfig");
        if (joins(host.path("NetworkMode"), other)) {
            return Optional.of("shares its network");
        }
        if (joins(host.path("IpcMode"), other)) {
            return Optional.of("shares its memory");
        }
        if (joins(host.path("PidMode"), other)) {
            return Optional.of("shares its processes");
        }
        for (JsonNode from : host.path("VolumesFrom")) {
            if (other.isCalled(from.asText("").replaceFirst(":(ro|rw|z|Z|,)*$", ""))) {
                return Optional.of("has its volumes from it");
            }
        }
        for (JsonNode link : host.path("Links")) {
            if (other.isCalled(withoutSlash(link.asText("").split(":", 2)[0]))) {
                return Optional.of("has a link to it");
            }
        }
        return Optional.empty();
    }

    private static boolean joins(JsonNode mode, Blueprint other) {
        String text = mode.asText("");
        return text.startsWith(OF_A_CONTAINER) && other.isCalled(text.substring(OF_A_CONTAINER.length()));
    }

    private boolean isCalled(String nameOrId) {
        return nameOrId.equals(name()) || (nameOrId.length() >= SHORT_ID && id().startsWith(nameOrId));
    }

    JsonNode inspect() {
        return inspect;
    }

    String shortId() {
        String id = id();
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    /** {@code host}, {@code none}, {@code container:…}, a network, or {@code default}. */
    String networkMode() {
        return inspect.path("HostConfig").path("NetworkMode").asText("");
    }

    static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** Only who it is. */
    @Override
    public String toString() {
        return name() + " " + shortId();
    }
}
