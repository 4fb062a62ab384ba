package io.dockmedic.testkit.observe;

import io.dockmedic.testkit.Pager.Page;
import io.dockmedic.testkit.observe.Deed.Kind;
import io.dockmedic.testkit.observe.Judgement.Outcome;
import io.dockmedic.testkit.observe.Patient.Consent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one service's case by what was promised: nothing lost, doubled, against a person, over budget, unexplained. */
public final class Judge {
    private final Budget budget;

    /** @param budget of each service */
    public Judge(Budget budget) {
        this.budget = budget;
    }

    public Judgement of(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        Outcome outcome = outcome(evidence);
        if (outcome == Outcome.LOST) {
            findings.add(found(Finding.Kind.LOST, evidence, "it does not run and nobody was told"));
        }
        evidence.starting().forEach(call -> wrongAtThatTime(evidence, call).ifPresent(findings::add));
        doubledPages(evidence, findings);
        evidence.pages()
                .forEach(page -> Claims.exaggerated(page, evidence)
                        .ifPresent(how -> findings.add(found(Finding.Kind.DOUBLED, evidence, how))));
        budget.exceededBy(evidence.counting())
                .ifPresent(call -> findings.add(found(Finding.Kind.OVER_BUDGET, evidence, call + " is one too many")));
        unexplained(evidence, findings);
        return new Judgement(outcome, List.copyOf(findings));
    }

    private static Outcome outcome(Evidence evidence) {
        Patient patient = evidence.patient();
        boolean told = !evidence.pages().isEmpty();
        if (evidence.runs()) {
            return evidence.starting().isEmpty() ? Outcome.RUNS : Outcome.HEALED;
        }
        if (!patient.shouldRun()) {
            return Outcome.LEFT;
        }
        if (told) {
            return Outcome.TOLD;
        }
        return patient.consent() == Consent.NONE ? Outcome.LEFT : Outcome.LOST;
    }

    private static Optional<Finding> wrongAtThatTime(Evidence evidence, Call call) {
        if (evidence.patient().consent() != Consent.HEAL) {
            return Optional.of(found(Finding.Kind.AGAINST_A_PERSON, evidence, call + " without consent"));
        }
        Optional<Deed> last = evidence.patient()
                .deeds()
                .stream()
                .filter(deed -> deed.kind().byPerson() && deed.ended().isBefore(call.arrived()))
                .reduce((earlier, later) -> later);
        boolean down = last.map(deed -> deed.kind() == Kind.DOWN).orElse(false);
        boolean upBegun = evidence.patient()
                .deeds()
                .stream()
                .anyMatch(deed -> deed.kind() == Kind.UP && deed.began().isBefore(call.arrived())
                        && last.isPresent()
                        && deed.began().isAfter(last.get().began()));
        if (down && !upBegun) {
            return Optional.of(found(Finding.Kind.AGAINST_A_PERSON, evidence, call + " after " + last.get()));
        }
        // A start of what runs is no act; a restart ends a run that was wanted.
        if (call.verb().equals("restart") && evidence.ranWell(call.arrived())) {
            boolean firstOfRun = last.map(deed -> evidence.starting()
                    .stream()
                    .noneMatch(other -> other.arrived().isBefore(call.arrived())
                            && other.arrived().isAfter(deed.ended())))
                    .orElse(false);
            return Optional.of(found(firstOfRun ? Finding.Kind.AGAINST_A_PERSON : Finding.Kind.DOUBLED, evidence,
                    call + " while it ran well"));
        }
        return Optional.empty();
    }

    /** An incident is told once, and once more only after a person has done something to the service. */
    private static void doubledPages(Evidence evidence, List<Finding> findings) {
        List<Page> pages = evidence.pages();
        for (int later = 1; later < pages.size(); later++) {
            Page page = pages.get(later);
            for (Page earlier : pages.subList(0, later)) {
                boolean acted = evidence.patient()
                        .deeds()
                        .stream()
                        .anyMatch(deed -> deed.kind().byPerson() && deed.began().isAfter(earlier.at())
                                && deed.began().isBefore(page.at()));
                if (earlier.incident().equals(page.incident()) && !acted) {
                    findings.add(found(Finding.Kind.DOUBLED, evidence,
                            "told twice of " + page.incident() + ", at " + earlier.at() + " and " + page.at()));
                }
            }
        }
        if (evidence.patient().consent() == Consent.NONE && !pages.isEmpty()) {
            findings.add(found(Finding.Kind.AGAINST_A_PERSON, evidence, "told without consent"));
        }
    }

    private static void unexplained(Evidence evidence, List<Finding> findings) {
        Patient patient = evidence.patient();
        int starting = evidence.starting().size();
        long byPerson = patient.ups();
        if (!patient.restartedByEngine() && evidence.starts() > byPerson + starting) {
            findings.add(found(Finding.Kind.UNEXPLAINED, evidence,
                    evidence.starts() + " starts, of which people made " + byPerson + " and calls " + starting));
        }
        if (starting > evidence.acts()) {
            findings.add(found(Finding.Kind.UNEXPLAINED, evidence,
                    starting + " acts, and the record knows of " + evidence.acts()));
        }
        evidence.calls()
                .stream()
                .filter(call -> !call.verb().equals("start") && !call.verb().equals("restart"))
                .forEach(call -> findings
                        .add(found(Finding.Kind.UNEXPLAINED, evidence, call + " is nothing it may do")));
        boolean faultWasLast = !patient.deeds().isEmpty() && !patient.deeds().getLast().kind().byPerson();
        if (faultWasLast && !evidence.runs() && evidence.reasons().isEmpty()) {
            findings.add(found(Finding.Kind.UNEXPLAINED, evidence, "no decision can be read back"));
        }
    }

    private static Finding found(Finding.Kind kind, Evidence evidence, String text) {
        return new Finding(kind, evidence.patient().name(), text);
    }
}
