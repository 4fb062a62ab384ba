package io.dockmedic.rules.file;

import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;

/** What came of loading a set of files: all of it, or none. */
public sealed interface Loaded {
    /** Every file is sound. */
    record Sound(RuleSet set) implements Loaded {}

    /** @param problems all of them, by file and place */
    record Refused(List<RuleProblem> problems) implements Loaded {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
