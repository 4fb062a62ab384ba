package io.dockmedic.api.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** Server-sent events as bytes. JSON in one line has no line breaks, so it is one line of data. */
final class Frame {
    private Frame() {}

    static Buffer event(String name, String id, JsonObject data) {
        return Buffer.buffer("event: " + name + "\nid: " + id + "\ndata: " + data.encode() + "\n\n");
    }

    /** Which nobody sees, but who waits knows that we are there. */
    static Buffer comment(String text) {
        return Buffer.buffer(": " + text + "\n\n");
    }

    /** How long a browser waits before it comes again. */
    static Buffer retry(long millis) {
        return Buffer.buffer("retry: " + millis + "\n\n");
    }
}
