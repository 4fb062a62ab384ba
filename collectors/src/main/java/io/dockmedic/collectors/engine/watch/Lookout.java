package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks ahead in the stream for what the engine says of a container after its death though it was before it, while that
 * death is still being judged.
 */
final class Lookout implements Scene.Ahead {
    private static final Set<String> ACTIONS = Set.of("stop", "oom");

    private final Timers timers;
    private final Map<Word, Promise<Boolean>> waiting = new HashMap<>();
    private final Map<Word, Integer> queued = new HashMap<>();

    Lookout(Timers timers) {
        this.timers = timers;
    }

    /** A message was read; it is in the container's lane now, maybe behind the death. */
    void arrived(EngineMessage message) {
        if (!ACTIONS.contains(message.action())) {
            return;
        }
        Word word = Word.of(message);
        queued.merge(word, 1, Integer::sum);
        Promise<Boolean> promise = waiting.remove(word);
        if (promise != null) {
            promise.tryComplete(true);
        }
    }

    /** The lane has come to it. */
    void handled(EngineMessage message) {
        queued.computeIfPresent(Word.of(message), (word, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public Future<Boolean> says(String containerId, String action, Duration within) {
        Word word = new Word(containerId, action);
        if (queued.containsKey(word)) {
            return Future.succeededFuture(true);
        }
        Promise<Boolean> promise = Promise.promise();
        waiting.put(word, promise);
        timers.after(within, () -> {
            waiting.remove(word, promise);
            promise.tryComplete(false);
        });
        return promise.future();
    }

    private record Word(String containerId, String action) {
        static Word of(EngineMessage message) {
            return new Word(message.id(), message.action());
        }
    }
}
