package io.dockmedic.collectors.engine.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The standard output alone of what the engine sends of a command without a terminal: frames of eight bytes of header (stream, three
 * zeros, length) and a payload. The end of its standard error is kept beside.
 */
final class StandardOutput extends InputStream {
    private static final int HEADER = 8;
    private static final int OUTPUT = 1;
    private static final int ERRORS = 16 * 1024;

    private final InputStream frames;
    private byte[] errors = new byte[0];
    private long left;

    StandardOutput(InputStream frames) {
        this.frames = frames;
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
        while (left == 0) {
            if (!nextFrame()) {
                return -1;
            }
        }
        int count = frames.read(into, from, (int) Math.min(most, left));
        if (count < 0) {
            throw new EOFException("the connection ended within what the command wrote");
        }
        left -= count;
        return count;
    }

    /** On to the next that is of standard output; false at the end. */
    private boolean nextFrame() throws IOException {
        while (true) {
            byte[] head = frames.readNBytes(HEADER);
            if (head.length == 0) {
                return false;
            }
            if (head.length < HEADER || head[0] < 0 || head[0] > 2 || head[1] != 0 || head[2] != 0 || head[3] != 0) {
                throw new IOException("what the engine sends of the command cannot be read");
            }
            long length = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(4));
            if (head[0] <= OUTPUT) {
                left = length;
                return true;
            }
            error(length);
        }
    }

    private void error(long length) throws IOException {
        byte[] buffer = new byte[ERRORS];
        for (long rest = length; rest > 0;) {
            int count = frames.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (count < 0) {
                throw new EOFException("the connection ended within what the command wrote");
            }
            keep(buffer, count);
            rest -= count;
        }
    }

    private void keep(byte[] from, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(errors);
        all.write(from, 0, count);
        byte[] both = all.toByteArray();
        int start = Math.max(0, both.length - ERRORS);
        errors = new byte[both.length - start];
        System.arraycopy(both, start, errors, 0, errors.length);
    }

    /** The last lines of its standard error so far, oldest first. */
    List<String> errors() {
        return new String(errors, StandardCharsets.UTF_8).lines().toList();
    }
}
