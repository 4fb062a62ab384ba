package io.dockmedic.rules.remedy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The actions a rule may name. Remediation implements it; the rules stage only asks. */
public interface ActionCatalog {
    /** The parameter that says which service is meant where a rule is about none. */
    String SERVICE = "service";

    /** All names, for the hint after a typo. */
    Set<String> names();

    /** What is wrong with these parameters for this action, with what to write instead; empty when nothing is. */
    Optional<String> problem(String action, Map<String, String> parameters);

    /** Which of this action's parameters are lists, each kept as a {@link ListText}. */
    default Set<String> lists(String action) {
        return Set.of();
    }

    /**
     * Whether this action keeps a copy of something: no fault is cured by that. On a schedule, where there is none, it names by
     * {@link #SERVICE} whose.
     */
    default boolean keeps(String action) {
        return false;
    }

    /** Whether this action only has other programs know something: no fault is cured by that, and nobody is told. */
    default boolean marks(String action) {
        return false;
    }

    /** Whether a step with this action must state a proof. */
    boolean needsVerify(String action);

    /** What can prove that it worked, by the words that rules write, in no order. */
    Set<String> proofs(String action);
}
