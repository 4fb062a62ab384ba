package io.dockmedic.collectors.engine.client;

import java.io.IOException;
import java.io.InputStream;

/** A body whose end is stated, by its length or chunk by chunk; one that ends earlier is an error. */
final class HttpBody extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private boolean first = true;
    private boolean over;
    private long left;

    /** @param length of all; without meaning where it comes in chunks */
    HttpBody(InputStream in, long length, boolean chunked) {
        this.in = in;
        this.left = chunked ? 0 : length;
        this.chunked = chunked;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = in.read(into, from, (int) Math.min(most, left));
        if (count < 0) {
            throw new IOException("the connection ended within an answer");
        }
        left -= count;
        return count;
    }

    /**
     * Whether it has been read to its end, that of the last chunk included.
     *
     * @throws IOException where that end is not here
     */
    boolean isOver() throws IOException {
        return left == 0 && (!chunked || (!nextChunk() && UnixAnswer.line(in).isEmpty()));
    }

    private boolean nextChunk() throws IOException {
        if (!chunked || over) {
            return false;
        }
        if (!first && !UnixAnswer.line(in).isEmpty()) {
            throw new IOException("a chunk is longer than it says");
        }
        first = false;
        String size = UnixAnswer.line(in);
        int extension = size.indexOf(';');
        left = UnixAnswer.number(extension < 0 ? size : size.substring(0, extension), 16);
        over = left == 0;
        return !over;
    }
}
