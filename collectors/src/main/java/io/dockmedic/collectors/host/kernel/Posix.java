package io.dockmedic.collectors.host.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of the C library, for what the JVM's own cannot do: read from one and never wait for it, or only so long. Bound at the
 * first use. A negative answer is the error's number, errno(3), with a minus before it. Flags are those of 64-bit Linux, the
 * same for x86_64 and aarch64.
 */
final class Posix {
    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final short POLLIN = 1;
    private static final int NOT_PERMITTED = 1;
    private static final int DENIED = 13;

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle OPEN = bound("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ = bound("read",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    /** {@code struct pollfd}, its count of {@code nfds_t} and the time in milliseconds. */
    private static final MethodHandle POLL = bound("poll",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = bound("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Posix() {}

    @SuppressWarnings("restricted") // Native access is given at the start: deploy/jvm.sh.
    private static MethodHandle bound(String name, FunctionDescriptor shape, Linker.Option... more) {
        List<Linker.Option> options = new ArrayList<>(List.of(more));
        options.add(Linker.Option.captureCallState("errno"));
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), shape, options.toArray(Linker.Option[]::new));
    }

    /** A descriptor for reading, which is never waited for. */
    static int open(MemorySegment errno, MemorySegment path) {
        try {
            return answer(errno, (int) OPEN.invokeExact(errno, path, O_RDONLY_NONBLOCK_CLOEXEC));
        } catch (Throwable impossible) {
            throw new IllegalStateException("open cannot be called", impossible);
        }
    }

    /** How many bytes are in the buffer now. */
    static int read(MemorySegment errno, int descriptor, MemorySegment buffer) {
        try {
            return answer(errno, (long) READ.invokeExact(errno, descriptor, buffer, buffer.byteSize()));
        } catch (Throwable impossible) {
            throw new IllegalStateException("read cannot be called", impossible);
        }
    }

    /** What {@link #poll} is told: that this descriptor is waited for to be readable. */
    static MemorySegment readable(SegmentAllocator memory, int descriptor) {
        MemorySegment polled = memory.allocate(8, 4);
        polled.set(JAVA_INT, 0, descriptor);
        polled.set(JAVA_SHORT, 4, POLLIN);
        return polled;
    }

    /** Waits until it can be read, but at most so long; whether it can. A signal ends it too. */
    static boolean poll(MemorySegment errno, MemorySegment polled, Duration most) {
        try {
            return (int) POLL.invokeExact(errno, polled, 1L, (int) most.toMillis()) > 0;
        } catch (Throwable impossible) {
            throw new IllegalStateException("poll cannot be called", impossible);
        }
    }

    static void close(MemorySegment errno, int descriptor) {
        try {
            int closed = (int) CLOSE.invokeExact(errno, descriptor);
            assert closed == 0 : "closed twice";
        } catch (Throwable impossible) {
            throw new IllegalStateException("close cannot be called", impossible);
        }
    }

    /** Where errors are told. */
    static MemorySegment errno(SegmentAllocator memory) {
        return memory.allocate(CALL_STATE);
    }

    private static int answer(MemorySegment errno, long result) {
        return result >= 0 ? (int) result : -errno.get(JAVA_INT, 0);
    }

    /** Those that happen here. */
    static String word(int error) {
        return switch (error) {
            case NOT_PERMITTED -> "not permitted; it takes root, or CAP_SYSLOG where kernel.dmesg_restrict is 1";
            case 2, 6, 19 -> "there is none here; in a container it takes --device /dev/kmsg";
            case DENIED -> "permission denied";
            default -> "error " + error;
        };
    }
}
