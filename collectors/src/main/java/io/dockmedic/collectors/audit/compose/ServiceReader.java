package io.dockmedic.collectors.audit.compose;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.audit.secret.SecretLooks;
import io.dockmedic.collectors.audit.setup.EngineDefaults;
import io.dockmedic.collectors.audit.setup.ProxyLabels;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Answer;
import io.dockmedic.collectors.audit.setup.Setup.Logs;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import io.dockmedic.collectors.audit.setup.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a service's settings from a Compose file, resolved by Compose or as it is written. */
final class ServiceReader {
    private final JsonNode whole;
    private final JsonNode written;
    private final Path folder;

    /**
     * @param whole   the file with its variables put in
     * @param written the file as it stands, with variables empty: what is a secret there stands in it
     * @param folder  the file's
     */
    ServiceReader(JsonNode whole, JsonNode written, Path folder) {
        this.whole = whole;
        this.written = written;
        this.folder = folder;
    }

    List<Setup> all() {
        List<Setup> all = new ArrayList<>();
        whole.path("services").properties().forEach(service -> all.add(read(service.getKey(), service.getValue())));
        return List.copyOf(all);
    }

    private Setup read(String name, JsonNode service) {
        JsonNode limits = service.path("deploy").path("resources").path("limits");
        List<String> words = new ArrayList<>(ShortForms.list(service.path("entrypoint")));
        words.addAll(ShortForms.list(service.path("command")));
        List<Port> ports = new ArrayList<>();
        service.path("ports").forEach(port -> ports.addAll(ShortForms.ports(port)));
        return new Setup(
                name,
                service.path("image").asText(""),
                service.hasNonNull("build"),
                false,
                healthCheck(service.path("healthcheck")),
                Math.max(ShortForms.bytes(service.path("mem_limit")), ShortForms.bytes(limits.path("memory"))),
                Math.max(number(service.path("pids_limit")), number(limits.path("pids"))),
                service.path("privileged").asBoolean(),
                ShortForms.list(service.path("cap_add"))
                        .stream()
                        .map(EngineDefaults::capability)
                        .collect(Collectors.toSet()),
                service.path("network_mode").asText(""),
                service.path("pid").asText(""),
                root(service.path("user").asText("")),
                service.path("read_only").asBoolean(),
                restart(service),
                logs(service.path("logging")),
                mounts(service),
                ports,
                ShortForms.names(service.path("expose"))
                        .stream()
                        .flatMap(one -> ShortForms.ports(com.fasterxml.jackson.databind.node.TextNode.valueOf(one))
                                .stream())
                        .map(Port::container)
                        .collect(Collectors.toSet()),
                networks(service),
                variables(name),
                ProxyLabels.of(ShortForms.map(service.path("labels"))),
                ProxyLabels.options(words, ShortForms.map(service.path("environment"))));
    }

    private static long number(JsonNode node) {
        String text = node.asText("");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Answer healthCheck(JsonNode check) {
        JsonNode test = check.path("test");
        if (check.path("disable").asBoolean() || test.path(0).asText(test.asText("")).equals("NONE")) {
            return Answer.NO;
        }
        return test.isMissingNode() || test.isNull() ? Answer.UNKNOWN : Answer.YES;
    }

    private static Answer root(String user) {
        if (user.isEmpty()) {
            return Answer.UNKNOWN;
        }
        return EngineDefaults.isRoot(user) ? Answer.YES : Answer.NO;
    }

    private static String restart(JsonNode service) {
        String written = service.path("restart").asText("");
        String condition = service.path("deploy").path("restart_policy").path("condition").asText("");
        String policy = written.isEmpty() ? condition : written;
        return policy.isEmpty() || policy.equals("none") || policy.equals("false") ? "no" : policy;
    }

    private static Logs logs(JsonNode logging) {
        boolean maxSize = logging.path("options").hasNonNull("max-size");
        String driver = logging.path("driver").asText("");
        return new Logs(driver.isEmpty() && maxSize ? "json-file" : driver, maxSize);
    }

    private List<Mount> mounts(JsonNode service) {
        List<Mount> all = new ArrayList<>();
        service.path("volumes").forEach(volume -> all.add(ShortForms.mount(volume, folder)));
        for (String target : ShortForms.list(service.path("tmpfs"))) {
            all.add(new Mount("tmpfs", "", target.replaceFirst(":.*", ""), true));
        }
        return all;
    }

    /** By the name in the file and by the one it has outside of it. */
    private Set<String> networks(JsonNode service) {
        Set<String> all = new HashSet<>(ShortForms.names(service.path("networks")));
        if (all.isEmpty() && service.path("network_mode").asText("").isEmpty()) {
            all.add("default");
        }
        for (String name : List.copyOf(all)) {
            String outside = whole.path("networks").path(name).path("name").asText("");
            if (!outside.isEmpty()) {
                all.add(outside);
            }
        }
        return all;
    }

    private List<Variable> variables(String service) {
        Map<String, String> environment = ShortForms.map(written.path("services").path(service).path("environment"));
        return environment.entrySet()
                .stream()
                .map(one -> new Variable(one.getKey(), SecretLooks.of(one.getKey(), one.getValue()),
                        Variable.From.FILE))
                .toList();
    }
}
