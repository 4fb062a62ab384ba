package io.dockmedic.rules.proof;

import io.dockmedic.rules.yaml.YamlMap;
import java.time.Duration;
import java.util.Optional;

/** What all probes say: {@code port: 8080}, {@code timeout: 5s}, {@code for: 10s}. */
final class ProbeKeys {
    static final String PORT = "port";
    static final String TIMEOUT = "timeout";
    static final String FOR = "for";

    private static final int MOST_PORTS = 65_535;
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration USUAL_HOLD = Duration.ofSeconds(10);

    private ProbeKeys() {}

    static Optional<Integer> port(YamlMap map) {
        return map.required(PORT, "write port: 8080").flatMap(port -> port.whole(1, MOST_PORTS));
    }

    /** For one try. */
    static Optional<Duration> timeout(YamlMap map) {
        return map.get(TIMEOUT)
                .map(time -> time.duration(Duration.ofSeconds(1), LONGEST_TIMEOUT))
                .orElse(Optional.of(USUAL_TIMEOUT));
    }

    static Optional<Duration> holds(YamlMap map) {
        return map.get(FOR)
                .map(time -> time.duration(Duration.ZERO, Proofs.LONGEST))
                .orElse(Optional.of(USUAL_HOLD));
    }
}
