package io.dockmedic.remediation.view;

import io.dockmedic.remediation.decide.Spent;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Our acts as far back as budgets look: those the journal knows, kept in step with it. */
public final class Acts {
    private static final int MOST_SHOWN = 20;

    private final Duration window;
    private final List<Act> acts = new ArrayList<>();

    /** @param window the longest that any budget looks back */
    public Acts(Duration window) {
        this.window = window;
    }

    /** What was done before our start. */
    public void remember(Collection<Act> before) {
        acts.addAll(0, before);
    }

    /** An intent was written. */
    public void began(ActRecord act) {
        acts.removeIf(old -> old.intent().at().isBefore(act.at().minus(window)));
        acts.add(new Act(act, Records.OPEN, ""));
    }

    /** What came of an act. Where the engine refused, nothing was done and nothing is spent. */
    public void ended(String act, String outcome, String detail) {
        acts.replaceAll(one -> one.intent().id().equals(act) ? new Act(one.intent(), outcome, detail) : one);
    }

    /** When we acted, by what the budgets are of. */
    public Spent spent(String service, String rule) {
        return new Spent(
                times(act -> act.service().equals(service)),
                times(act -> act.rule().equals(rule)),
                times(act -> true));
    }

    /** Whether an act for the incident left the service otherwise than its owner has set it up, or may have. */
    public boolean changed(String service, String incident) {
        return acts.stream()
                .filter(Act::counts)
                .map(Act::intent)
                .filter(act -> act.service().equals(service) && act.incident().equals(incident))
                .anyMatch(act -> act.owes() || act.holds());
    }

    /** The last acts on a service since {@code since}, for whichever incident, oldest first, at most 20. */
    public List<Act> recent(String service, Instant since) {
        List<Act> recent = acts.stream()
                .filter(act -> act.intent().service().equals(service) && !act.intent().at().isBefore(since))
                .toList();
        return recent.subList(Math.max(0, recent.size() - MOST_SHOWN), recent.size());
    }

    private List<Instant> times(Predicate<ActRecord> which) {
        return acts.stream().filter(Act::counts).map(Act::intent).filter(which).map(ActRecord::at).toList();
    }
}
