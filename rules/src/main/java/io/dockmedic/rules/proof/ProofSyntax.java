package io.dockmedic.rules.proof;

import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;

/** How one kind of proof is written: {@code running: 10s}. */
interface ProofSyntax {
    /**
     * What was written.
     *
     * @param holds without a break, for this long
     * @param least so much later than the act it can hold at the soonest
     */
    record Written(Step.Condition condition, Duration holds, Duration least) {
        Written(Step.Condition condition, Duration holds) {
            this(condition, holds, holds);
        }
    }

    /** Its key. */
    String word();

    /** What its value asks for; empty when that cannot be read, of which a problem then tells. */
    Optional<Written> read(YamlNode value, Heard heard);
}
