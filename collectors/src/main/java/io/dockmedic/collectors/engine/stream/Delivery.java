package io.dockmedic.collectors.engine.stream;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells the listener one thing after another, each when the one before is dealt with. Stays on one context. */
final class Delivery {
    private record Item(Supplier<Future<Void>> tell, Runnable dealtWith, Consumer<Throwable> failed) {}

    private final Runnable shorter;
    private final Queue<Item> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    /** @param shorter runs each time something was dealt with */
    Delivery(Runnable shorter) {
        this.shorter = shorter;
    }

    /** @param failed is told when telling threw or its future failed; the next is told all the same */
    void add(Supplier<Future<Void>> tell, Runnable dealtWith, Consumer<Throwable> failed) {
        if (!closed) {
            waiting.add(new Item(tell, dealtWith, failed));
            next();
        }
    }

    /** What waits, the one being dealt with included. */
    int size() {
        return waiting.size() + (busy ? 1 : 0);
    }

    /** Nothing more is told. */
    void close() {
        closed = true;
        waiting.clear();
    }

    private void next() {
        // A loop, not recursion: thousands may be dealt with at once.
        while (!busy && !waiting.isEmpty()) {
            Item item = waiting.remove();
            busy = true;
            Future<Void> told = told(item);
            if (told.isComplete()) {
                settle(item, told);
            } else {
                told.onComplete(later -> {
                    settle(item, told);
                    next();
                });
            }
        }
    }

    private void settle(Item item, Future<Void> told) {
        busy = false;
        if (told.succeeded()) {
            item.dealtWith().run();
        } else {
            item.failed().accept(told.cause());
        }
        shorter.run();
    }

    private static Future<Void> told(Item item) {
        try {
            return item.tell().get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
