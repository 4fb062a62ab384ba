package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A log that the kernel shows as a device. One read is one record. */
public final class DeviceLog implements KernelLog {
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    /** The record that would have been next has been overwritten; the kernel goes on with the oldest it has. */
    private static final int EPIPE = 32;
    /** The kernel makes no longer ones: CONSOLE_EXT_LOG_MAX, and PRINTK_MESSAGE_MAX since 6.3. */
    private static final int LONGEST = 8192;

    private final Path device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(LONGEST);
    private final MemorySegment errno = Posix.errno(arena);
    private final MemorySegment polled;
    private final MemorySegment pollErrno = Posix.errno(arena);
    private final int descriptor;
    private volatile boolean closed;
    private boolean awaited;

    private DeviceLog(Path device, int descriptor) {
        this.device = device;
        this.descriptor = descriptor;
        this.polled = Posix.readable(arena, descriptor);
    }

    /** {@code /dev/kmsg} as a rule. Opened for reading, and never waits. */
    public static Source at(Path device) {
        return () -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment errno = Posix.errno(arena);
                int descriptor = Posix.open(errno, arena.allocateFrom(device.toString()));
                if (descriptor < 0) {
                    throw new IOException(device + " cannot be opened: " + Posix.word(-descriptor));
                }
                return new DeviceLog(device, descriptor);
            }
        };
    }

    @Override
    public @Nullable String next() throws IOException {
        while (!closed) {
            int read = Posix.read(errno, descriptor, buffer);
            switch (-read) {
                case EINTR, EPIPE -> {
                    // Once more.
                }
                case EAGAIN, 0 -> {
                    return null;
                }
                default -> {
                    if (read < 0) {
                        throw new IOException(device + " cannot be read: " + Posix.word(-read));
                    }
                    return new String(buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
                }
            }
        }
        return null;
    }

    @Override
    public boolean await(Duration most) {
        if (!begins()) {
            return false;
        }
        try {
            return Posix.poll(pollErrno, polled, most);
        } finally {
            ends();
        }
    }

    private synchronized boolean begins() {
        awaited = !closed;
        return awaited;
    }

    private synchronized void ends() {
        awaited = false;
        if (closed) {
            letGo();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (!awaited) {
                letGo();
            }
        }
    }

    /** Not while it is waited on: by then the number could be another file's. */
    private void letGo() {
        Posix.close(errno, descriptor);
        arena.close();
    }
}
