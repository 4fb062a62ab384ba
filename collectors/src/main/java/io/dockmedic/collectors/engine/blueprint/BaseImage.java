package io.dockmedic.collectors.engine.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the engine says of an image, with what a container made on it has from it. Immutable. As a {@link Blueprint} it may
 * hold what is secret, and says only names.
 */
public final class BaseImage {
    private final JsonNode inspect;

    private BaseImage(JsonNode inspect) {
        this.inspect = inspect;
    }

    /** @param inspect what {@code GET /images/{id}/json} says */
    public static BaseImage read(JsonNode inspect) {
        return new BaseImage(inspect);
    }

    /** With its kind: {@code sha256:…}. */
    public String id() {
        return inspect.path("Id").asText("");
    }

    /** What it is called here: {@code web:1}. */
    public List<String> tags() {
        return texts("RepoTags");
    }

    /** By what a registry has it: {@code web@sha256:…}; empty where none does. */
    public List<String> digests() {
        return texts("RepoDigests");
    }

    /** All that it is known as: {@code web:1}, {@code web@sha256:…}. */
    public List<String> names() {
        List<String> names = new ArrayList<>(tags());
        names.addAll(digests());
        return List.copyOf(names);
    }

    /** When it was built, as it says itself; may be empty. */
    public String created() {
        return inspect.path("Created").asText("");
    }

    /** For which machines it is: {@code linux/amd64}. */
    public String platform() {
        return inspect.path("Os").asText("") + "/" + inspect.path("Architecture").asText("");
    }

    /** Whether it says how it is set up, if with nothing. */
    boolean says() {
        return config().isObject();
    }

    /** The paths for which a container gets a volume by itself. */
    public Set<String> volumes() {
        Set<String> paths = new TreeSet<>();
        config().path("Volumes").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    /** What a container has of it unless it is told otherwise. */
    JsonNode config() {
        return inspect.path("Config");
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        inspect.path(field).forEach(text -> texts.add(text.asText("")));
        texts.removeIf(text -> text.isEmpty() || text.startsWith("<none>"));
        return List.copyOf(texts);
    }

    /** Only which it is. */
    @Override
    public String toString() {
        return id();
    }
}
