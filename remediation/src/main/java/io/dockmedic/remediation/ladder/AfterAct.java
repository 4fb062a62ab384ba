package io.dockmedic.remediation.ladder;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.ladder.LadderState.Acting;
import io.dockmedic.remediation.ladder.LadderState.Deciding;
import io.dockmedic.remediation.ladder.LadderState.Escalated;
import io.dockmedic.remediation.ladder.LadderState.Exhausted;
import io.dockmedic.remediation.ladder.LadderState.Healed;
import io.dockmedic.remediation.ladder.LadderState.Over;
import io.dockmedic.remediation.ladder.LadderState.Unsettled;
import io.dockmedic.remediation.ladder.LadderState.Verifying;
import io.dockmedic.remediation.ladder.LadderState.Waiting;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where it takes a ladder what came of an act, and of the proof that it worked. */
record AfterAct(Way way) {
    private static final String REFUSED = "refused (";
    private static final Duration JOURNAL_AGAIN = Duration.ofSeconds(5);

    /** As long as a reading takes to show that there is room, and a rule to be over because of that. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    /** For so long what is not there yet is waited for, with growing waits between two looks. */
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    static final String NOT_YET = REFUSED + ErrorClass.NOT_YET.word();

    Transition notRecorded(Ladder ladder, Input.NotRecorded failed) {
        Instant until = way.now().plus(JOURNAL_AGAIN);
        return way.to(ladder.came("not done: the intent could not be written"),
                new Waiting(until, Reason.NO_JOURNAL, failed.why()), new Effect.Wait(until));
    }

    Transition done(Ladder ladder, Input.Done done) {
        String act = switch (ladder.state()) {
            case Acting acting -> acting.act();
            case Unsettled unsettled -> unsettled.act();
            default -> "";
        };
        if (act.isEmpty()) {
            return Way.stay(ladder);
        }
        Ladder came = ladder.came(done.detail());
        if (way.step(ladder).verify() != null) {
            return way.to(came, new Verifying(act), new Effect.Prove(act));
        }
        return way.to(came.told(), new Escalated());
    }

    Transition refused(Ladder ladder, Input.Refused refused) {
        boolean fits = ladder.state() instanceof Acting
                || ladder.state() instanceof Unsettled
                || ladder.state() instanceof Deciding;
        if (!fits) {
            return Way.stay(ladder);
        }
        ErrorClass error = refused.error();
        String detail = REFUSED + error.word() + "): " + refused.message();
        Ladder came = ladder.came(detail).failed();
        if (ladder.resolved()) {
            return way.failedTooLate(came);
        }
        if (error == ErrorClass.NOT_YET) {
            return notYet(ladder.cameToo(detail, NOT_YET).failed(), detail);
        }
        ErrorAnswer answer = ErrorAnswer.to(error);
        if (!answer.again(ladder.retries())) {
            return way.nextRung(came, detail);
        }
        Instant until = way.now().plus(answer.wait(ladder.retries()));
        return way.to(came.at(ladder.step(), ladder.attempt(), ladder.retries() + 1),
                new Waiting(until, error == ErrorClass.UNREACHABLE ? Reason.NO_ENGINE : null, detail),
                new Effect.Wait(until));
    }

    /** What it needs may be there any moment: it is asked for again for a while, and tries nothing that would count. */
    private Transition notYet(Ladder ladder, String detail) {
        Duration waited = ladder.attempts().isEmpty()
                ? LONGEST
                : Duration.between(ladder.attempts().getLast().at(), way.now());
        if (waited.compareTo(LONGEST) >= 0) {
            return way.nextRung(ladder, detail);
        }
        Duration wait = waited.compareTo(SHORTEST_WAIT) < 0
                ? SHORTEST_WAIT
                : waited.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : waited;
        Instant until = way.now().plus(wait);
        return way.to(ladder, new Waiting(until, null, detail), new Effect.Wait(until));
    }

    /** It was done, so it counts as an attempt; nothing is left to prove. */
    Transition failed(Ladder ladder, Input.Failed failed) {
        boolean fits = ladder.state() instanceof Acting || ladder.state() instanceof Unsettled;
        return fits
                ? way.nextAttempt(ladder.came(Attempt.FAILED + failed.why()).failed(), failed.why())
                : Way.stay(ladder);
    }

    Transition unknown(Ladder ladder, String act, Input.Unknown unknown) {
        return way.to(ladder.came("unknown: " + unknown.why()), new Unsettled(act), new Effect.Settle(act));
    }

    /** What may have happened must not be repeated, nor anything built on it: straight to the last rung. */
    Transition neverSettled(Ladder ladder, Input.NeverSettled never) {
        Ladder came = ladder.came(Attempt.NEVER_KNOWN + never.why()).failed();
        int last = way.last();
        boolean tells = way.plan().steps().get(last).verify() == null;
        return tells && ladder.step() < last
                ? way.begin(came, last, 0)
                : way.to(came, new Exhausted(never.why()));
    }

    /** It may have helped: nothing more is done on a guess, and a person looks. */
    Transition neverProven(Ladder ladder, Input.NeverSettled never) {
        return ladder.resolved()
                ? way.failedTooLate(ladder.came(Attempt.NEVER_KNOWN + never.why()).failed())
                : neverSettled(ladder, never);
    }

    /** What is held down is not healed: somebody must be told, or more be done. */
    Transition proved(Ladder ladder) {
        Step.Verify verify = way.step(ladder).verify();
        if (verify != null && verify.condition() == Step.State.FREED && !way.plan().occasion()) {
            return awaitReading(ladder.came("healed"));
        }
        return verify == null || verify.condition().cures()
                ? way.to(ladder.came("healed"), new Healed(held(verify)))
                : way.nextRung(ladder.came("contained: it stands still"), "it stands still, which is no cure");
    }

    private static String held(Step.@Nullable Verify verify) {
        return verify == null
                ? "the proof held"
                : "the proof held: " + verify.condition().word() + " for "
                        + PrometheusDuration.format(verify.holds());
    }

    /** With a copy of what is kept the fault is no better. */
    Transition kept(Ladder ladder) {
        return way.nextRung(ladder.came("kept"), "a copy is kept, which is no cure");
    }

    /** Others keep off it, and it is no better. */
    Transition marked(Ladder ladder, Input.Marked marked) {
        Ladder came = ladder.came(marked.detail());
        return ladder.resolved()
                ? way.to(came, new Over(Way.OVER))
                : way.nextRung(came, "it is marked, which is no cure");
    }

    Transition disproved(Ladder ladder, Input.Disproved disproved) {
        return way.nextAttempt(ladder.came(Attempt.NOT_HEALED + disproved.why()).failed(), disproved.why());
    }

    /** No attempt could be proven: the next rung. */
    Transition unprovable(Ladder ladder, Input.Unprovable blind) {
        Ladder came = ladder.came(Attempt.NOT_HEALED + blind.why()).failed();
        return ladder.resolved() ? way.failedTooLate(came) : way.nextRung(came, blind.why());
    }

    /** Whether room was made, and it is not known yet whether that ends the fault. */
    boolean madeRoom(Ladder ladder) {
        Step.Verify verify = way.step(ladder).verify();
        return ladder.state() instanceof Healed && !ladder.resolved() && !way.plan().occasion() && verify != null
                && verify.condition() == Step.State.FREED;
    }

    /** Readings go on without a word while the incident fires. */
    Transition awaitReading(Ladder ladder) {
        return way.to(ladder, new Healed(held(way.step(ladder).verify())), new Effect.Wait(way.now().plus(READ_AGAIN)));
    }

    /** It would have been over by now. */
    Transition roomWasNotEnough(Ladder ladder) {
        return way.nextRung(ladder.came("there is room, and it still fires a minute later"), "it still fires");
    }
}
