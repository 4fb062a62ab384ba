package io.dockmedic.rules.operator.hold;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** {@code for: 30s}. */
public final class HoldSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "for";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Function<YamlNode, Optional<Trigger>> triggers) {
        return value.duration(Duration.ofSeconds(1), LONGEST).map(Hold::new);
    }
}
