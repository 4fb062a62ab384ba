package io.dockmedic.collectors.base.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** The file: its place, its modes, its lock, and connections to it. A user's file is never moved or deleted. */
final class JournalFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int BUSY_MILLIS = 2_000;
    private static final long KEEP_WAL_BYTES = 16L << 20;

    private final Path path;
    private final LockFile lock;

    JournalFile(Path path) {
        this.path = path;
        this.lock = new LockFile(path);
    }

    Path path() {
        return path;
    }

    /**
     * Opens for writing: makes directory (0700) and file (0600) where missing, takes the lock, checks the file and
     * brings the tables up to date.
     *
     * @throws JournalException saying where, what and what to do
     */
    Connection openToWrite(List<Tables> tables) {
        try {
            prepare();
            lock.acquire();
            NativeLibrary.keepIn(Objects.requireNonNull(path.toAbsolutePath().getParent()));
            SQLiteConfig config = new SQLiteConfig();
            config.setBusyTimeout(BUSY_MILLIS);
            Connection connection = config.createConnection("jdbc:sqlite:" + path);
            try {
                check(connection);
                pragmas(connection);
                Migrations.run(connection, tables);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | IOException e) {
            Trouble trouble = Trouble.of(e, path);
            throw (trouble == null ? Trouble.UNREADABLE : trouble).at(path, e);
        }
    }

    /** A read-only connection beside the writer's; it sees what was committed when each of its reads began. */
    Connection openToRead() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /**
     * A connection for who only reads, and may be alone with the file. Where there is no write-ahead log SQLite makes an
     * empty one to read by, and who may not write leaves it there: this one may, asks nothing that writes, and SQLite takes
     * the log away again with the last connection. A log that is there is not touched.
     */
    Connection openToLook() throws SQLException {
        if (hasLog()) {
            return openToRead();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection("jdbc:sqlite:" + path);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether there is a write-ahead log beside the file: while somebody writes, and after who was killed. */
    boolean hasLog() {
        return Files.exists(log());
    }

    private Path log() {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    /** Bytes on disk, the write-ahead log included; 0 while there is none. */
    long size() {
        return sizeOf(path) + sizeOf(log());
    }

    void release() throws IOException {
        lock.release();
    }

    private void prepare() throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.notExists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else if (!OWNER_ONLY.equals(Files.getPosixFilePermissions(path))) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = row.next() ? row.getString(1) : "no answer";
            if (!"ok".equals(answer)) {
                throw new SQLException(answer, null, SQLiteErrorCode.SQLITE_CORRUPT.code);
            }
        }
    }

    private static void pragmas(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Has an effect only before the first table is made: lets retention give space back to the disk.
            statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA foreign_keys=ON");
            statement.execute("PRAGMA journal_size_limit=" + KEEP_WAL_BYTES);
            statement.execute("CREATE TABLE IF NOT EXISTS journal_probe("
                    + "id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL, filler BLOB NOT NULL)");
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
