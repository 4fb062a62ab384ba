package io.dockmedic.rules.proof;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.yaml.YamlMap;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads what is about events in a proof. What is not sound is a problem in the document, and nothing comes back. */
public interface Heard {
    /** The mapping's {@code on} and {@code when}. */
    Optional<Trigger> trigger(YamlMap map);

    /** The longest interval of the readings among these kinds; zero when none is one. */
    Duration interval(Set<String> on);

    /** What the names mean that an expression uses; empty when it uses none. */
    String meaning(String expression);
}
