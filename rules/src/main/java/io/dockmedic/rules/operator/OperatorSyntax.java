package io.dockmedic.rules.operator;

import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;

/** How an operator is written in a rule file. A new one is a package of its own and one line where they are listed. */
public interface OperatorSyntax {
    /** The shortest time a rule may look back or wait. */
    Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest time a rule may look back or wait. */
    Duration LONGEST = Duration.ofHours(24);

    /** The key in the rule, {@code count}. */
    String key();

    /** Whether it names its events itself, so that the rule has no {@code on} and {@code when}. */
    default boolean namesEvents() {
        return false;
    }

    /** Why the rule has no {@code on} or {@code when} of its own, when it names its events itself. */
    default String instead(String key) {
        return "a rule with '" + key() + "' has '" + key + "' in each of its steps, and nowhere else";
    }

    /** Whether it compares events of several subjects, so that the rule must say in {@code by} within what. */
    default boolean needsKey() {
        return false;
    }

    /**
     * Reads the key's value.
     *
     * @param terms reads what is about events in it
     * @return empty when there are problems, which are in the document then
     */
    Optional<? extends Operator<?>> read(YamlNode value, Terms terms);
}
