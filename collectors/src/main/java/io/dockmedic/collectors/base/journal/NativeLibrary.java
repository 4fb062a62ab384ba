package io.dockmedic.collectors.base.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * SQLite's library, kept beside the journal from one start to the next. The driver by itself unpacks it into the
 * temporary directory at each start, and a kill leaves it there.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private static final Object ROOT = 0;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private NativeLibrary() {}

    /** Has the driver load it from {@code directory} where it is there already, and nobody else can have put it there. */
    static void use(Path directory) {
        if (System.getProperty(PATH) == null) {
            ours(directory.resolve(SQLiteJDBCLoader.getVersion() + "-" + System.mapLibraryName("sqlitejdbc")))
                    .ifPresent(file -> {
                        System.setProperty(PATH, Objects.requireNonNull(file.getParent()).toString());
                        System.setProperty(NAME, String.valueOf(file.getFileName()));
                    });
        }
    }

    /**
     * Where {@code file} really is, if it is there, and it and all that it is in belong to us or to root and can be written by
     * nobody else: what root loads of another user's runs as root. Links on the way to it are not part of that way, so that
     * nobody can lead them elsewhere afterwards.
     */
    static Optional<Path> ours(Path file) {
        try {
            Path real = file.toRealPath();
            Object us = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            boolean directory = false;
            for (Path part = real; part != null; part = part.getParent()) {
                Object owner = Files.getAttribute(part, "unix:uid");
                int mode = (Integer) Files.getAttribute(part, "unix:mode");
                // In a sticky directory, such as /tmp, nobody takes away what is another's.
                boolean kept = (mode & WRITABLE_BY_OTHERS) == 0 || (directory && (mode & STICKY) != 0);
                boolean own = owner.equals(us) || owner.equals(ROOT);
                if (!own || !kept) {
                    return Optional.empty();
                }
                directory = true;
            }
            return Files.isReadable(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Has the driver load it from {@code directory}; where that fails the driver goes its own way. */
    static void keepIn(Path directory) {
        if (System.getProperty(PATH) != null) {
            return;
        }
        String file = System.mapLibraryName("sqlitejdbc");
        String kept = SQLiteJDBCLoader.getVersion() + "-" + file;
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(
                "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + file)) {
            if (packed == null) {
                return;
            }
            if (Files.notExists(directory.resolve(kept))) {
                Path fresh = directory.resolve(kept + ".new");
                Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, directory.resolve(kept), StandardCopyOption.ATOMIC_MOVE);
            }
            System.setProperty(PATH, directory.toAbsolutePath().toString());
            System.setProperty(NAME, kept);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("SQLite's library is unpacked for this run only");
        }
    }
}
