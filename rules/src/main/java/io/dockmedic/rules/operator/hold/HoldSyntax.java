package io.dockmedic.rules.operator.hold;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.Optional;

/** {@code for: 30s}. */
public final class HoldSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "for";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        return value.duration(SHORTEST, LONGEST).map(Hold::new);
    }
}
