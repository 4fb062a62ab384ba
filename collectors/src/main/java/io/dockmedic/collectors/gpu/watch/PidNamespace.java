package io.dockmedic.collectors.gpu.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the processes that are seen are the machine's. Reads a file. */
final class PidNamespace {
    /** The kernel's number of the machine's own processes, as all of them; in any other there are some only. */
    private static final String ALL_PROCESSES = "pid:[4026531836]";

    private final Path proc;

    /** @param proc where processes are shown */
    PidNamespace(Path proc) {
        this.proc = proc;
    }

    /** Whether they are known to be all of the machine's, by their numbers of there. */
    boolean isMachines() {
        return shown().equals(ALL_PROCESSES);
    }

    /** Whether they are known to be those of a container: a number that the machine's driver tells is another one's there. */
    boolean isOther() {
        String shown = shown();
        return !shown.isEmpty() && !shown.equals(ALL_PROCESSES);
    }

    /** Empty where it is not shown. */
    private String shown() {
        try {
            return Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
        } catch (IOException notShown) {
            return "";
        }
    }
}
