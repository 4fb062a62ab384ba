package io.dockmedic.collectors.container.cgroup;

import io.dockmedic.collectors.container.kernel.HeldFile;
import io.dockmedic.collectors.container.kernel.KernelFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Files of one group. One that is not there, goes away meanwhile or says something else than expected says nothing. */
final class GroupFile implements AutoCloseable {
    /** More than this no machine has; v1 writes it for "no limit". */
    private static final long NO_LIMIT = 1L << 62;

    private final Path folder;
    private final KernelFiles files;
    private final Map<String, HeldFile> held = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, String> rested = new HashMap<>();

    GroupFile(Path folder, KernelFiles files) {
        this.folder = folder;
        this.files = files;
    }

    String text(String file) {
        return held.computeIfAbsent(file, name -> files.held(folder.resolve(name))).text();
    }

    /** The file's one number. */
    OptionalLong number(String file) {
        return KernelFiles.number(text(file));
    }

    /** As it was when it was last asked for, until {@link #forget}: of what seldom changes. */
    String kept(String file) {
        return remembered(kept, file);
    }

    /** As it was when it was last asked for, until {@link #worked} or {@link #forget}: of what only the group's own work changes. */
    String rested(String file) {
        return remembered(rested, file);
    }

    private String remembered(Map<String, String> before, String file) {
        String text = before.get(file);
        if (text == null) {
            text = text(file);
            if (!text.isEmpty()) {
                // What could not be read may be read the next time.
                before.put(file, text);
            }
        }
        return text;
    }

    /** The next {@link #rested} is read. */
    void worked() {
        rested.clear();
    }

    /** The next {@link #kept} or {@link #rested} of that file is read. */
    void forget(String file) {
        kept.remove(file);
        rested.remove(file);
    }

    /** The next {@link #kept} and {@link #rested} is read. */
    void forget() {
        kept.clear();
        rested.clear();
    }

    /** The file's one number; empty where it means that there is no limit. Kept. */
    OptionalLong limit(String file) {
        OptionalLong number = KernelFiles.number(kept(file));
        return number.isPresent() && number.getAsLong() >= NO_LIMIT ? OptionalLong.empty() : number;
    }

    /** Those in {@code cgroup.procs}. Opened each time: v1 keeps the list for whoever has it open and goes on reading. */
    int[] processes() {
        return files.text(folder.resolve("cgroup.procs"))
                .lines()
                .map(KernelFiles::number)
                .filter(OptionalLong::isPresent)
                .mapToInt(pid -> (int) pid.getAsLong())
                .toArray();
    }

    @Override
    public void close() {
        held.values().forEach(HeldFile::close);
    }
}
