package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts what was stopped, each after what it depends on, whatever else came of it and whatever holds up acts by now: it is down
 * by our doing. While the engine refuses to start one, those that do not need it go on; while it does not answer all wait, however
 * long that takes. What somebody stopped meanwhile stays down.
 * To be used once, on one context.
 */
final class Return {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** What was not answered and does not show by then, will not happen. */
    private static final Duration SETTLES = Duration.ofSeconds(20);
    /** So long the next ones wait for what they need. */
    private static final Duration EACH = Duration.ofMinutes(2);
    /** What runs so long is not what dies at once. */
    private static final Duration SHOWS = Duration.ofSeconds(2);
    /** So long the engine is asked again and again, with growing waits, while it refuses: for all together, once at least for each. */
    private static final Duration TRIES = Duration.ofMinutes(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final String BEGAN = "began";

    private final OnGpu with;
    private final Chronicle chronicle;
    /** When something was first seen, by what it is. */
    private final Map<String, Instant> first = new HashMap<>();
    private final Promise<Void> over = Promise.promise();
    private final boolean resumed;
    /** Those that only wait until they are asked for again, in this round. */
    private final Set<String> passed = new HashSet<>();
    /** When the latest call was made that was cut off, where one was. */
    private final Instant asked;
    private final Instant showsBy;
    private @Nullable Instant unanswered;
    /** Ids of those that the engine was asked to start when it went away: with its own end it ends what it had begun. */
    private final Set<String> cutOff = new HashSet<>();
    /** Why the engine did not start one, by its id. */
    private final Map<String, String> said = new HashMap<>();

    /** @param resumed whether the act was cut off: its last call may be under way still, and what others did be heard only now */
    Return(OnGpu with, Chronicle chronicle, boolean resumed) {
        this.with = with;
        this.chronicle = chronicle;
        this.resumed = resumed;
        Instant began = with.clock().now();
        Instant at = chronicle.now().at();
        first.put(BEGAN, began);
        this.asked = at.isAfter(began) ? began : at;
        this.showsBy = asked.plus(SETTLES);
    }

    /** Completes when all of them run, or are given up. */
    Future<Void> all() {
        with.timers().after(resumed ? Bystanders.SHUTDOWN : Duration.ZERO, this::look);
        return over.future();
    }

    private void look() {
        List<Drained> owed = chronicle.now().drained().stream().filter(Drained::owed).toList();
        if (owed.isEmpty()) {
            over.tryComplete();
            return;
        }
        Optional<Drained> next = owed.stream()
                .filter(one -> !passed.contains(one.id()))
                .filter(one -> owed.stream().noneMatch(other -> one.after().contains(other.name())))
                .findFirst();
        if (next.isEmpty()) {
            again(TICK);
            return;
        }
        Drained one = next.get();
        with.calls()
                .inspect(one.id())
                .compose(result -> {
                    seen(one, result);
                    return Future.succeededFuture();
                })
                .onFailure(broken -> becomes(one.becomes(Drained.State.FAILED, "it broke off: " + broken)));
    }

    private void again(Duration wait) {
        with.timers().after(wait, () -> {
            passed.clear();
            look();
        });
    }

    private void becomes(Drained now) {
        chronicle.becomes(now).onComplete(noted -> look());
    }

    private Duration since(String what) {
        Instant now = with.clock().now();
        return Duration.between(first.computeIfAbsent(what, any -> now), now);
    }

    private void seen(Drained one, CallResult<ContainerState> result) {
        switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> {
                answered();
                found(one, state);
            }
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                becomes(one.becomes(Drained.State.LEFT, "it is gone"));
            case CallResult.Refused<ContainerState> refused -> away(one);
            case CallResult.Unknown<ContainerState> unknown -> away(one);
        }
    }

    /** No time is counted while it does not answer. */
    private void away(Drained one) {
        if (one.is(Drained.State.STARTING)) {
            cutOff.add(one.id());
        }
        if (unanswered == null) {
            unanswered = with.clock().now();
        }
        again(EVERY);
    }

    private void answered() {
        Instant from = unanswered;
        if (from != null) {
            Duration gone = Duration.between(from, with.clock().now());
            first.replaceAll((what, at) -> at.plus(gone));
            unanswered = null;
        }
    }

    private void found(Drained one, ContainerState state) {
        if (one.anotherRun(state)) {
            anew(one, state);
        } else if (state.running()) {
            same(one, state);
        } else {
            down(one, state);
        }
    }

    /** It was never stopped, or is being stopped still. */
    private void same(Drained one, ContainerState state) {
        if (with.clock().now().isBefore(showsBy.plus(StopTimeout.of(state)))) {
            again(TICK);
        } else {
            becomes(one.becomes(Drained.State.BACK, "it was not stopped"));
        }
    }

    private void anew(Drained one, ContainerState state) {
        boolean asked = one.need().met(state);
        boolean shows = since("run " + one.id() + state.startedAt()).compareTo(SHOWS) >= 0;
        boolean longEnough = since("up " + one.id()).compareTo(EACH) >= 0;
        if (asked && shows) {
            back(one);
        } else if (!state.running() && !state.restarting() && shows && cutOff.contains(one.id())) {
            down(one, state);
        } else if (!state.running() && !state.restarting() && shows) {
            // What runs into its own end is no more ours than any other that does.
            becomes(one.becomes(Drained.State.BACK, "it ended again, with exit code " + state.exitCode()));
        } else if (longEnough) {
            becomes(one.becomes(Drained.State.BACK, one.need().missing(state)));
        } else {
            again(TICK);
        }
    }

    /** What others started, the engine after its own end, say, may have met the GPU in the midst of its reset. */
    private void back(Drained one) {
        Progress now = chronicle.now().with(one.becomes(Drained.State.BACK, ""));
        chronicle.becomes(one.is(Drained.State.DOWN) && now.reset()
                ? now.amiss(
                        one.name() + " was started by others, perhaps before the reset was over: see whether it reaches"
                                + " the GPU, and restart it if not")
                : now).onComplete(noted -> look());
    }

    private void down(Drained one, ContainerState state) {
        if (with.bystanders().down(chronicle.now().act(), one.id())) {
            becomes(one.becomes(Drained.State.LEFT, "somebody stopped it in the middle"));
        } else if (resumed && one.is(Drained.State.STOPPING)
                && StopTimeout.endedLate(state, with.clock().shown(asked), StopTimeout.of(state))) {
            becomes(one.becomes(Drained.State.LEFT,
                    "it ended later than by our stop, while Dockmedic did not run, so somebody may have stopped it"));
        } else if (one.is(Drained.State.STARTING) && tooSoon(one)) {
            passed.add(one.id());
            look();
        } else if (one.is(Drained.State.STARTING) && since(BEGAN).compareTo(TRIES) >= 0) {
            String why = said.getOrDefault(one.id(), "");
            becomes(one.becomes(Drained.State.FAILED,
                    why.isEmpty() ? "the engine does not start it" : "the engine does not start it: " + why));
        } else {
            start(one);
        }
    }

    private boolean tooSoon(Drained one) {
        Duration wait = Touches.GRACE.multipliedBy(1L << Math.min(one.calls(), MOST_DOUBLINGS));
        return since("asked " + one.id() + one.calls())
                .compareTo(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait) < 0;
    }

    private void start(Drained one) {
        chronicle.call(one.called(Drained.State.STARTING), "start", true, () -> with.calls().start(one.id()))
                .onSuccess(came -> {
                    came.ifPresent(result -> {
                        if (result instanceof CallResult.Refused<Void> refused) {
                            said.put(one.id(), refused.message());
                        }
                        if (result instanceof CallResult.Unknown) {
                            cutOff.add(one.id());
                        } else {
                            cutOff.remove(one.id());
                        }
                    });
                    again(EVERY);
                });
    }
}
