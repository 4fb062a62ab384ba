package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.question.Question;
import java.time.Instant;
import java.util.List;

/**
 * A person was told of a service's trouble.
 *
 * @param incident it was about
 * @param firing   whether that incident still fires
 * @param asked    what they were asked
 */
public record Told(Instant at, String incident, String rule, boolean firing, List<Question.About> asked) {
    public Told {
        asked = List.copyOf(asked);
    }

    /** Nobody was asked anything. */
    public Told(Instant at, String incident, String rule, boolean firing) {
        this(at, incident, rule, firing, List.of());
    }
}
