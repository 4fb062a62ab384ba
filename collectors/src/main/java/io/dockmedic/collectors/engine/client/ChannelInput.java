package io.dockmedic.collectors.engine.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads a channel to its end through a buffer. For use by one thread. */
final class ChannelInput extends InputStream {
    private static final int BUFFER = 8 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    ChannelInput(ReadableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        return filled() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int count = Math.min(most, buffer.remaining());
        buffer.get(into, from, count);
        return count;
    }

    /** Whether nothing was read that nobody has asked for. */
    boolean isEmpty() {
        return !buffer.hasRemaining();
    }

    private boolean filled() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }
}
