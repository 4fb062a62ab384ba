package io.dockmedic.rules.rule;

import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Subject;
import java.util.List;
import java.util.Map;

/**
 * While an incident of another rule fires, those of this rule that are equal to it are not acted on.
 *
 * @param source the other rule
 * @param equal  what must be the same of both incidents; with nothing in it any two are equal
 */
public record Inhibition(String source, List<Equal> equal) {
    public Inhibition {
        equal = List.copyOf(equal);
    }

    /**
     * One thing that must be the same.
     *
     * @param here  of this rule's incident
     * @param there of the other rule's
     */
    public record Equal(Aspect here, Aspect there) {}

    /** What is compared of an incident. It stays the same as long as the incident lasts. */
    @FunctionalInterface
    public interface Aspect {
        /**
         * @param first  the incident's first event
         * @param labels the incident's
         * @return empty when it is not known, and then it is equal to nothing
         */
        String of(Subject first, Map<String, String> labels) throws ExpressionException;
    }
}
