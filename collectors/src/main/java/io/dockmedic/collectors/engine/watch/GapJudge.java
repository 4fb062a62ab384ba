package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.ShutdownJudge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The intent of what the stream did not show, or showed while the engine was going down: the engine's own record where
 * it can be read, else how the engine went, else unknown.
 *
 * @param onRequest  what the engine's own record says of this container, where it could be read
 * @param shutdown   judgements that the way the engine went allows, by container id
 * @param absence    who was away in between
 * @param stayed     whether the engine was there all the time, when it was we who were away
 * @param since      since when events may be missing, in our own time
 */
record GapJudge(Optional<Boolean> onRequest, Map<String, Judgement> shutdown, Absence absence, boolean stayed,
        Instant since) {
    /** For a death that no message told of. */
    Judgement judge(Tracker tracker, int exitCode) {
        if (onRequest.isPresent()) {
            return fromRecord(tracker, exitCode, onRequest.get());
        }
        Judgement byTheWay = shutdown.get(tracker.container().id());
        return byTheWay != null
                ? byTheWay
                : new Judgement(Intent.UNKNOWN, false,
                        List.of("it ended between " + since + " and now, when no events could be seen"));
    }

    /** For a death that looked asked for and may have been the engine's own shutdown. */
    Judgement judgeAnew(Tracker tracker, Tracker.End end) {
        Judgement before = end.judgement();
        Judgement engines = new Judgement(Intent.ENGINE_SHUTDOWN, false,
                List.of("the engine stopped it, and its own record says that nobody had asked for that"));
        // After a signal that did not end it the record says so too, whoever stopped it.
        return onRequest.filter(asked -> !asked || !tracker.signals().anyBeside(end.at()))
                .map(asked -> asked ? before : engines)
                .orElse(shutdown.getOrDefault(tracker.container().id(), before));
    }

    /**
     * For one that our own restart ended and that somebody had stopped before it was started again: the engine's shutdown
     * took it along, or nobody can tell. Empty where it was a person, or nobody stopped it: then our restart goes on.
     */
    Optional<Judgement> judgeHalfDone(Tracker tracker) {
        Optional<Instant> stop = tracker.stoppedInOurRestart();
        if (absence == Absence.OURS || stop.isEmpty()) {
            return Optional.empty();
        }
        Judgement byTheWay = shutdown.get(tracker.container().id());
        if (byTheWay != null) {
            return Optional.of(byTheWay);
        }
        boolean rightBefore = Duration.between(stop.get(), since).compareTo(ShutdownJudge.GONE_WITHIN) <= 0;
        return rightBefore
                ? Optional.of(new Judgement(Intent.UNKNOWN, false,
                        List.of("it was stopped in the middle of our restart and the engine was gone right after: a"
                                + " person or the engine's shutdown")))
                : Optional.empty();
    }

    private Judgement notAsked(Tracker tracker, int exitCode) {
        String record = "the engine's own record says that nobody asked for its end";
        if (absence == Absence.OURS) {
            return new Judgement(Intent.NOT_ASKED, false, List.of(record));
        }
        boolean mayBeDone = absence == Absence.HOST && exitCode == 0 && !OnDie.alwaysWanted(tracker);
        return mayBeDone
                ? new Judgement(Intent.UNKNOWN, false,
                        List.of(record, "the machine was restarted while we could not see, and it ended with 0: it had"
                                + " done its work, or went down with the machine"))
                : new Judgement(Intent.ENGINE_SHUTDOWN, false, List.of(record));
    }

    private Judgement fromRecord(Tracker tracker, int exitCode, boolean asked) {
        if (!asked) {
            return notAsked(tracker, exitCode);
        }
        if (absence != Absence.OURS) {
            return new Judgement(Intent.UNKNOWN, false,
                    List.of("the engine was gone; one that comes back stops what still runs and records it as if"
                            + " somebody had asked"));
        }
        if (!stayed) {
            return new Judgement(Intent.UNKNOWN, false,
                    List.of("nothing that ran before we were away runs on, so the engine may have been gone too; one that comes"
                            + " back stops what still runs and records it as if somebody had asked"));
        }
        return tracker.signals().anyBeside(since)
                ? new Judgement(Intent.UNKNOWN, false,
                        List.of("the engine's own record says stopped on request, which it also does after a signal"
                                + " that is no request or that it outlived; one was sent"))
                : new Judgement(Intent.ASKED, false,
                        List.of("the engine's own record says that it was stopped on request"));
    }
}
