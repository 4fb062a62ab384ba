package io.dockmedic.rules.proof;

import io.dockmedic.rules.remedy.TcpProbe;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** {@code tcp: {port: 5432, timeout: 5s, for: 10s}}; only the port is needed. */
final class TcpSyntax implements ProofSyntax {
    private static final List<String> KEYS = List.of(ProbeKeys.PORT, ProbeKeys.TIMEOUT, ProbeKeys.FOR);

    @Override
    public String word() {
        return TcpProbe.WORD;
    }

    @Override
    public Optional<Written> read(YamlNode value, Heard heard) {
        return value.map(KEYS)
                .flatMap(map -> ProbeKeys.port(map)
                        .flatMap(port -> ProbeKeys.timeout(map)
                                .flatMap(timeout -> ProbeKeys.holds(map)
                                        .map(holds -> new Written(new TcpProbe(port, timeout), holds)))));
    }
}
