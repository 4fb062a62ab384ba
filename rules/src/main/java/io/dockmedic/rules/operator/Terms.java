package io.dockmedic.rules.operator;

import io.dockmedic.rules.expression.Measure;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.Optional;

/** Reads what is about events in an operator. What is not sound is a problem in the document, and nothing comes back. */
public interface Terms {
    /** The {@code on} and {@code when} of a mapping whose keys others check. */
    Optional<Trigger> trigger(YamlNode mapping);

    /**
     * An expression over the rule's own events that gives something that can be printed, to be remembered: of what is
     * longer than 200 characters a hash stands for the rest.
     */
    Optional<Text> text(YamlNode expression);

    /** An expression over the rule's own events that gives a number. */
    Optional<Measure> measure(YamlNode expression);
}
