package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.decide.Verdict;

/** Verdicts in one word, as metric labels, logs and the journal write them. */
final class Verdicts {
    private Verdicts() {}

    static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Act act -> "act";
            case Verdict.Defer defer -> "defer";
            case Verdict.Suppress suppress -> "suppress";
        };
    }
}
