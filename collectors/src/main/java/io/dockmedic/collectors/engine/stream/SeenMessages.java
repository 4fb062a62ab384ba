package io.dockmedic.collectors.engine.stream;

import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The identities of the last messages, to know a replayed one again. Replay comes from the engine's memory of 256
 * events, so four times as many are enough.
 */
final class SeenMessages {
    private static final int KEPT = 1024;

    private final LinkedHashSet<String> identities = new LinkedHashSet<>();
    private @Nullable StreamMarker last;

    SeenMessages(@Nullable StreamMarker restored) {
        last = restored;
        if (restored != null) {
            identities.add(restored.identity());
        }
    }

    /** Remembers a message; false when it was seen before. */
    boolean add(StreamMarker message) {
        if (!identities.add(message.identity())) {
            return false;
        }
        last = message;
        if (identities.size() > KEPT) {
            identities.removeFirst();
        }
        return true;
    }

    /** The one that came last, or null when none ever did. */
    @Nullable
    StreamMarker last() {
        return last;
    }
}
