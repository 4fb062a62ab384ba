package io.dockmedic.remediation.view;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.decide.TakenDown;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What acts of ours took down on purpose, in step with the journal. An act holds for good once its container was seen
 * down after it, and what it holds is the run seen then: the engine may have begun it between our last look and our
 * call. Whether it is still down is asked of the container each time; here are only forgotten those of which nothing is
 * left: the container is gone, up, or has had another run, or it was not our act that ended it. To be used on one context.
 */
public final class Held {
    private static final String PAUSE = "pause";
    private static final Set<String> PAUSING = Set.of(PAUSE, "unpause");

    private static final int MOST = 50;
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** @param seen it was seen down after the act */
    private record Hold(ActRecord act, boolean seen) {
        TakenDown down() {
            return new TakenDown(act.at(), act.action(), act.rule(), act.incident(), act.step(), act.container(),
                    act.startedBefore());
        }
    }

    private final Records records;
    private final EngineCalls calls;
    private final Clock clock;
    private final Timers timers;
    private final LinkedHashMap<String, List<Hold>> byContainer = new LinkedHashMap<>();

    public Held(Records records, EngineCalls calls, Clock clock, Timers timers) {
        this.records = records;
        this.calls = calls;
        this.clock = clock;
        this.timers = timers;
    }

    /**
     * An act took its container down, or may have: looks whether it did.
     *
     * @param justNow it was done since our start, so that no run but the one that is down now can be the one it ended
     */
    public void took(ActRecord act, boolean justNow) {
        add(new Hold(act, false));
        look(act, justNow);
    }

    /** An act of before our restart, of which it was known what came of it: what it asked to die may not have yet. */
    public void remember(ActRecord act) {
        if (act.seenDown()) {
            add(new Hold(act, true));
        } else {
            took(act, false);
        }
    }

    private void add(Hold hold) {
        ActRecord act = hold.act();
        forget(act.container(), old -> !old.down().of(act.startedBefore()));
        byContainer.computeIfAbsent(act.container(), first -> new ArrayList<>()).add(hold);
    }

    /** What took a container down, oldest first. */
    public List<TakenDown> of(String container) {
        return byContainer.getOrDefault(container, List.of()).stream().map(Hold::down).toList();
    }

    private void look(ActRecord act, boolean anyRun) {
        Hold unseen = new Hold(act, false);
        calls.inspect(act.container()).onSuccess(result -> {
            if (!byContainer.getOrDefault(act.container(), List.of()).contains(unseen)) {
                return;
            }
            switch (result) {
                case CallResult.Done<ContainerState>(ContainerState now) -> settled(unseen, now, anyRun);
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    forget(act.container(), unseen::equals);
                case CallResult.Refused<ContainerState> refused -> timers.after(AGAIN, () -> look(act, false));
                case CallResult.Unknown<ContainerState> unknown -> timers.after(AGAIN, () -> look(act, false));
            }
        });
    }

    /** What was asked to die may take as long as for a stop. */
    private void settled(Hold unseen, ContainerState now, boolean anyRun) {
        ActRecord act = unseen.act();
        Instant run = now.startedAt();
        boolean same = unseen.down().of(run);
        boolean down = unseen.down().down(now);
        if (run != null && down && (same || anyRun)) {
            byContainer.computeIfAbsent(act.container(), first -> new ArrayList<>()).remove(unseen);
            add(new Hold(act.of(run), true));
            records.tookDown(act.id(), run);
        } else if (same && !down && !clock.now().isAfter(act.deadline().plus(now.stopTimeout()))) {
            timers.after(EVERY, () -> look(act, false));
        } else {
            forget(act.container(), unseen::equals);
        }
    }

    /** Takes in an event. */
    public void event(ContainerEvent event) {
        String container = event.container().id();
        switch (event) {
            case Removed removed -> forget(container, hold -> true);
            case Touched touched when PAUSING.contains(touched.action()) ->
                forget(container, hold -> hold.act().call().equals(PAUSE));
            case Died died when otherwise(died) ->
                forget(container, hold -> hold.down().endedWith(died));
            default -> {
                // Says nothing of how it came to be down; a new run shows when it is looked at.
            }
        }
    }

    /** How a container was found. */
    public void looked(ContainerState now) {
        forget(now.id(), hold -> hold.seen() && !hold.down().holds(now));
    }

    /**
     * Looks at what is held, for somebody may have changed it while nobody was looking. Not at more than 50 containers
     * at once; the next time begins with the others.
     */
    public void check() {
        for (String container : byContainer.sequencedKeySet().stream().limit(MOST).toList()) {
            List<Hold> holds = byContainer.get(container);
            byContainer.putLast(container, holds);
            Set<Hold> asked = Set.copyOf(holds);
            calls.inspect(container).onSuccess(result -> {
                switch (result) {
                    case CallResult.Done<ContainerState>(ContainerState now) -> forget(container,
                            hold -> asked.contains(hold) && hold.seen() && !hold.down().holds(now));
                    case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                        forget(container, asked::contains);
                    case CallResult.Refused<ContainerState> refused -> {
                        // It stays as it is known until the next time.
                    }
                    case CallResult.Unknown<ContainerState> unknown -> {
                        // Nor then.
                    }
                }
            });
        }
    }

    private void forget(String container, Predicate<Hold> which) {
        List<Hold> holds = byContainer.get(container);
        if (holds != null) {
            holds.stream().filter(which).forEach(hold -> records.letGo(hold.act().id()));
            holds.removeIf(which);
            if (holds.isEmpty()) {
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
}
