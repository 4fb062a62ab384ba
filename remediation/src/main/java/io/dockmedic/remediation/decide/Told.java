package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.question.Question;
import java.time.Instant;
import java.util.List;

/**
 * A person was told of a service's trouble.
 *
 * @param incident it was about
 * @param firing   whether that incident still fires
 * @param severity by its label, while it fires; else empty
 * @param asked    what they were asked
 */
public record Told(Instant at, String incident, String rule, boolean firing, String severity,
        List<Question.About> asked) {
    public Told {
        asked = List.copyOf(asked);
    }

    /** The same as it is now. */
    public Told now(boolean fires, String label) {
        return new Told(at, incident, rule, fires, label, asked);
    }
}
