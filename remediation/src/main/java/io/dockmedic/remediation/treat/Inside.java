package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.rules.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A person is inside the container, and may be mending it: what would end that waits for them to go. Not for ever, for a terminal
 * may have been forgotten; but then the next step is taken, in the end a person, and nobody is thrown out. Pure.
 */
final class Inside {
    static final Duration AT_MOST = Duration.ofMinutes(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private Inside() {}

    /** @param people how many sit at a terminal in it */
    static Verdict waits(Verdict verdict, int people, Incident incident, Instant now) {
        if (people == 0 || !Deciding.wanted(verdict)) {
            return verdict;
        }
        String who = (people == 1 ? "somebody is" : people + " people are")
                + " inside, at a terminal (docker exec -it)";
        Instant until = Objects.requireNonNullElse(incident.firedAt(), incident.activeAt()).plus(AT_MOST);
        return now.isBefore(until)
                ? new Verdict.Defer(now.plus(LOOK_AGAIN), Reason.PERSON_INSIDE, who)
                : new Verdict.Suppress(Reason.PERSON_INSIDE, who + ", and " + AT_MOST.toMinutes()
                        + " min after it began it is not waited for any longer");
    }
}
