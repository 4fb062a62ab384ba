package io.dockmedic.collectors.engine.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a container is set up, on another image: what it has as its image says, it then has as the other one says, and all
 * else stays. What somebody has set to the very value that the image says anyway cannot be told from that, and goes with it;
 * but for variables, which the engine puts in an order by which it can.
 */
final class Rebase {
    /** The image by which Compose tells whether a container is up to date. */
    private static final String COMPOSE_IMAGE = "com.docker.compose.image";
    /** Says that it does not run on what it was deployed with. */
    static final String FROM = "dockmedic.rollback.from";

    private static final List<String> PLAIN = List.of("User", "WorkingDir", "StopSignal", "Shell");
    private static final List<String> KEYED = List.of("Labels", "ExposedPorts", "Volumes");
    /** By these it is known whose it is and what may be done to it: an image says that of nobody. */
    private static final List<String> OF_THE_CONTAINER = List.of("com.docker.compose.", "dockmedic.", "autoheal");
    private static final int UNNAMED = 64;

    private final Blueprint from;
    private final ObjectNode inspect;
    private final ObjectNode config;
    private final BaseImage base;
    private final JsonNode was;
    private final JsonNode next;
    private final BaseImage onto;

    Rebase(Blueprint from, BaseImage was, BaseImage onto) {
        this.from = from;
        this.base = was;
        this.inspect = from.inspect().deepCopy();
        if (!(inspect.path("Config") instanceof ObjectNode said)) {
            throw new IllegalArgumentException("the engine does not say how it was made");
        }
        this.config = said;
        this.was = was.config();
        this.next = onto.config();
        this.onto = onto;
    }

    /** Why it cannot be told what it is to be; empty when it can. */
    Optional<String> against() {
        if (!base.says() || !onto.says()) {
            return Optional.of("the engine does not say how the image " + (base.says() ? onto : base)
                    + " is set up: what is the image's cannot be told");
        }
        if (!base.platform().equals(onto.platform())) {
            return Optional.of("the one image is for " + base.platform() + ", the other for " + onto.platform());
        }
        if (ownVariables().isEmpty()) {
            return Optional.of("which variables are the image's cannot be told");
        }
        return blueprint().service().equals(from.service())
                ? Optional.empty()
                : Optional.of("it would be another service");
    }

    Blueprint blueprint() {
        Set<String> unasked = unaskedVolumes();
        PLAIN.forEach(this::plain);
        KEYED.forEach(this::keyed);
        command();
        variables();
        check();
        published();
        without(unasked);
        names();
        return Blueprint.read(inspect);
    }

    private void plain(String field) {
        if (same(config.path(field), was.path(field))) {
            put(config, field, next.path(field));
        }
    }

    private void keyed(String field) {
        ObjectNode merged = config.objectNode();
        config.path(field).properties().forEach(entry -> {
            JsonNode said = was.path(field).path(entry.getKey());
            if (said.isMissingNode() || !said.equals(entry.getValue()) || isOfTheContainer(field, entry.getKey())) {
                merged.set(entry.getKey(), entry.getValue());
            }
        });
        next.path(field).properties().forEach(entry -> {
            if (!merged.has(entry.getKey()) && !isOfTheContainer(field, entry.getKey())) {
                merged.set(entry.getKey(), entry.getValue());
            }
        });
        config.set(field, merged.isEmpty() ? config.nullNode() : merged);
    }

    /** Compose writes its labels into the images that it builds too. */
    private static boolean isOfTheContainer(String field, String key) {
        return field.equals("Labels") && OF_THE_CONTAINER.stream().anyMatch(key::startsWith);
    }

    /** Whoever sets another entrypoint has no command of the image's. */
    private void command() {
        boolean entrypoint = same(config.path("Entrypoint"), was.path("Entrypoint"));
        if (entrypoint && same(config.path("Cmd"), was.path("Cmd"))) {
            put(config, "Cmd", next.path("Cmd"));
        }
        if (entrypoint) {
            put(config, "Entrypoint", next.path("Entrypoint"));
        }
        ArrayNode words = inspect.arrayNode();
        config.path("Entrypoint").forEach(words::add);
        config.path("Cmd").forEach(words::add);
        inspect.put("Path", words.path(0).asText(""));
        if (!words.isEmpty()) {
            words.remove(0);
        }
        inspect.set("Args", words);
    }

    /** In the order in which the engine puts them. */
    private void variables() {
        ArrayNode merged = config.arrayNode();
        Set<String> set = new TreeSet<>();
        int own = ownVariables().orElseThrow();
        for (int i = 0; i < own; i++) {
            merged.add(config.path("Env").path(i));
            set.add(nameOf(config.path("Env").path(i)));
        }
        next.path("Env").forEach(entry -> {
            if (set.add(nameOf(entry))) {
                merged.add(entry);
            }
        });
        config.set("Env", merged);
    }

    /**
     * How many of its variables, from the first, somebody has set: after those the engine puts all that the image has and
     * nobody has set. Empty where it is not so.
     */
    private Optional<Integer> ownVariables() {
        List<String> all = texts(config.path("Env"));
        List<String> image = texts(was.path("Env"));
        Set<String> set = new TreeSet<>();
        for (int own = 0; own <= all.size(); own++) {
            List<String> rest = image.stream().filter(entry -> !set.contains(nameOf(entry))).toList();
            if (rest.equals(all.subList(own, all.size()))) {
                return Optional.of(own);
            }
            if (own < all.size()) {
                set.add(nameOf(all.get(own)));
            }
        }
        return Optional.empty();
    }

    private static String nameOf(JsonNode variable) {
        return nameOf(variable.asText(""));
    }

    private static String nameOf(String variable) {
        return variable.split("=", 2)[0];
    }

    /** The engine fills in each of its fields by itself. */
    private void check() {
        ObjectNode merged = config.objectNode();
        JsonNode mine = config.path("Healthcheck");
        Set<String> fields = new TreeSet<>();
        mine.fieldNames().forEachRemaining(fields::add);
        next.path("Healthcheck").fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            JsonNode of = same(mine.path(field), was.path("Healthcheck").path(field))
                    ? next.path("Healthcheck").path(field)
                    : mine.path(field);
            if (!unset(of)) {
                merged.set(field, of);
            }
        }
        config.set("Healthcheck", merged.isEmpty() ? config.nullNode() : merged);
    }

    /** What is published is exposed, whichever image says so too. */
    private void published() {
        Set<String> ports = new TreeSet<>();
        inspect.path("HostConfig").path("PortBindings").fieldNames().forEachRemaining(ports::add);
        if (!ports.isEmpty()) {
            ObjectNode exposed = config.path("ExposedPorts") instanceof ObjectNode there
                    ? there
                    : config.putObject("ExposedPorts");
            ports.stream().filter(port -> !exposed.has(port)).forEach(exposed::putObject);
        }
    }

    /** Paths of volumes that are there only because the image says so, and the other one does not. */
    Set<String> unaskedVolumes() {
        Set<String> paths = new TreeSet<>();
        was.path("Volumes").fieldNames().forEachRemaining(paths::add);
        next.path("Volumes").fieldNames().forEachRemaining(paths::remove);
        JsonNode host = inspect.path("HostConfig");
        host.path("Mounts").forEach(mount -> paths.remove(mount.path("Target").asText("")));
        host.path("Binds").forEach(bind -> {
            if (!unnamed(bind.asText(""))) {
                paths.remove(Binds.target(bind.asText("")));
            }
        });
        host.path("Tmpfs").fieldNames().forEachRemaining(paths::remove);
        return paths;
    }

    /** What had no name is kept by the one that the engine gave it. */
    private static boolean unnamed(String bind) {
        String source = bind.split(":", 2)[0];
        return source.length() == UNNAMED && source.matches("[0-9a-f]+");
    }

    private void without(Set<String> paths) {
        remove(inspect.path("Mounts"), paths);
        if (inspect.path("HostConfig").path("Binds") instanceof ArrayNode binds) {
            for (int i = binds.size() - 1; i >= 0; i--) {
                String bind = binds.get(i).asText("");
                if (unnamed(bind) && paths.contains(Binds.target(bind))) {
                    binds.remove(i);
                }
            }
        }
    }

    private static void remove(JsonNode mounts, Set<String> paths) {
        if (mounts instanceof ArrayNode all) {
            for (int i = all.size() - 1; i >= 0; i--) {
                if (paths.contains(all.get(i).path("Destination").asText(""))) {
                    all.remove(i);
                }
            }
        }
    }

    /** It is called what it is: whoever deploys it next sees that it is not what was deployed. */
    private void names() {
        ObjectNode labels = config.path("Labels") instanceof ObjectNode there ? there : config.putObject("Labels");
        if (labels.has(COMPOSE_IMAGE)) {
            labels.put(COMPOSE_IMAGE, onto.id());
        }
        String deployed = config.path("Image").asText("");
        String id = inspect.path("Image").asText("");
        labels.put(FROM, deployed.equals(id) ? id : deployed + " " + id);
        config.put("Image", onto.id());
        inspect.put("Image", onto.id());
    }

    private static void put(ObjectNode where, String field, JsonNode value) {
        if (unset(value)) {
            where.remove(field);
        } else {
            where.set(field, value.deepCopy());
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return unset(one) ? unset(other) : one.equals(other);
    }

    /** The engine leaves it out, or shows null, nothing or an empty text. */
    private static boolean unset(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.asText("").isEmpty());
    }

    private static List<String> texts(JsonNode all) {
        List<String> texts = new ArrayList<>();
        all.forEach(text -> texts.add(text.asText("")));
        return texts;
    }
}
