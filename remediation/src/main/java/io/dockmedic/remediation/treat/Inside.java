package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A person is inside the container, and may be mending it: what would end that waits for them to go. Not for ever, for a terminal
 * may have been forgotten; but then the next step is taken, in the end a person, and nobody is thrown out. Pure.
 */
final class Inside {
    static final Duration AT_MOST = Duration.ofMinutes(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private Inside() {}

    /**
     * @param company who sits at a terminal in it
     * @param since   when they began to be waited for
     */
    static Verdict waits(Verdict verdict, Company company, ActionClass kind, Instant since, Instant now) {
        Optional<String> against = company.against(kind);
        if (against.isEmpty() || !Deciding.wanted(verdict)) {
            return verdict;
        }
        if (company.terminals().isEmpty() && verdict.reason() == Reason.NOT_APPROVED) {
            // Whoever is asked may know.
            return verdict;
        }
        String who = against.get();
        return now.isBefore(since.plus(AT_MOST))
                ? new Verdict.Defer(now.plus(LOOK_AGAIN), Reason.PERSON_INSIDE, who)
                : new Verdict.Suppress(Reason.PERSON_INSIDE, who + ", and " + AT_MOST.toMinutes()
                        + " min after it began it is not waited for any longer");
    }
}
