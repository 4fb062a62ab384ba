package io.dockmedic.api.http;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Buffers that are used again; a few are kept. Safe for use by several threads. */
final class Pieces {
    /** Of each. */
    static final int BYTES = 1 << 16;

    private static final int KEPT = 4;

    private final BlockingQueue<Buffer> idle = new ArrayBlockingQueue<>(KEPT);

    /** One that is as long as all are, with anything in it. */
    Buffer take() {
        Buffer kept = idle.poll();
        return kept == null ? Buffer.buffer(new byte[BYTES]) : kept;
    }

    /** Nobody else uses it any more. */
    void back(Buffer piece) {
        idle.offer(piece);
    }
}
