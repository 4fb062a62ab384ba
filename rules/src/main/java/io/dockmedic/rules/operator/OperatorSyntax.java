package io.dockmedic.rules.operator;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How an operator is written in a rule file. A new one is a package of its own and one line where they are listed. */
public interface OperatorSyntax {
    /** The longest time a rule may look back or wait. */
    Duration LONGEST = Duration.ofHours(24);

    /** The key in the rule, {@code count}. */
    String key();

    /**
     * Reads the key's value.
     *
     * @param triggers reads a mapping's {@code on} and {@code when}
     * @return empty when there are problems, which are in the document then
     */
    Optional<? extends Operator<?>> read(YamlNode value, Function<YamlNode, Optional<Trigger>> triggers);
}
