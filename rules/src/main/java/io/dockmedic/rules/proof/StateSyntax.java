package io.dockmedic.rules.proof;

import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;

/** {@code running: 10s}, {@code healthy: 10s} and the like. */
record StateSyntax(Step.State state) implements ProofSyntax {
    @Override
    public String word() {
        return state.word();
    }

    @Override
    public Optional<Written> read(YamlNode value, Heard heard) {
        return value.duration(Duration.ZERO, Proofs.LONGEST).map(holds -> new Written(state, holds));
    }
}
