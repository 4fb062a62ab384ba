package io.dockmedic.remediation.action.host;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process with all that it has begun and not let go of. It is ended as one: killed one after the other, what still runs would see
 * that another is gone, take a broken pipe's end for the end of what it reads, and go on to its next line.
 */
final class Tree {
    private static final int STOP = 19;
    private static final long LOOK_MILLIS = 10;
    /** Until what was killed is dead. */
    private static final int LOOKS = 200;
    /** Until what was stopped stands still, a millisecond each. */
    private static final int STILL_LOOKS = 50;
    /** More than there are generations, but for what multiplies without end. */
    private static final int ROUNDS = 50;

    /** kill(2), bound at the first use. */
    private static final class Library {
        @SuppressWarnings("restricted") // Native access is given at the start: deploy/jvm.sh.
        private static final MethodHandle KILL = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private Library() {}

        static boolean kill(int pid, int signal) {
            try {
                return (int) KILL.invokeExact(pid, signal) == 0;
            } catch (Throwable impossible) {
                throw new IllegalStateException("kill cannot be called", impossible);
            }
        }
    }

    private final Set<ProcessHandle> all = new LinkedHashSet<>();

    Tree(ProcessHandle root) {
        all.add(root);
    }

    /** Ends it: all of it stands still before the first is killed. Answers with what has not died, after 2 s at most. */
    List<ProcessHandle> kill() {
        try {
            standsStill();
        } catch (IllegalStateException | LinkageError unable) {
            // It is killed all the same.
        }
        all.addAll(begun());
        all.forEach(ProcessHandle::destroyForcibly);
        for (int looks = 0; looks < LOOKS && all.stream().anyMatch(ProcessHandle::isAlive); looks++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        return all.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** What stands still begins nothing, and what its children leave when they end keeps their numbers. */
    private void standsStill() {
        List<ProcessHandle> fresh = List.copyOf(all);
        for (int round = 0; round < ROUNDS && !fresh.isEmpty(); round++) {
            all.addAll(fresh);
            List<ProcessHandle> told = fresh.stream()
                    .filter(one -> one.isAlive() && Library.kill((int) one.pid(), STOP))
                    .toList();
            for (int looks = 0; looks < STILL_LOOKS && !told.stream().allMatch(Tree::still); looks++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            fresh = begun();
        }
    }

    /** Children that are not known yet. */
    private List<ProcessHandle> begun() {
        return ProcessHandle.allProcesses()
                .filter(one -> !all.contains(one) && one.parent().filter(all::contains).isPresent())
                .toList();
    }

    /** Whether each of its threads is stopped or over, by proc(5). */
    private static boolean still(ProcessHandle one) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(one.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if ("TtZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return true;
        }
    }
}
