package io.dockmedic.collectors.host.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * statvfs(3) of the C library, by the JVM's own foreign function interface: JNA would unpack a library of its own into a
 * folder at each start. The JVM's {@code FileStore} tells neither inodes nor what is reserved. The layout is that of
 * 64-bit Linux, the same for x86_64 and aarch64, glibc and musl: eleven longs, then spare ones.
 */
public final class NativeStatfs implements Statfs {
    private static final long LENGTH = 256;
    private static final int FRAGMENT = 1;
    private static final int BLOCKS = 2;
    private static final int FREE = 3;
    private static final int AVAILABLE = 4;
    private static final int FILES = 5;
    private static final int FILES_FREE = 6;
    private static final int FLAGS = 9;
    private static final long READ_ONLY = 1;

    /** The C library, bound at the first use. */
    private static final class Library {
        private static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();
        @SuppressWarnings("restricted") // Native access is given at the start: deploy/jvm.sh.
        private static final MethodHandle STATVFS = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("statvfs"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                        Linker.Option.captureCallState("errno"));

        private Library() {}

        /** 0, or the error's number. */
        static int statvfs(MemorySegment path, MemorySegment buffer, Arena arena) {
            MemorySegment errno = arena.allocate(ERRNO);
            try {
                int failed = (int) STATVFS.invokeExact(errno, path, buffer);
                return failed == 0 ? 0 : errno.get(ValueLayout.JAVA_INT, 0);
            } catch (Throwable impossible) {
                throw new IllegalStateException("statvfs cannot be called", impossible);
            }
        }
    }

    @Override
    public Usage read(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(LENGTH, Long.BYTES);
            int error = Library.statvfs(arena.allocateFrom(path), answer, arena);
            if (error != 0) {
                throw new IOException("statvfs " + path + ": " + word(error));
            }
            long fragment = number(answer, FRAGMENT);
            return new Usage(
                    fragment * number(answer, BLOCKS),
                    fragment * number(answer, FREE),
                    fragment * number(answer, AVAILABLE),
                    number(answer, FILES),
                    number(answer, FILES_FREE),
                    (number(answer, FLAGS) & READ_ONLY) != 0);
        }
    }

    private static long number(MemorySegment answer, int index) {
        return answer.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    /** Those that happen, errno(3). */
    private static String word(int error) {
        return switch (error) {
            case 2 -> "no such file or directory";
            case 5 -> "input/output error";
            case 13 -> "permission denied";
            case 107 -> "its server is gone (transport endpoint is not connected)";
            case 116 -> "stale file handle";
            default -> "error " + error;
        };
    }
}
