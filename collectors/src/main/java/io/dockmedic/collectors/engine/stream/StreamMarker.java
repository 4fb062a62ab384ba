package io.dockmedic.collectors.engine.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last message that was dealt with: where to go on from. Several messages may have the same time, so the time
 * alone does not name one.
 *
 * @param at       the engine's clock
 * @param identity of the message, as {@link MessageIdentity} makes it
 * @param dated    the same in our own time; null where an older Dockmedic has kept it
 */
public record StreamMarker(Instant at, String identity, @Nullable Instant dated) {
    /** The marker that names this message. */
    public static StreamMarker of(EngineMessage message) {
        return new StreamMarker(message.stamp(), MessageIdentity.of(message), message.at());
    }
}
