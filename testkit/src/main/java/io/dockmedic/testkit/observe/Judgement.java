package io.dockmedic.testkit.observe;

import java.util.List;

/** What became of a service, and what was wrong about it. */
public record Judgement(Outcome outcome, List<Finding> findings) {
    public enum Outcome {
        /** It runs, and the program started it. */
        HEALED,
        /** A person was told, and it does not run. */
        TOLD,
        /** It runs, and the engine or a person started it. */
        RUNS,
        /** It does not run, and is not meant to or not to be healed. */
        LEFT,
        /** It should run, does not, and nobody was told. */
        LOST
    }
}
