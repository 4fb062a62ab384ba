package io.dockmedic.remediation.view;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What acts of ours took down on purpose, in step with the journal. Whether it is still down is asked of the container
 * each time; here are only forgotten those of which nothing is left: the container is gone or has had another run, or
 * it was not our act that ended it. To be used on one context.
 */
public final class Held {
    private static final String PAUSE = "pause";
    private static final Set<String> PAUSING = Set.of(PAUSE, "unpause");

    private final Records records;
    private final Map<String, List<ActRecord>> byContainer = new HashMap<>();

    public Held(Records records) {
        this.records = records;
    }

    /** An act took its container down, or may have. */
    public void took(ActRecord act) {
        forget(act.container(), old -> !down(old).of(act.startedBefore()));
        byContainer.computeIfAbsent(act.container(), first -> new ArrayList<>()).add(act);
    }

    /** What took a container down, oldest first. */
    public List<TakenDown> of(String container) {
        return byContainer.getOrDefault(container, List.of()).stream().map(Held::down).toList();
    }

    /** Takes in an event. */
    public void event(ContainerEvent event) {
        String container = event.container().id();
        switch (event) {
            case Removed removed -> forget(container, act -> true);
            case Touched touched when PAUSING.contains(touched.action()) ->
                forget(container, act -> act.call().equals(PAUSE));
            case Died died when otherwise(died) ->
                forget(container, act -> down(act).endedWith(died));
            default -> {
                // Says nothing of how it came to be down; a new run shows when it is looked at.
            }
        }
    }

    /** How a container was found. */
    public void looked(ContainerState now) {
        forget(now.id(), act -> !down(act).of(now.startedAt()));
    }

    private void forget(String container, Predicate<ActRecord> which) {
        List<ActRecord> acts = byContainer.get(container);
        if (acts != null) {
            acts.stream().filter(which).forEach(act -> records.letGo(act.id()));
            acts.removeIf(which);
            if (acts.isEmpty()) {
                byContainer.remove(container);
            }
        }
    }

    /** It is known that the end was somebody else's doing, or nobody's. Where evidence was lost, it may have been ours. */
    private static boolean otherwise(Died died) {
        Judgement judgement = died.judgement();
        return !judgement.ours() && switch (judgement.intent()) {
            case NOT_ASKED -> true;
            case ASKED -> !died.gap();
            case ENGINE_SHUTDOWN, UNKNOWN -> false;
        };
    }

    private static TakenDown down(ActRecord act) {
        return new TakenDown(act.at(), act.action(), act.rule(), act.incident(), act.step(), act.container(),
                act.startedBefore());
    }
}
