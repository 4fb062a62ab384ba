package io.dockmedic.rules.proof;

import io.dockmedic.rules.remedy.HttpProbe;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code http: {port: 8080, path: /health, status: 200, timeout: 5s, for: 10s}}; only the port is needed. */
final class HttpSyntax implements ProofSyntax {
    private static final List<String> KEYS = List.of(ProbeKeys.PORT, "path", "status", ProbeKeys.TIMEOUT,
            ProbeKeys.FOR);
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^#]]{0,1000}");
    private static final int LEAST = 200;
    private static final int MOST = 599;

    @Override
    public String word() {
        return HttpProbe.WORD;
    }

    @Override
    public Optional<Written> read(YamlNode value, Heard heard) {
        return value.map(KEYS)
                .flatMap(map -> ProbeKeys.port(map)
                        .flatMap(port -> path(map)
                                .flatMap(path -> status(map)
                                        .flatMap(status -> ProbeKeys.timeout(map)
                                                .flatMap(timeout -> ProbeKeys.holds(map)
                                                        .map(holds -> new Written(
                                                                new HttpProbe(port, path, status, timeout),
                                                                holds)))))));
    }

    /** Of the container, which is the one that the rule is about: no other host can be named. */
    private static Optional<String> path(YamlMap map) {
        return map.get("path").map(node -> node.text().filter(path -> {
            boolean sound = PATH.matcher(path).matches();
            if (!sound) {
                node.problem("'" + path + "' is not a path of the container", "write path: /health");
            }
            return sound;
        })).orElse(Optional.of("/"));
    }

    private static Optional<Integer> status(YamlMap map) {
        return map.get("status").map(status -> status.whole(LEAST, MOST)).orElse(Optional.of(0));
    }
}
