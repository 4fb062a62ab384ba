package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the engine has, compared with what we knew of one container: the events that bring everybody up to date. They
 * are dated now; what happened in between is counted, not replayed.
 */
final class Comparison {
    /** From a container's start to the engine's word of it. */
    private static final Duration TELLING = Duration.ofSeconds(5);

    private final String host;
    private final Instant now;
    private final GapJudge gapJudge;
    private final Redactor redactor;

    Comparison(String host, Instant now, GapJudge gapJudge, Redactor redactor) {
        this.host = host;
        this.now = now;
        this.gapJudge = gapJudge;
        this.redactor = redactor;
    }

    /** The engine does not have it any more. One that we never saw, and only heard of in old messages, is no news. */
    List<Event> gone(Tracker tracker) {
        boolean known = tracker.run().isAfter(Instant.EPOCH);
        tracker.gone();
        return !known ? List.of() : List.of(new Removed(now, host, Origin.RECONCILE, tracker.container()));
    }

    /**
     * The engine has it like this, and it is the first we see of that engine: nobody knows for how long what is down has
     * been down, and whether it should be.
     */
    List<Event> foundFirst(Tracker tracker, ContainerState state) {
        if (state.running() && !state.restarting()) {
            return found(tracker, state);
        }
        tracker.observe(state, Facts.of(state));
        tracker.adoptRun(state);
        boolean wanted = tracker.shouldRun();
        List<Event> failed = startFailed(tracker, state, StartCause.FOUND);
        tracker.shouldRun(wanted);
        return failed;
    }

    /** The engine has it like this. What has run, of which we know no run, was made or started while we could not see. */
    List<Event> found(Tracker tracker, ContainerState state) {
        tracker.observe(state, Facts.of(state));
        Instant run = state.startedAt() == null ? Instant.EPOCH : state.startedAt();
        boolean known = tracker.run().isAfter(Instant.EPOCH);
        boolean runs = state.running() && !state.restarting();
        // What ran when we saw it last was to be brought back by its policy, and not by anybody long ago.
        StartCause by = tracker.running() && !state.restartPolicy().name().equals("no")
                ? StartCause.ENGINE
                : StartCause.FOUND;
        if (runs) {
            return run.equals(tracker.run()) && tracker.running()
                    ? healthNews(tracker, state)
                    : newRun(tracker, state, known);
        }
        List<Event> events = new ArrayList<>();
        if (!known && state.startedAt() == null) {
            return startFailed(tracker, state, StartCause.FOUND);
        }
        if (known && another(run, tracker.run())) {
            tracker.signals().clear(); // They were sent to a run before.
        }
        if (!known || tracker.running() || another(run, tracker.run())) {
            events.add(diedInGap(tracker, state));
        } else if (!state.restarting()) {
            events.addAll(stayedDown(tracker, state));
        }
        events.addAll(startFailed(tracker, state, by));
        return List.copyOf(events);
    }

    /** It was to be started since, by whomever, and could not be. */
    private List<Event> startFailed(Tracker tracker, ContainerState state, StartCause by) {
        Optional<FailedStart> failed = FailedStart.of(state, redactor, now).filter(one -> !tracker.told(one));
        StartCause cause = tracker.untold(by);
        failed.ifPresent(one -> tracker.startFailed(one, state, Facts.of(state)));
        return failed.<List<Event>>map(one -> List.of(one.told(now, host, Origin.RECONCILE, tracker.container(),
                cause))).orElse(List.of());
    }

    /** Our knowledge of a run may be of when the engine told of it; its clock may have been set back since. */
    private static boolean another(Instant run, Instant known) {
        return run.isAfter(known) || run.plus(TELLING).isBefore(known);
    }

    private List<Event> newRun(Tracker tracker, ContainerState state, boolean known) {
        List<Event> events = new ArrayList<>();
        int restarts = state.restartCount() - tracker.restartCount();
        if (known && restarts > 0) {
            Judgement judgement = new Judgement(Intent.NOT_ASKED, false,
                    List.of("the engine's restart policy started it "
                            + restarts + " times while we could not see"));
            // One restart is of the run that we knew, whose death may have been told and not noted.
            String run = restarts == 1 && tracker.running() ? tracker.runsName() : "";
            events.add(new Died(now, host, Origin.RECONCILE, tracker.container(), ExitCode.UNKNOWN, false,
                    judgement, true, state.restartCount(), Duration.ZERO, true, run));
        }
        tracker.began(state);
        events.add(new Started(now, host, Origin.RECONCILE, tracker.container(), StartCause.FOUND,
                state.health() != null));
        if (tracker.health().equals("unhealthy")) {
            events.add(healthChanged(tracker, state));
        } else if (tracker.health().equals("healthy")) {
            tracker.healthTold(tracker.health()); // Found so: no news.
        }
        return List.copyOf(events);
    }

    private List<Event> healthNews(Tracker tracker, ContainerState state) {
        boolean news = !tracker.health().equals(tracker.healthTold())
                && (tracker.health().equals("healthy") || tracker.health().equals("unhealthy"));
        return news ? List.of(healthChanged(tracker, state)) : List.of();
    }

    private Event healthChanged(Tracker tracker, ContainerState state) {
        tracker.healthTold(tracker.health());
        return new HealthChanged(now, host, Origin.RECONCILE, tracker.container(), tracker.health(),
                state.health() == null ? 0 : state.health().failingStreak(),
                OnHealth.lastOutput(state.health(), redactor));
    }

    private Event diedInGap(Tracker tracker, ContainerState state) {
        boolean policyGrew = state.restarting() || state.restartCount() > tracker.restartCount();
        Judgement judgement = policyGrew && state.restarting()
                ? new Judgement(Intent.NOT_ASKED, false,
                        List.of("the engine's restart policy is at work on it, which it is not after a request"))
                : gapJudge.judge(tracker, state.exitCode());
        return report(tracker, state, judgement);
    }

    /** What died with the engine and was not started by it again: its owner still wants it. */
    private List<Event> stayedDown(Tracker tracker, ContainerState state) {
        Tracker.End end = tracker.lastEnd();
        if (end == null || end.judgement().intent() != Intent.ASKED) {
            return List.of();
        }
        if (end.judgement().ours()) {
            return gapJudge.judgeHalfDone(tracker)
                    .map(judgement -> List.of(report(tracker, state, judgement)))
                    .orElse(List.of());
        }
        Judgement judgement = gapJudge.judgeAnew(tracker, end);
        if (judgement.intent() == Intent.ASKED) {
            return List.of();
        }
        return List.of(report(tracker, state, judgement));
    }

    private Event report(Tracker tracker, ContainerState state, Judgement judgement) {
        tracker.adoptRun(state);
        boolean oomKilled = state.oomKilled() && !tracker.oomFlag() && state.exitCode() == 137;
        Duration ranFor = state.startedAt() == null || state.finishedAt() == null
                || state.finishedAt().isBefore(state.startedAt())
                        ? Duration.ZERO
                        : Duration.between(state.startedAt(), state.finishedAt());
        boolean wasToStart = state.restarting() || FailedStart.in(state);
        tracker.ended(new Tracker.End(now, state.exitCode(), judgement), wasToStart, state.restartCount(),
                state.oomKilled());
        tracker.shouldRun(OnDie.stillWanted(judgement, state.exitCode(), tracker));
        return new Died(now, host, Origin.RECONCILE, tracker.container(), state.exitCode(), oomKilled, judgement,
                wasToStart, state.restartCount(), ranFor, true, tracker.runsName());
    }
}
