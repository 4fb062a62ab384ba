package io.dockmedic.collectors.engine.stream;

import java.time.Instant;

/**
 * The last message that was dealt with: where to go on from. Several messages may have the same time, so the time
 * alone does not name one.
 *
 * @param at       the engine's clock
 * @param identity of the message, as {@link MessageIdentity} makes it
 */
public record StreamMarker(Instant at, String identity) {
    /** The marker that names this message. */
    public static StreamMarker of(EngineMessage message) {
        return new StreamMarker(message.stamp(), MessageIdentity.of(message));
    }
}
