package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.view.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of the running containers' readings can be had from this machine's files: one look, for who asks once.
 *
 * @param running     containers that run
 * @param processes   of these, whose main process is shown here
 * @param readable    of these, whose control group is readable here
 * @param pressure    of these, with pressure (PSI)
 * @param descriptors of these, whose open files could be counted
 */
public record Trial(int running, int processes, int readable, int pressure, int descriptors) {
    /**
     * Reads files, and blocks for as long.
     *
     * @param root of the machine, as seen from here
     * @throws IOException when what the kernel has mounted cannot be read
     */
    public static Trial of(Path root, Collection<Sighting> containers, Instant now) throws IOException {
        Path proc = root.resolve("proc");
        List<Sighting> running = containers.stream().filter(Sighting::ran).toList();
        try (Reader reader = new Reader(proc,
                CgroupMounts.read(Files.readAllLines(proc.resolve("self/mountinfo")), root))) {
            List<Sample> read = reader.read(running, any -> true, now);
            return new Trial(running.size(), count(running, one -> shown(proc, one)), read.size(),
                    count(read, one -> one.reading().pressure() != null),
                    count(read, one -> counted(one.reading().processes())));
        }
    }

    /** Where the engine counts processes of its own, another one here may have that number. */
    private static boolean shown(Path proc, Sighting sighting) {
        try {
            return Files.readString(proc.resolve(Integer.toString(sighting.state().pid())).resolve("cgroup"))
                    .contains(sighting.container().id());
        } catch (IOException notHere) {
            return false;
        }
    }

    private static boolean counted(@Nullable Processes processes) {
        return processes != null && processes.descriptors().isPresent();
    }

    private static <T> int count(Collection<T> all, Predicate<T> which) {
        return (int) all.stream().filter(which).count();
    }
}
