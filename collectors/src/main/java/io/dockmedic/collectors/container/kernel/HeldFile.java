package io.dockmedic.collectors.container.kernel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of a control group that is read again and again and kept open between: to open one costs several times as much
 * as to read it, and a channel reads from the beginning without being told to go there first. An open one keeps no group
 * from being removed. For one thread at a time, the one its {@link KernelFiles} is for.
 */
public final class HeldFile implements AutoCloseable {
    private final Path path;
    private final KernelFiles files;
    private @Nullable FileChannel open;
    private boolean missing;

    HeldFile(Path path, KernelFiles files) {
        this.path = path;
        this.files = files;
    }

    /** All that it says now; empty when it goes away, and from then on, or was not there when it was first asked. */
    public String text() {
        return text(true);
    }

    /** The same of a list, which the kernel hands out a page at a time. */
    public String list() {
        return text(false);
    }

    private String text(boolean atOnce) {
        if (missing) {
            return "";
        }
        try {
            FileChannel file = open;
            if (file == null) {
                if (!files.mayOpen()) {
                    return files.text(path);
                }
                file = FileChannel.open(path, StandardOpenOption.READ);
                open = file;
                files.opened();
            }
            return files.text(file, atOnce);
        } catch (NoSuchFileException never) {
            missing = true;
            return "";
        } catch (IOException gone) {
            // Not opened where there are too many open files, or it may not be read: those may pass.
            missing = open != null;
            close();
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
