package io.dockmedic.collectors.base.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What can be wrong with the file or its disk, as opposed to what can be wrong with one write. */
enum Trouble {
    FULL("the disk is full", "free space on it; writing starts again by itself", false), LOCKED(
            "another program holds it locked", "end that program", false), READ_ONLY("it cannot be written to",
                    "check the owner and mode of the file and its directory, and the mount",
                    false), DAMAGED("it is damaged or not a journal",
                            "move it away to start a new one, or put a good copy in its place",
                            true), UNREADABLE("it cannot be opened or read",
                                    "check the path, its permissions and the disk", true);

    private static final long HARDLY_ANY = 256 * 1024;

    private static final Map<SQLiteErrorCode, Trouble> BY_CODE = Map.of(
            SQLiteErrorCode.SQLITE_FULL, FULL,
            SQLiteErrorCode.SQLITE_BUSY, LOCKED,
            SQLiteErrorCode.SQLITE_LOCKED, LOCKED,
            SQLiteErrorCode.SQLITE_READONLY, READ_ONLY,
            SQLiteErrorCode.SQLITE_PERM, READ_ONLY,
            SQLiteErrorCode.SQLITE_CORRUPT, DAMAGED,
            SQLiteErrorCode.SQLITE_NOTADB, DAMAGED,
            SQLiteErrorCode.SQLITE_CANTOPEN, UNREADABLE,
            SQLiteErrorCode.SQLITE_IOERR, UNREADABLE);

    private final String what;
    private final String remedy;
    private final boolean reopen;

    Trouble(String what, String remedy, boolean reopen) {
        this.what = what;
        this.remedy = remedy;
        this.reopen = reopen;
    }

    /** Whether the file must be opened and checked anew before it is trusted again. */
    boolean needsReopening() {
        return reopen;
    }

    /** Where, what and what to do. */
    JournalException at(Path file, Throwable cause) {
        return new JournalException(
                "journal " + file + ": " + what + " (" + cause.getMessage() + "); " + remedy, cause);
    }

    /** The trouble behind an exception; null when only the one write was wrong (a constraint, a typo in SQL). */
    static @Nullable Trouble of(Throwable failure, Path file) {
        if (failure instanceof IOException) {
            return full(file) ? FULL : UNREADABLE;
        }
        if (!(failure instanceof SQLException sql)) {
            return null;
        }
        SQLiteErrorCode code = sql instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
                : SQLiteErrorCode.getErrorCode(sql.getErrorCode() & 0xff);
        Trouble trouble = BY_CODE.get(code);
        // On a full disk SQLite cannot make its shared-memory file either, and calls that an I/O error.
        return trouble == UNREADABLE && full(file) ? FULL : trouble;
    }

    private static boolean full(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            return directory != null && Files.getFileStore(directory).getUsableSpace() < HARDLY_ANY;
        } catch (IOException e) {
            return false;
        }
    }
}
