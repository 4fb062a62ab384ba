package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.stream.EngineMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How far the stream has been dealt with: the last message before which nothing is open. Lanes finish out of order, and
 * after a crash reading must go on from the oldest message that was not finished.
 */
final class Watermark {
    private static final class Entry {
        final EngineMessage message;
        boolean done;

        Entry(EngineMessage message) {
            this.message = message;
        }
    }

    private final Deque<Entry> open = new ArrayDeque<>();
    private Optional<EngineMessage> reached = Optional.empty();

    /** Takes note of a message; run the result when it has been dealt with. */
    Runnable opened(EngineMessage message) {
        Entry entry = new Entry(message);
        open.add(entry);
        return () -> {
            entry.done = true;
            while (!open.isEmpty() && open.peek().done) {
                reached = Optional.of(open.poll().message);
            }
        };
    }

    /** The last message up to which everything is done; empty before the first. */
    Optional<EngineMessage> reached() {
        return reached;
    }
}
