package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was sent to one run through the engine, and how it is asked to stop. For the watch's own context. */
final class Signals {
    /** More than this in one run say nothing new. */
    private static final int MOST = 32;

    /** The engine's own, where a container names no other. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<Kill> sent;
    private int stop = Signal.UNTRUSTED;
    private Duration timeout = TIMEOUT;

    /** @param sent before our own start */
    Signals(List<Kill> sent) {
        this.sent = new ArrayList<>(sent);
    }

    /** As its image or its owner says. */
    void stopBy(int signal) {
        stop = signal;
    }

    int stop() {
        return stop;
    }

    /** How long the engine waits for its end before it kills. */
    void stopWithin(Duration most) {
        timeout = most;
    }

    Duration timeout() {
        return timeout;
    }

    /** A new run has been sent none. */
    void clear() {
        sent.clear();
    }

    /** Of too many the first that asked for no death goes: of those one says as much as all. */
    void add(Kill kill) {
        if (sent.size() >= MOST) {
            sent.stream().filter(this::harmless).findFirst().ifPresent(sent::remove);
        }
        if (sent.size() < MOST) {
            sent.add(kill);
        }
    }

    /** Whether it asks for no death. */
    boolean harmless(Kill kill) {
        return kill.signal() != Signal.UNTRUSTED && !asksToDie(kill);
    }

    private boolean asksToDie(Kill kill) {
        return IntentJudge.asksToDie(kill.signal(), stop);
    }

    /** Whether one may have asked this run to die. */
    boolean mayAskToDie() {
        return !sent.stream().allMatch(this::harmless);
    }

    /**
     * When the request to die was made that may have ended it; empty where there was none, or it has outlived all. A signal that
     * another one follows in its time, as {@code KILL} follows the first of a stop, is of the same request.
     *
     * @param until when the run ended, or until when it is known to have run
     */
    Optional<Instant> firstRequest(Instant until) {
        Optional<Instant> first = Optional.empty();
        for (Kill kill : sent.stream().filter(this::asksToDie).toList().reversed()) {
            if (IntentJudge.outlived(kill, timeout, first.orElse(until))) {
                return first;
            }
            first = Optional.of(kill.at());
        }
        return first;
    }

    /** Whether it was sent one that is no part of such a request: that asks for no death, is hidden by a label, or was outlived. */
    boolean anyBeside(Instant until) {
        Optional<Instant> first = firstRequest(until);
        return sent.stream().anyMatch(kill -> !asksToDie(kill) || first.map(kill.at()::isBefore).orElse(true));
    }

    /** In the order in which they came. */
    List<Kill> all() {
        return List.copyOf(sent);
    }
}
