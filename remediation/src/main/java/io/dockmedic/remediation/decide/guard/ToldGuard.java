package io.dockmedic.remediation.decide.guard;

import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Severity;
import io.dockmedic.remediation.decide.Told;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.question.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person is told once of a service's trouble: for an hour not again of what was wrong already when they were told, while the
 * incident they were told of still fires; and for a quarter of an hour neither of anything else that is wrong
 * meanwhile nor by the same rule. It is only put off: what is still wrong then is told then. What is graver than what they were told
 * is told at once. Somebody's act on the service makes the next trouble news at once; where they were told afresh after such an act
 * already, the same is put off for a quarter of an hour, for it may be no person who does it over and over. What asks a person
 * something is told at once too, for they cannot answer what they do not know of; but not the same of the same service for each of
 * its incidents, within its budget's window.
 */
public final class ToldGuard implements Guard {
    private static final Duration AGAIN = Duration.ofMinutes(5);
    /** They are at it, or have just read that it is over. */
    private static final Duration QUIET = Duration.ofMinutes(15);
    /** What they were told of may be a trifle, and last for days. */
    private static final Duration COVERED = Duration.ofHours(1);

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        // Two things that are wrong with the host have nothing to do with one another.
        if (!proposal.tells() || proposal.container() == null) {
            return Optional.empty();
        }
        Duration window = proposal.policy().budget(proposal.container()).within();
        List<Told> others = proposal.circumstances()
                .told()
                .stream()
                .filter(told -> told.touched()
                        ? told.isOf(proposal.incident().id(), proposal.incident().rule())
                        : !told.incident().equals(proposal.incident().id()))
                .toList();
        if (proposal.asks().stream().anyMatch(question -> news(question, others, proposal.now().minus(window)))) {
            return Optional.empty();
        }
        return others.stream()
                .filter(told -> !Severity.graver(severity(proposal), told.severity()))
                .flatMap(told -> until(told, proposal, proposal.asks().isEmpty() ? QUIET : window)
                        .filter(proposal.now()::isBefore)
                        .<Verdict>map(until -> new Verdict.Defer(until, Reason.TOLD,
                                "a person was told at " + told.at() + " by incident " + told.incident()))
                        .stream())
                .reduce((first, last) -> last);
    }

    private static boolean news(Question.About question, List<Told> others, Instant since) {
        return others.stream()
                .filter(told -> told.at().isAfter(since))
                .flatMap(told -> told.asked().stream())
                .noneMatch(question::sameQuestion);
    }

    private static String severity(Proposal proposal) {
        return proposal.incident().labels().getOrDefault(Severity.LABEL, "");
    }

    private static Optional<Instant> until(Told told, Proposal proposal, Duration quiet) {
        if (told.touched()) {
            return Optional.of(told.at().plus(QUIET));
        }
        boolean wasWrongThen = !proposal.incident().activeAt().isAfter(told.at());
        Instant covered = told.at().plus(COVERED);
        if (told.firing() && wasWrongThen && proposal.now().isBefore(covered)) {
            Instant again = proposal.now().plus(AGAIN);
            return Optional.of(again.isBefore(covered) ? again : covered);
        }
        return told.firing() || told.rule().equals(proposal.incident().rule())
                ? Optional.of(told.at().plus(quiet))
                : Optional.empty();
    }
}
