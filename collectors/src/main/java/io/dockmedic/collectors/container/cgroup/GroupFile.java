package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Files of one group. One that is not there, goes away meanwhile or says something else than expected says nothing. */
record GroupFile(Path folder, KernelFiles files) {
    /** More than this no machine has; v1 writes it for "no limit". */
    private static final long NO_LIMIT = 1L << 62;

    String text(String file) {
        return files.text(folder.resolve(file));
    }

    /** The file's one number. */
    OptionalLong number(String file) {
        return KernelFiles.number(text(file));
    }

    /** The file's one number; empty where it means that there is no limit. */
    OptionalLong limit(String file) {
        OptionalLong number = number(file);
        return number.isPresent() && number.getAsLong() >= NO_LIMIT ? OptionalLong.empty() : number;
    }

    /** The number in the line that begins with that name, like {@code anon 57344}. */
    static OptionalLong of(String table, String name) {
        return KernelFiles.after(table, name, ' ');
    }
}
