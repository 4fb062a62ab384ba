package io.dockmedic.collectors.host.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;

/**
 * statvfs(3) of the C library. The JVM's own {@code FileStore} tells neither inodes nor what is reserved. The layout is
 * that of 64-bit Linux, the same for x86_64 and aarch64, glibc and musl: eleven longs, then spare ones.
 */
public final class NativeStatfs implements Statfs {
    private static final int LENGTH = 256;
    private static final int FRAGMENT = Long.BYTES;
    private static final int BLOCKS = 2 * Long.BYTES;
    private static final int FREE = 3 * Long.BYTES;
    private static final int AVAILABLE = 4 * Long.BYTES;
    private static final int FILES = 5 * Long.BYTES;
    private static final int FILES_FREE = 6 * Long.BYTES;
    private static final int FLAGS = 9 * Long.BYTES;
    private static final long READ_ONLY = 1;

    /** The C library, bound at the first use: that takes some 100 ms. */
    private static final class Library {
        static {
            Native.register(Library.class, "c");
        }

        private Library() {}

        static native int statvfs(String path, Pointer buffer) throws LastErrorException;
    }

    @Override
    public Usage read(String path) throws IOException {
        try (Memory answer = new Memory(LENGTH)) {
            answer.clear();
            Library.statvfs(path, answer);
            long fragment = answer.getLong(FRAGMENT);
            return new Usage(
                    fragment * answer.getLong(BLOCKS),
                    fragment * answer.getLong(FREE),
                    fragment * answer.getLong(AVAILABLE),
                    answer.getLong(FILES),
                    answer.getLong(FILES_FREE),
                    (answer.getLong(FLAGS) & READ_ONLY) != 0);
        } catch (LastErrorException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
