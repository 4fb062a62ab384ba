package io.dockmedic.collectors.engine.stream;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines, whatever pieces it comes in. A line beyond the bound is left out and told. */
final class LineSplitter {
    private final int longest;
    private final Consumer<byte[]> line;
    private final Runnable tooLong;
    private Buffer open = Buffer.buffer();
    private boolean skipping;

    /** @param longest in bytes; so much is kept of an unfinished line */
    LineSplitter(int longest, Consumer<byte[]> line, Runnable tooLong) {
        this.longest = longest;
        this.line = line;
        this.tooLong = tooLong;
    }

    void add(Buffer piece) {
        int start = 0;
        for (int i = 0; i < piece.length(); i++) {
            if (piece.getByte(i) == '\n') {
                take(piece, start, i);
                end();
                start = i + 1;
            }
        }
        take(piece, start, piece.length());
    }

    private void take(Buffer piece, int start, int end) {
        if (skipping || open.length() + end - start > longest) {
            skipping = true;
            open = Buffer.buffer();
        } else if (end > start) {
            open.appendBuffer(piece, start, end - start);
        }
    }

    private void end() {
        byte[] whole = open.getBytes();
        boolean skipped = skipping;
        open = Buffer.buffer();
        skipping = false;
        if (skipped) {
            tooLong.run();
        } else if (whole.length > 0) {
            line.accept(whole);
        }
    }
}
