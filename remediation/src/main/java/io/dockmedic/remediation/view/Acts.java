package io.dockmedic.remediation.view;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.Spent;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Our acts as far back as budgets, and steps of remedies that are skipped after some, look: those the journal knows, kept in step with it. */
public final class Acts {
    private static final int MOST_SHOWN = 20;
    private static final int MOST_SUCCESSORS = 1_000;

    private final Duration window;
    private final List<Act> acts = new ArrayList<>();
    /** What was made in a container's place, by the id of that. */
    private final Map<String, String> successors = new LinkedHashMap<>();
    /** By their ids. */
    private final Set<String> ofBefore = new HashSet<>();

    /** @param window the longest that any of them looks back */
    public Acts(Duration window) {
        this.window = window;
    }

    /** What was done before our start. */
    public void remember(Collection<Act> before) {
        acts.addAll(0, before);
        before.forEach(act -> ofBefore.add(act.intent().id()));
        before.stream()
                .filter(act -> act.outcome().equals("done") || act.intent().successorStays())
                .filter(act -> !act.intent().successor().isEmpty())
                .forEach(act -> replaced(act.intent().container(), act.intent().successor()));
    }

    /** An intent was written. */
    public void began(ActRecord act) {
        acts.removeIf(old -> old.intent().at().isBefore(act.at().minus(window)));
        acts.add(new Act(act, Records.OPEN, ""));
    }

    /** An act of ours has put another container in the place of one. */
    public void replaced(String container, String by) {
        successors.put(container, by);
        if (successors.size() > MOST_SUCCESSORS) {
            successors.remove(successors.keySet().iterator().next());
        }
    }

    /** Whether an act of ours has put that container in the place of another, as far as is remembered. */
    public boolean made(String container) {
        return successors.containsValue(container);
    }

    /** The container, or what we have put in its place since. */
    public Container now(Container container) {
        String id = container.id();
        String next = successors.get(id);
        for (int steps = 0; next != null && steps < MOST_SUCCESSORS; steps++) {
            id = next;
            next = successors.get(id);
        }
        return id.equals(container.id())
                ? container
                : new Container(id, container.name(), container.image(), container.labels(), container.service(),
                        container.job());
    }

    /**
     * What came of an act. Where the engine refused, nothing was done and nothing is spent. What is asked for again until what it needs is
     * there is one of them, the latest, as long as it comes to the same.
     */
    public void ended(String act, String outcome, String detail) {
        acts.replaceAll(one -> one.intent().id().equals(act) ? new Act(one.intent(), outcome, detail) : one);
        if (outcome.equals(Act.REFUSED) && detail.startsWith(ErrorClass.NOT_YET.word())) {
            find(act).ifPresent(last -> acts.removeIf(one -> !one.intent().id().equals(act) && !one.counts()
                    && one.detail().equals(detail) && one.intent().incident().equals(last.incident())
                    && one.intent().action().equals(last.action())));
        }
    }

    /** An act, as it was intended; empty where it is forgotten. */
    public Optional<ActRecord> find(String act) {
        return acts.stream().map(Act::intent).filter(intent -> intent.id().equals(act)).findFirst();
    }

    /**
     * Since when it may be seen what came of an act of before our start: since it had ended, or, where that was not written by then, since
     * it was intended. Empty for one of this run.
     */
    public Optional<Instant> before(String act) {
        return acts.stream()
                .filter(one -> one.intent().id().equals(act) && ofBefore.contains(act))
                .findFirst()
                .map(one -> Objects.requireNonNullElse(one.ended(), one.intent().at()));
    }

    /** What a command of an act wrote. */
    public void heard(String act, List<String> lines) {
        acts.replaceAll(one -> one.intent().id().equals(act)
                ? new Act(one.intent().heard(lines), one.outcome(), one.detail(), one.ended())
                : one);
    }

    /** To which services an act on several has come: it counts for each of them. */
    public void on(String act, List<String> services) {
        acts.replaceAll(one -> one.intent().id().equals(act)
                ? new Act(one.intent().on(services), one.outcome(), one.detail(), one.ended())
                : one);
    }

    /** When we acted, by what the budgets are of. */
    public Spent spent(String service, String rule, String action) {
        return spent(act -> act.on(service), rule, action);
    }

    /**
     * The same of what has a budget as a service has.
     *
     * @param on which acts were on that
     */
    public Spent spent(Predicate<ActRecord> on, String rule, String action) {
        return new Spent(
                times(on),
                times(act -> act.rule().equals(rule)),
                times(act -> act.action().equals(action)),
                times(act -> true));
    }

    /** How often that was done to the service since {@code since}, for whichever incidents. */
    public long count(String service, String action, Instant since) {
        return acts.stream()
                .filter(Act::counts)
                .map(Act::intent)
                .filter(act -> act.on(service) && act.action().equals(action) && act.at().isAfter(since))
                .count();
    }

    /** Whether an act for the incident left the service otherwise than its owner has set it up, or may have. */
    public boolean changed(String service, String incident) {
        return acts.stream()
                .filter(Act::counts)
                .filter(act -> act.intent().service().equals(service) && act.intent().incident().equals(incident))
                .anyMatch(act -> act.intent().owes() || act.intent().holds()
                        || (act.outcome().equals("unknown") && act.intent().holdsMeanwhile()));
    }

    /** The last acts on a service since {@code since}, for whichever incident, oldest first, at most 20. */
    public List<Act> recent(String service, Instant since) {
        List<Act> recent = acts.stream()
                .filter(act -> act.intent().on(service) && !act.intent().at().isBefore(since))
                .toList();
        return recent.subList(Math.max(0, recent.size() - MOST_SHOWN), recent.size());
    }

    private List<Instant> times(Predicate<ActRecord> which) {
        return acts.stream().filter(Act::counts).map(Act::intent).filter(which).map(ActRecord::at).toList();
    }
}
