package io.dockmedic.rules.operator.collect;

import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.Optional;

/** {@code collect: 30s}. */
public final class CollectSyntax implements OperatorSyntax {
    @Override
    public String key() {
        return "collect";
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        return value.duration(SHORTEST, LONGEST).map(Collect::new);
    }
}
