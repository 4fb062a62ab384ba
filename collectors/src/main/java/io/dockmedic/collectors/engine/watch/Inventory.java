package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.ShutdownJudge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trackers of all containers we know. All on one context. */
final class Inventory {
    /** A stop longer ago than this cannot have been the engine's shutdown. */
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final Map<String, Tracker> trackers = new HashMap<>();

    void restore(Collection<Memory> memories) {
        memories.forEach(memory -> trackers.putIfAbsent(memory.container().id(), Tracker.restored(memory)));
    }

    /** The tracker of a container, made when it is new to us. */
    Tracker of(Container container) {
        return trackers.computeIfAbsent(container.id(), id -> Tracker.fresh(container));
    }

    Optional<Tracker> known(String id) {
        return Optional.ofNullable(trackers.get(id));
    }

    Set<String> ids() {
        return Set.copyOf(trackers.keySet());
    }

    /** What runs as far as we know, with the beginnings of those runs, by id. */
    Map<String, Instant> running() {
        Map<String, Instant> running = new HashMap<>();
        trackers.forEach((id, tracker) -> {
            if (tracker.running()) {
                running.put(id, tracker.run());
            }
        });
        return running;
    }

    void drop(String id) {
        trackers.remove(id);
    }

    /** What the way the engine went says of those it took along; less, where it was not seen going. */
    Map<String, Judgement> judgeShutdown(OutOfSight lost) {
        Map<String, Judgement> judgements = judgeShutdown(lost.since());
        return lost.ours() ? ShutdownJudge.unseen(judgements) : judgements;
    }

    private Map<String, Judgement> judgeShutdown(Instant lost) {
        List<ShutdownJudge.Stopped> stopped = new ArrayList<>();
        boolean unsignalledRunning = false;
        for (Tracker tracker : trackers.values()) {
            Tracker.End end = tracker.lastEnd();
            Instant until = (tracker.running() || end == null) ? lost : end.at();
            Optional<Instant> request = tracker.signals().firstRequest(until);
            Optional<Instant> halfDone = tracker.stoppedInOurRestart();
            if (halfDone.isPresent()) {
                // Dead already, it is sent no signal: the stop itself is the engine's word to it.
                stopped.add(new ShutdownJudge.Stopped(tracker.container().id(), halfDone.get(), halfDone.get()));
            } else if (tracker.running()) {
                unsignalledRunning |= request.isEmpty();
                request.ifPresent(at -> stopped.add(
                        new ShutdownJudge.Stopped(tracker.container().id(), at, Instant.MAX)));
            } else if (end != null && request.isPresent() && askedByOthers(end.judgement())
                    && end.at().isAfter(lost.minus(RECENT))) {
                stopped.add(new ShutdownJudge.Stopped(tracker.container().id(), request.get(), end.at()));
            }
        }
        return ShutdownJudge.judge(stopped, unsignalledRunning, lost);
    }

    private static boolean askedByOthers(Judgement judgement) {
        return judgement.intent() == Intent.ASKED && !judgement.ours();
    }
}
