package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.intent.IntentJudge;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.Signal;
import java.util.ArrayList;
import java.util.List;

/** What was sent to one run through the engine, and which signal asks it to stop. For the watch's own context. */
final class Signals {
    /** More than this in one run say nothing new. */
    private static final int MOST = 32;

    private final List<Kill> sent;
    private int stop = Signal.UNTRUSTED;

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
        return kill.signal() != Signal.UNTRUSTED && !IntentJudge.asksToDie(kill.signal(), stop);
    }

    /** Whether one may have asked this run to die. */
    boolean mayAskToDie() {
        return !sent.stream().allMatch(this::harmless);
    }

    /** In the order in which they came. */
    List<Kill> all() {
        return List.copyOf(sent);
    }
}
