package io.dockmedic.collectors.engine.client;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads settings from the answer to inspect. A field that is missing, null or of another type counts as not set. */
final class SetupReader {
    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    private SetupReader() {}

    static Setup read(JsonNode json) {
        ContainerState state = InspectReader.read(json);
        JsonNode config = json.path("Config");
        JsonNode host = json.path("HostConfig");
        Map<String, String> environment = environment(config.path("Env"));
        Set<String> capabilities = new HashSet<>();
        host.path("CapAdd").forEach(name -> capabilities.add(EngineDefaults.capability(name.asText(""))));
        Set<String> networks = new HashSet<>();
        json.path("NetworkSettings").path("Networks").fieldNames().forEachRemaining(networks::add);
        Set<Integer> exposed = new HashSet<>();
        config.path("ExposedPorts").fieldNames().forEachRemaining(port -> exposed.add(number(port)));
        return new Setup(
                service(state),
                state.image(),
                isBuilt(state),
                state.autoRemove() || "true".equalsIgnoreCase(state.labels().get("com.docker.compose.oneoff")),
                checks(config.path("Healthcheck").path("Test")) ? Answer.YES : Answer.NO,
                Math.max(0, host.path("Memory").asLong()),
                Math.max(0, host.path("PidsLimit").asLong()),
                host.path("Privileged").asBoolean(),
                capabilities,
                host.path("NetworkMode").asText(""),
                host.path("PidMode").asText(""),
                isRoot(config.path("User").asText("")) ? Answer.YES : Answer.NO,
                host.path("ReadonlyRootfs").asBoolean(),
                state.restartPolicy().name(),
                new Logs(host.path("LogConfig").path("Type").asText(""),
                        host.path("LogConfig").path("Config").has("max-size")),
                mounts(json.path("Mounts"), host.path("Tmpfs")),
                ports(host, config.path("ExposedPorts")),
                exposed,
                networks,
                variables(environment),
                ProxyLabels.of(state.labels()),
                ProxyLabels.options(state.command(), environment));
    }

    private static String service(ContainerState state) {
        Map<String, String> labels = state.labels();
        String project = labels.getOrDefault("com.docker.compose.project", "");
        String service = labels.getOrDefault("com.docker.compose.service", "");
        return project.isEmpty() || service.isEmpty() ? state.name() : project + "/" + service;
    }

    /** Compose names what it builds after project and service. */
    private static boolean isBuilt(ContainerState state) {
        String project = state.labels().getOrDefault("com.docker.compose.project", "");
        String service = state.labels().getOrDefault("com.docker.compose.service", "");
        String name = state.image().replaceFirst(":latest$", "");
        return !project.isEmpty() && (name.equals(project + "-" + service) || name.equals(project + "_" + service));
    }

    private static boolean isRoot(String user) {
        return user.isEmpty() || EngineDefaults.isRoot(user);
    }

    private static boolean checks(JsonNode test) {
        return !test.isEmpty() && !test.path(0).asText("").equals("NONE");
    }

    private static Map<String, String> environment(JsonNode lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (JsonNode line : lines) {
            String text = line.asText("");
            int equals = text.indexOf('=');
            variables.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
        }
        return variables;
    }

    private static List<Variable> variables(Map<String, String> environment) {
        return environment.entrySet()
                .stream()
                .map(one -> new Variable(one.getKey(), SecretLooks.of(one.getKey(), one.getValue()),
                        Variable.From.CONTAINER))
                .toList();
    }

    private static List<Mount> mounts(JsonNode mounts, JsonNode tmpfs) {
        List<Mount> all = new ArrayList<>();
        for (JsonNode mount : mounts) {
            String type = mount.path("Type").asText("");
            String name = mount.path("Name").asText("");
            String source = type.equals("bind")
                    ? mount.path("Source").asText("")
                    : ANONYMOUS.matcher(name).matches() ? "" : name;
            all.add(new Mount(type, source, mount.path("Destination").asText(""), mount.path("RW").asBoolean()));
        }
        tmpfs.fieldNames().forEachRemaining(target -> all.add(new Mount("tmpfs", "", target, true)));
        return all;
    }

    private static List<Port> ports(JsonNode host, JsonNode exposed) {
        List<Port> all = new ArrayList<>();
        Map<String, JsonNode> bindings = new HashMap<>();
        host.path("PortBindings").properties().forEach(one -> bindings.put(one.getKey(), one.getValue()));
        bindings.forEach((port, places) -> places.forEach(place -> all.add(
                new Port(place.path("HostIp").asText(""), number(place.path("HostPort").asText("")), number(port),
                        protocol(port)))));
        if (host.path("PublishAllPorts").asBoolean()) {
            exposed.fieldNames()
                    .forEachRemaining(port -> all.add(new Port("", 0, number(port), protocol(port))));
        }
        return all;
    }

    /** Of {@code 80/tcp}, {@code 80} or {@code 8000-8010} the first; 0 where there is none. */
    private static int number(String port) {
        String digits = port.replaceFirst("\\D.*", "");
        return digits.isEmpty() || digits.length() > 5 ? 0 : Integer.parseInt(digits);
    }

    private static String protocol(String port) {
        int slash = port.indexOf('/');
        return slash < 0 ? "tcp" : port.substring(slash + 1);
    }
}
