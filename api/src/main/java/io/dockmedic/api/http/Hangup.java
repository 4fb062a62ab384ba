package io.dockmedic.api.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Ends a connection at once, and drops what its client has not taken. {@link HttpConnection#close} lets that go out
 * first, so for a client that never reads it comes to nothing.
 */
final class Hangup {
    private Hangup() {}

    /** On the connection's own event loop. What was under way fails. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody is left whom the end of it could matter to.
    static void of(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            // As Vert.x ends one that was idle for too long.
            server.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }
}
