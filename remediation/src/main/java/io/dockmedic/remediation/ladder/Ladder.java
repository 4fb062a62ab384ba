package io.dockmedic.remediation.ladder;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.publish.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One incident's remedy, immutable.
 *
 * @param incident  the incident's id
 * @param step      the rung it stands on, from 0
 * @param attempt   the attempt on that rung, from 0
 * @param retries   calls refused in this attempt so far
 * @param state     where it stands
 * @param resolved  the incident is over; what is under way is finished, nothing new begins
 * @param escalated a person was told at the end of this climb, which happens once
 * @param heard     a person was told, at an end or on the way, and is owed a word when it is over
 * @param resets    how often somebody's act on the service began it anew after a person was told, or what a person
 *                  approved failed, or they were asked something new
 * @param approved  a person's yes started what was done since people were told last
 * @param attempts  the last 20, oldest first
 * @param since     when it came to this state
 */
public record Ladder(
        String incident,
        int step,
        int attempt,
        int retries,
        LadderState state,
        boolean resolved,
        boolean escalated,
        boolean heard,
        int resets,
        boolean approved,
        List<Attempt> attempts,
        Instant since) {
    public Ladder {
        attempts = List.copyOf(attempts);
    }

    /** One in which nothing was approved. */
    public Ladder(String incident, int step, int attempt, int retries, LadderState state, boolean resolved,
            boolean escalated, boolean heard, int resets, List<Attempt> attempts, Instant since) {
        this(incident, step, attempt, retries, state, resolved, escalated, heard, resets, false, attempts, since);
    }

    /** A new one, on the ground. */
    public static Ladder planned(String incident, Instant now) {
        return new Ladder(incident, 0, 0, 0, new LadderState.Planned(), false, false, false, 0, false, List.of(),
                now);
    }

    Ladder in(LadderState next, Instant now) {
        return new Ladder(incident, step, attempt, retries, next, resolved, escalated, heard, resets, approved,
                attempts, now);
    }

    /** The same on another rung. */
    public Ladder at(int newStep, int newAttempt, int newRetries) {
        return new Ladder(incident, newStep, newAttempt, newRetries, state, resolved, escalated, heard, resets,
                approved, attempts, since);
    }

    /** The same, its incident over. */
    public Ladder incidentResolved() {
        return new Ladder(incident, step, attempt, retries, state, true, escalated, heard, resets, approved, attempts,
                since);
    }

    /** The same, its incident over and nothing under way. */
    public Ladder ended() {
        LadderState end = state.ended() ? state : new LadderState.Over("it ended while nobody looked");
        return new Ladder(incident, step, attempt, retries, end, true, escalated, heard, resets, approved, attempts,
                since);
    }

    Ladder incidentFires() {
        return new Ladder(incident, step, attempt, retries, state, false, escalated, heard, resets, approved, attempts,
                since);
    }

    Ladder told() {
        return new Ladder(incident, step, attempt, retries, state, resolved, true, true, resets, attempts, since);
    }

    Ladder toldOnTheWay() {
        return new Ladder(incident, step, attempt, retries, state, resolved, escalated, true, resets, approved,
                attempts, since);
    }

    /** What a person approved is being done. */
    Ladder byApproval() {
        return new Ladder(incident, step, attempt, retries, state, resolved, escalated, heard, resets, true, attempts,
                since);
    }

    /** What was done did not help. A person who approved it, and waits for it to help, is to hear of that. */
    Ladder failed() {
        return approved
                ? new Ladder(incident, step, attempt, retries, state, resolved, false, heard, resets + 1, false,
                        attempts, since)
                : this;
    }

    /** There is something that whoever was told does not know of yet, and has to. */
    Ladder untold() {
        return escalated
                ? new Ladder(incident, step, attempt, retries, state, resolved, false, heard, resets + 1, approved,
                        attempts, since)
                : this;
    }

    /** To be climbed anew, and to its end. */
    Ladder reset() {
        return new Ladder(incident, 0, 0, 0, state, resolved, false, heard, resets + 1, false, attempts, since);
    }

    Ladder with(Attempt next) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(next);
        List<Attempt> kept = all.subList(Math.max(0, all.size() - Attempt.REMEMBERED), all.size());
        return new Ladder(incident, step, attempt, retries, state, resolved, escalated, heard, resets, approved, kept,
                since);
    }

    /** The same with nothing in it later than now, and no wait longer than it was to be. */
    public Ladder notAfter(Instant now) {
        if (!since.isAfter(now)) {
            return this;
        }
        LadderState begun = state instanceof LadderState.Waiting(Instant until, Reason reason, String detail)
                ? new LadderState.Waiting(now.plus(Duration.between(since, until)), reason, detail)
                : state;
        return in(begun, now);
    }

    /** What became of the question whether to do it. */
    Ladder answered(String question, String how) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt asked = attempts.get(i);
            if (asked.detail().endsWith(question) && asked.reason().equals(Reason.AWAITS_APPROVAL.word())) {
                List<Attempt> all = new ArrayList<>(attempts);
                all.set(i, asked.came(how));
                return new Ladder(incident, step, attempt, retries, state, resolved, escalated, heard, resets, approved,
                        all, since);
            }
        }
        return this;
    }

    /** About to be climbed anew: what was waited for in the last climb was that, and what is from now on counts from now on. */
    Ladder anew(String waited) {
        List<Attempt> all = attempts.stream()
                .map(one -> one.outcome().startsWith(waited) || one.putOff() ? one.inEarlierClimb() : one)
                .toList();
        return new Ladder(incident, step, attempt, retries, state, resolved, escalated, heard, resets, approved, all,
                since);
    }

    /**
     * What came of the last attempt, in one with the one before of the same action in this climb, where of that came the same: so it is
     * known since when that is so, and it pushes nothing else out of what is remembered.
     *
     * @param same how both outcomes begin
     */
    Ladder cameToo(String outcome, String same) {
        Ladder came = came(outcome);
        if (came.attempts.isEmpty()) {
            return came;
        }
        Attempt last = came.attempts.getLast();
        for (int i = came.attempts.size() - 2; i >= 0; i--) {
            Attempt before = came.attempts.get(i);
            if (before.verdict().equals(last.verdict())) {
                return before.action().equals(last.action()) && before.outcome().startsWith(same)
                        && !before.ofEarlierClimb()
                                ? came.inOne(i, before.came(outcome))
                                : came;
            }
        }
        return came;
    }

    private Ladder inOne(int before, Attempt both) {
        List<Attempt> all = new ArrayList<>(attempts.subList(0, attempts.size() - 1));
        all.remove(before);
        all.add(both);
        return new Ladder(incident, step, attempt, retries, state, resolved, escalated, heard, resets, approved, all,
                since);
    }

    /** What came of the last attempt. */
    Ladder came(String outcome) {
        if (attempts.isEmpty()) {
            return this;
        }
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, all.getLast().came(outcome));
        return new Ladder(incident, step, attempt, retries, state, resolved, escalated, heard, resets, approved, all,
                since);
    }
}
