package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.view.Bystanders;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For how long a stack's restart waits, and how often it tries. No time is counted while the engine does not answer. To be
 * used on one context.
 */
final class Patience {
    /** What runs so long is not what dies at once. */
    private static final Duration SHOWS = Duration.ofSeconds(2);
    /** What was not answered and does not show by then, will not happen. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    /** What failed may show a little later. */
    private static final Duration FAILED_SHOWS = Duration.ofSeconds(5);
    /** After so long it is another day: what is under way is finished, and no more. */
    private static final Duration STALE = Duration.ofMinutes(15);
    /** So long what we stopped is started again and again, with growing waits. */
    private static final Duration TRIES = Duration.ofMinutes(15);

    /** Who makes room on a full disk does so at once, as a prune that goes on beside it, or has to be told what is down. */
    private static final Duration ROOM = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_CALLS = 4;

    /** What somebody does who wants it down. */
    private static final Set<String> ENDS = Set.of("stop", "destroy");

    private final boolean resumed;
    private final Since since = new Since();
    private @Nullable Instant heardBy;
    private Instant effectBy;

    /**
     * @param resumed whether the act was cut off, and is gone on with
     * @param called  when the latest call was made
     */
    Patience(boolean resumed, Instant called) {
        this.resumed = resumed;
        this.effectBy = called;
    }

    /** What the engine's answers, or their absence, do to the time that is counted. */
    Since since() {
        return since;
    }

    /** The engine is asked for something at that instant. */
    void called(Instant at) {
        effectBy = at;
    }

    /** The engine did not answer, and may do it yet. */
    void unknown(Instant now, Duration stops) {
        effectBy = now.plus(SETTLES).plus(stops);
    }

    /** The engine said that it failed; its signal may have been sent all the same. */
    void refused(Instant now, Duration stops) {
        effectBy = now.plus(FAILED_SHOWS).plus(stops);
    }

    /** Whether the latest call may show its effect yet. */
    boolean mayShow(Instant now) {
        return now.isBefore(effectBy);
    }

    /** By when the latest call has shown its effect, if it ever has one. */
    Instant showsBy(Instant now) {
        return mayShow(now) ? effectBy : now;
    }

    /** Whether what was cut off was not looked at yet since it is gone on with. */
    boolean firstLook() {
        return heardBy == null;
    }

    /**
     * Whether what was cut off is to be gone on with only later: its last call may be under way still, and what others did
     * meanwhile may be heard only now.
     *
     * @param state null when the engine has it no more
     */
    boolean listens(Progress progress, @Nullable ContainerState state, Instant now) {
        Instant by = heardBy;
        if (by == null) {
            by = now.plus(Bystanders.SHUTDOWN);
            heardBy = by;
            effectBy = asked(progress, now).plus(SETTLES)
                    .plus(state == null ? Duration.ZERO : StopTimeout.of(state));
        }
        return now.isBefore(by);
    }

    /** Whether we were away for so long that nothing more is begun. */
    boolean stale(Progress progress, Instant now) {
        return now.isAfter(asked(progress, now).plus(progress.each()).plus(STALE));
    }

    /** By a clock that was set back it may be ahead. */
    private static Instant asked(Progress progress, Instant now) {
        return progress.at().isAfter(now) ? now : progress.at();
    }

    /** Who did it, or asked for it, may be heard of in a moment. */
    boolean doubtful(String what, Instant now) {
        return since.seen(what, now).compareTo(Touches.GRACE) < 0;
    }

    /** The engine may be about to start it, or somebody may want it so; and what it refused it may do a little later. */
    boolean tooSoon(Turn turn, Instant now) {
        Duration wait = Touches.GRACE.multipliedBy(1L << Math.min(Math.max(turn.calls() - 1, 0), MOST_DOUBLINGS));
        return since.seen("down " + turn.id() + turn.calls(), now)
                .compareTo(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait) < 0;
    }

    /**
     * What ran before our call is tried for long, for it is down by our doing; not against who has stopped the project.
     *
     * @param heeded  what somebody did who has the right of way; null when nobody did anything
     * @param crowded it is refused because the engine's disk is full
     */
    boolean triedEnough(Turn turn, Bystanders.@Nullable Deed heeded, boolean crowded, Instant now) {
        Duration down = since.seen("down " + turn.id(), now);
        boolean stopped = heeded != null && ENDS.contains(heeded.what());
        boolean forLong = turn.ran() && !stopped;
        return forLong ? down.compareTo(crowded ? ROOM : TRIES) >= 0 : turn.calls() >= MOST_CALLS;
    }

    /** Whether the engine is not asked again for what it did not do. */
    boolean askedEnough(Turn turn) {
        return turn.calls() >= MOST_CALLS || (turn.calls() > 1 && !resumed);
    }

    /** Whether what could not be written down is tried no more. */
    boolean unwrittenEnough(Turn turn, Instant now) {
        return since.seen("unwritten " + turn.id(), now).compareTo(TRIES) >= 0;
    }

    /** Over all runs: what dies again and again under the engine's policy has no longer than what runs and is not healthy. */
    boolean upEnough(Turn turn, Duration each, Instant now) {
        return since.seen("up " + turn.id(), now).compareTo(each) >= 0;
    }

    /** Whether that run may be one that dies at once. */
    boolean mayDieAtOnce(Turn turn, String run, Instant now) {
        return since.seen("run " + turn.id() + run, now).compareTo(SHOWS) < 0;
    }

    /** Who is at work on the project may be stopping it right now. */
    boolean atWork(Bystanders.@Nullable Deed heeded, ContainerState state, Instant now) {
        return heeded != null && state.running()
                && now.isBefore(heeded.heard().plus(Bystanders.SHUTDOWN).plus(StopTimeout.of(state)));
    }
}
