package io.dockmedic.remediation.decide;

import java.util.Optional;

/** One reason against an act. Pure: the same proposal always gets the same answer. */
@FunctionalInterface
public interface Guard {
    /** A verdict against the act, or empty when this guard has nothing against it. Never {@link Verdict.Act}. */
    Optional<Verdict> judge(Proposal proposal);
}
