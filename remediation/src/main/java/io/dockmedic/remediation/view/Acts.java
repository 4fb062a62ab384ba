package io.dockmedic.remediation.view;

import io.dockmedic.remediation.decide.Spent;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The acts that count against budgets: those the journal knows, kept in step with it. */
public final class Acts {
    private final Duration window;
    private final List<ActRecord> acts = new ArrayList<>();

    /** @param window the longest that any budget looks back */
    public Acts(Duration window) {
        this.window = window;
    }

    /** What was done before our start. */
    public void remember(Collection<ActRecord> before) {
        acts.addAll(0, before);
    }

    /** An intent was written. */
    public void began(ActRecord act) {
        acts.removeIf(old -> old.at().isBefore(act.at().minus(window)));
        acts.add(act);
    }

    /** The engine refused: nothing was done, nothing is spent. */
    public void refused(String act) {
        acts.removeIf(one -> one.id().equals(act));
    }

    /** When we acted, by what the budgets are of. */
    public Spent spent(String service, String rule) {
        return new Spent(
                times(act -> act.service().equals(service)),
                times(act -> act.rule().equals(rule)),
                times(act -> true));
    }

    private List<Instant> times(Predicate<ActRecord> which) {
        return acts.stream().filter(which).map(ActRecord::at).toList();
    }
}
