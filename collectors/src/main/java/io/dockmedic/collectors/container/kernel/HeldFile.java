package io.dockmedic.collectors.container.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a control group that is read again and again and kept open between: to open one costs several times as much
 * as to read it. An open one keeps no group from being removed. For one thread at a time, the one its {@link KernelFiles} is for.
 */
public final class HeldFile implements AutoCloseable {
    private final Path path;
    private final KernelFiles files;
    private @Nullable RandomAccessFile open;
    private boolean missing;

    HeldFile(Path path, KernelFiles files) {
        this.path = path;
        this.files = files;
    }

    /** All that it says now; empty when it goes away, and from then on, or was not there when it was first asked. */
    public String text() {
        if (missing) {
            return "";
        }
        try {
            RandomAccessFile file = open;
            if (file == null) {
                if (!files.mayOpen()) {
                    return files.text(path);
                }
                file = new RandomAccessFile(path.toString(), "r");
                open = file;
                files.opened();
            }
            file.seek(0);
            return files.atOnce(file::read);
        } catch (FileNotFoundException cannotBeOpened) {
            // Also said where there are too many open files, or it may not be read: those may pass.
            missing = Files.notExists(path);
            return "";
        } catch (IOException gone) {
            close();
            missing = true;
            return "";
        }
    }

    @Override
    public void close() {
        if (open != null) {
            files.closed();
            try {
                open.close();
            } catch (IOException nothingToDo) {
                // It was only read.
            }
            open = null;
        }
    }
}
