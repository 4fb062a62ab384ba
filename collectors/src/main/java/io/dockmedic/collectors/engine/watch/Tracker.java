package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.engine.stream.StreamMarker;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.collectors.intent.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we know of one container, kept by its lane on the watch's own context. The part that must outlive us is a
 * {@link Memory}.
 */
final class Tracker {
    /** A run is known by when it started; this stands for one we never saw. */
    private static final Instant NO_RUN = Instant.EPOCH;

    /** As many may come out of the order of their times. */
    private static final int MOST_DEALT_WITH = 8;

    private Container container;
    private boolean labelsKnown;
    private boolean gone;
    private boolean shouldRun;
    private boolean running;
    private Instant run = NO_RUN;
    private Instant reportedDead = NO_RUN;
    private int endsTakenBack;
    private int restartCount;
    private boolean engineRestarts;
    private boolean oomFlag;
    private String health = "";
    private String healthTold = "";
    private String restartPolicy = "no";
    private final Signals signals;
    private @Nullable Instant oomAt;
    private boolean oomTold;
    private @Nullable Instant stopAt;
    private @Nullable End lastEnd;
    private @Nullable FailedStart failedStart;
    /** The act of ours that is to have it run, until it runs, or could not be started; empty for none. */
    private String oursToStart = "";
    private final Deque<String> dealtWith = new ArrayDeque<>();
    private @Nullable Instant dealtAt;
    private @Nullable Instant dealtDated;
    private @Nullable ContainerState seen;

    /** How the last run ended, as far as it was reported. */
    record End(Instant at, int exitCode, Judgement judgement) {}

    private Tracker(Memory memory, boolean labelsKnown) {
        this.labelsKnown = labelsKnown;
        this.container = memory.container();
        this.shouldRun = memory.shouldRun();
        this.running = memory.running();
        this.run = memory.run();
        this.reportedDead = memory.reportedDead();
        this.restartCount = memory.restartCount();
        this.engineRestarts = memory.engineRestarts();
        this.oomFlag = memory.oomFlag();
        this.lastEnd = memory.lastEnd();
        this.signals = new Signals(memory.kills());
        this.signals.stopBy(Objects.requireNonNullElse(memory.stopSignal(), Signal.UNTRUSTED));
        this.signals.stopWithin(Objects.requireNonNullElse(memory.stopTimeout(), signals.timeout()));
        this.oomAt = memory.oomAt();
        this.stopAt = memory.stopAt();
        this.healthTold = Objects.requireNonNullElse(memory.healthTold(), "");
        this.dealtWith.addAll(memory.dealtWith());
        this.dealtAt = memory.dealtAt();
        this.dealtDated = memory.dealtDated();
        this.failedStart = memory.failedStart();
    }

    /** A container we meet for the first time. */
    static Tracker fresh(Container container) {
        return new Tracker(Memory.fresh(container), false);
    }

    /** A container known from before our own start. */
    static Tracker restored(Memory memory) {
        return new Tracker(memory, true);
    }

    /** Takes over what inspect says of configuration and run; says nothing about what should be. */
    void observe(ContainerState state, Container facts) {
        container = facts;
        seen = state;
        labelsKnown = true;
        restartPolicy = state.restartPolicy().name();
        signals.stopBy(Signal.number(state.stopSignal()));
        signals.stopWithin(state.stopTimeout());
        health = state.health() == null ? "" : state.health().status();
    }

    /** The engine has said how its health is, and it could not be looked at. */
    void healthHeard(String status) {
        seen = thisRun().map(state -> state.withHealth(status)).orElse(seen);
    }

    /** The run that inspect shows began. */
    void began(ContainerState state) {
        if (state.running() && !state.restarting()) {
            // Before Engine 24 the flag outlives a start: what it is now, it says of a run before. Of one that has ended
            // already, it may be this one's.
            oomFlag = state.oomKilled();
        }
        began(state.startedAt() == null ? NO_RUN : state.startedAt(), state.restartsBefore());
    }

    /** A new run began, after so many that the restart policy started. */
    void began(Instant start, int restarts) {
        running = true;
        shouldRun = true;
        run = start;
        endsTakenBack = 0;
        restartCount = restarts;
        engineRestarts = false;
        healthTold = "";
        nothingSaid();
        lastEnd = null;
        failedStart = null;
        oursToStart = "";
    }

    /** The word of the run's start, that a look had found before: what was said until now was said of a run before. */
    void startHeard() {
        nothingSaid();
        shouldRun |= running;
    }

    private void nothingSaid() {
        signals.clear();
        oomAt = null;
        oomTold = false;
        stopAt = null;
    }

    /** An act of ours on it was entered, or is over. That it is over says nothing of whether it runs: its start may have been heard of before. */
    void entered(OwnAct act) {
        if (act.bringsUp() && act.phase() == OwnAct.Phase.BEGINS) {
            oursToStart = act.id();
        } else if (act.phase() == OwnAct.Phase.VOID && oursToStart.equals(act.id())) {
            oursToStart = "";
        }
    }

    /** Whose start it is that failed and of which the engine has said nothing: ours, where we asked for one. */
    StartCause untold(StartCause otherwise) {
        return !oursToStart.isEmpty() && otherwise == StartCause.FOUND ? StartCause.OURS : otherwise;
    }

    /** It was to be started, and could not be; its restart policy gives up then. Somebody wants it up all the same. */
    void startFailed(FailedStart failed, ContainerState state, Container facts) {
        observe(state, facts);
        failedStart = failed;
        shouldRun = true;
        engineRestarts = false;
        oursToStart = "";
    }

    /** Whether a start that failed was told already, as far as the engine had said by then. */
    boolean told(FailedStart failed, Instant heardAt) {
        return failedStart != null && failedStart.same(failed) && !heardAt.isAfter(failedStart.seenAt());
    }

    /** Whether one of these words was told. */
    boolean told(FailedStart failed) {
        return failedStart != null && failedStart.same(failed);
    }

    /** The run ended and this is what is reported of it. */
    void ended(End end, boolean engineWillRestart, int restarts, boolean oomKilledFlag) {
        running = false;
        reportedDead = run;
        lastEnd = end;
        endSeen(engineWillRestart, restarts, oomKilledFlag);
    }

    /** What was reported of the run's end is now known from a look. */
    void endSeen(boolean engineWillRestart, int restarts, boolean oomKilledFlag) {
        engineRestarts = engineWillRestart;
        restartCount = Math.max(restartCount, restarts);
        oomFlag = oomKilledFlag;
    }

    /** The run did not end, though an end was reported: the message was about an earlier one. */
    void runsOn() {
        running = true;
        shouldRun = true;
        reportedDead = NO_RUN;
        lastEnd = null;
        endsTakenBack++;
    }

    /** The engine does not have it any more. */
    void gone() {
        gone = true;
        running = false;
        shouldRun = false;
    }

    /** Takes over the run that inspect shows, for a death found only afterwards. */
    void adoptRun(ContainerState state) {
        run = state.startedAt() == null ? run : state.startedAt();
    }

    /**
     * The message, not dated before the last one about the container. What came late before our own restart was dated by when it came,
     * and what is told again after it by its stamp: its own creation would seem to be after its death.
     */
    EngineMessage inOrder(EngineMessage message) {
        return dealtDated != null && message.at().isBefore(dealtDated)
                ? message.dated(dealtDated, message.replayed())
                : message;
    }

    /** Of what is remembered of it from now on, this message is a part. */
    void dealtWith(StreamMarker message) {
        dealtWith.add(message.identity());
        if (dealtWith.size() > MOST_DEALT_WITH) {
            dealtWith.remove();
        }
        dealtAt = message.at();
        dealtDated = message.dated();
    }

    void killed(Kill kill) {
        signals.add(kill);
    }

    void stopSaid(Instant at) {
        stopAt = at;
    }

    void ranOutOfMemory(Instant at) {
        oomAt = at;
    }

    /** The same, and what the engine says of it is told already when its turn comes. */
    void ranOutOfMemoryAhead(Instant at) {
        oomAt = at;
        oomTold = true;
    }

    /** Whether this is the kill that was told ahead; it is only once. */
    boolean toldAhead() {
        boolean told = oomTold;
        oomTold = false;
        return told;
    }

    void shouldRun(boolean should) {
        shouldRun = should;
    }

    void engineGaveUp() {
        engineRestarts = false;
    }

    /** Whether the container's labels are known, as opposed to a container of which only a message was seen. */
    boolean labelsKnown() {
        return labelsKnown;
    }

    Container container() {
        return container;
    }

    boolean isGone() {
        return gone;
    }

    boolean shouldRun() {
        return shouldRun;
    }

    boolean running() {
        return running;
    }

    /** When the current or last run started; the epoch when we never saw one. */
    Instant run() {
        return run;
    }

    /** The current or last run, told from others; empty when we never saw one. An end that was none has used up a name. */
    String runsName() {
        return run.equals(NO_RUN) ? "" : endsTakenBack == 0 ? run.toString() : run + "/" + endsTakenBack;
    }

    /** Whether the death of the current or last run has been reported already. */
    boolean deathReported() {
        return !run.equals(NO_RUN) && reportedDead.equals(run);
    }

    int restartCount() {
        return restartCount;
    }

    boolean engineRestarts() {
        return engineRestarts;
    }

    boolean oomFlag() {
        return oomFlag;
    }

    String health() {
        return health;
    }

    /** Its health check has changed its mind, and that is told. */
    void healthTold(String status) {
        health = status;
        healthTold = status;
    }

    /** What was last told of this run's health, also before our restart; empty when nothing was. */
    String healthTold() {
        return healthTold;
    }

    /** {@code no}, {@code always}, … */
    String restartPolicy() {
        return restartPolicy;
    }

    int stopSignal() {
        return signals.stop();
    }

    Duration stopTimeout() {
        return signals.timeout();
    }

    /** What was sent to the current or last run. */
    Signals signals() {
        return signals;
    }

    List<Kill> kills() {
        return signals.all();
    }

    /**
     * When somebody other than us had the engine stop it, after our own restart had ended it and before that had started
     * it again: a person, or the engine's shutdown.
     */
    Optional<Instant> stoppedInOurRestart() {
        End end = lastEnd;
        return end != null && end.judgement().ours() ? Optional.ofNullable(stopAt) : Optional.empty();
    }

    /** When the engine said {@code stop} while the death of this run had not been read yet. */
    @Nullable
    Instant stopAt() {
        return stopAt;
    }

    @Nullable
    Instant oomAt() {
        return oomAt;
    }

    @Nullable
    End lastEnd() {
        return lastEnd;
    }

    /** As it was last looked at in the current run; empty while nobody has. */
    Optional<ContainerState> thisRun() {
        return Optional.ofNullable(seen).filter(state -> state.running() && run.equals(state.startedAt()));
    }

    /** As it was last looked at; empty while nobody has, since our start. */
    Optional<Sighting> sighting() {
        End end = running ? null : lastEnd;
        return Optional.ofNullable(seen)
                .map(state -> end == null
                        ? new Sighting(container, state)
                        : new Sighting(container, state, end.judgement(), end.at()));
    }

    Memory memory() {
        return new Memory(
                container, shouldRun, running, run, reportedDead, restartCount, engineRestarts, oomFlag, lastEnd,
                signals.all(), oomAt, stopAt, healthTold, signals.stop(), signals.timeout(), List.copyOf(dealtWith),
                dealtAt, dealtDated, failedStart);
    }
}
