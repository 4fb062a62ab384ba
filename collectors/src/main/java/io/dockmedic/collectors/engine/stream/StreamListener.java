package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;

/**
 * What the stream tells its one listener, always on the same Vert.x context, one call at a time: the stream reads no
 * further while a returned future is open, so a slow listener slows the reading and nothing piles up here.
 */
public interface StreamListener {
    /**
     * Subscribed; messages are held back until the returned future completes. The moment to list, inspect and
     * compare. Comes again without a disconnect, {@code continuous} false, when this listener was so slow that the engine
     * may have dropped messages; messages are held back then too. A failed future means that the comparison did not
     * succeed: the stream connects anew.
     *
     * @param continuous the engine replayed the last message we had seen, so nothing between then and now is missing
     */
    Future<Void> connected(EngineInfo engine, boolean continuous);

    /** The next message, in the engine's order, each once. */
    Future<Void> message(EngineMessage message);

    /**
     * Lost sight of the engine, or could not get sight of it; comes after every message received before, and again only
     * with another reason. {@code reason} as in {@code EngineEvent.Disconnected}.
     */
    void disconnected(String reason);
}
