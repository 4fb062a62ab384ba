package io.dockmedic.collectors.base.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that one daemon alone writes a journal: a locked file beside it that names the holder's process. The
 * kernel drops the lock with the process, however it ends; the file itself stays.
 */
final class LockFile {
    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable FileLock lock;

    LockFile(Path journal) {
        this.path = journal.resolveSibling(journal.getFileName() + ".lock");
    }

    /** Takes the lock, if not held yet. */
    void acquire() throws IOException {
        if (lock != null) {
            return;
        }
        // The channel stays open over failed attempts: closing it would drop a lock that this process holds
        // through another channel.
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            channel = open;
        }
        FileLock taken;
        try {
            taken = open.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new JournalException("journal lock " + path + ": this process holds it already", e);
        }
        if (taken == null) {
            throw new JournalException("journal lock " + path + ": another Dockmedic uses this journal ("
                    + holder(open) + "); end it, or give this one a data directory of its own");
        }
        lock = taken;
        open.truncate(0);
        open.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    void release() throws IOException {
        if (lock != null && channel != null) {
            lock = null;
            channel.close();
            channel = null;
        }
    }

    private static String holder(FileChannel open) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        open.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "process id not known" : "process " + pid;
    }
}
