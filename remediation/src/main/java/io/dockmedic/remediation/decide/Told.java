package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.question.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A person was told of a service's trouble.
 *
 * @param incident it was about
 * @param firing   whether that incident still fires
 * @param severity by its label, while it fires; else empty
 * @param asked    what they were asked
 * @param afresh   they had been told of the same shortly before, and somebody had acted on the service in between
 * @param touched  somebody has acted on the service since
 */
public record Told(Instant at, String incident, String rule, boolean firing, String severity,
        List<Question.About> asked, boolean afresh, boolean touched) {
    private static final Duration SHORTLY = Duration.ofHours(1);

    public Told {
        asked = List.copyOf(asked);
    }

    /** One that was no news after somebody's act, and since which nobody has acted. */
    public Told(Instant at, String incident, String rule, boolean firing, String severity,
            List<Question.About> asked) {
        this(at, incident, rule, firing, severity, asked, false, false);
    }

    /** The same as it is now. */
    public Told now(boolean fires, String label, boolean actedOn) {
        return new Told(at, incident, rule, fires, label, asked, afresh, actedOn);
    }

    /** The same; told afresh where {@code others} did something after one of those {@code before}, and before this. */
    public Told after(List<Told> before, Touches others) {
        boolean again = before.stream()
                .anyMatch(one -> one.isOf(incident, rule) && at.isBefore(one.at.plus(SHORTLY))
                        && others.tookOver(one.at, at));
        return new Told(at, incident, rule, firing, severity, asked, again, touched);
    }

    /** Whether it was about that incident, or by that rule. */
    public boolean isOf(String thatIncident, String thatRule) {
        return incident.equals(thatIncident) || rule.equals(thatRule);
    }
}
