package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.container.cgroup.Cgroup;
import io.dockmedic.collectors.container.cgroup.CgroupMembership;
import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.proc.NetDev;
import io.dockmedic.collectors.container.proc.OpenFiles;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads containers from the kernel's files, and blocks for as long as they do. Of a container it remembers where its
 * group is, and keeps its files open, for as long as it runs. Safe for use by several threads, one after the other.
 */
final class Reader implements AutoCloseable {
    /** Of the files that this process may have open, one in so many may be a container's. */
    private static final int SHARE = 4;
    private static final int FEW = 256;
    /** One look of so many reads also what is dear and changes slowly: limits, processes, and what those have open. */
    private static final int THOROUGH = 3;
    /** A line for all of them, and one for each: {@code cpu0 4705 …}. */
    private static final String PROCESSOR = "cpu";

    private final Path proc;
    private final CgroupMounts mounts;
    private final boolean counted;
    private final KernelFiles files = new KernelFiles(most());
    private Map<Run, Place> places = new HashMap<>();

    /** Where one run is read. */
    private static final class Place {
        private final String path;
        private final Cgroup group;
        private final OpenFiles open;
        private ContainerState.@Nullable Limits shown;
        private @Nullable Processes processes;
        private int looks;
        private boolean networked;

        /** @param turn so that not all have their thorough look at once */
        Place(String path, Cgroup group, OpenFiles open, int turn) {
            this.path = path;
            this.group = group;
            this.open = open;
            this.looks = turn;
        }

        /** Before each look. Where the engine says other limits than before, the kernel is asked for them at once. */
        void look(ContainerState.Limits limits) {
            if (looks++ % THOROUGH == 0 || !limits.equals(shown) || near()) {
                shown = limits;
                group.forget();
                int[] all = group.processes();
                processes = all.length == 0 ? null : open.of(all);
            }
        }

        /** Whether one of its processes has nearly as many descriptors open as it may. */
        private boolean near() {
            Processes last = processes;
            return last != null && last.nearest() != null && last.nearest().near();
        }

        /**
         * Whether its process ends: the network goes with it, before the groups are taken down.
         *
         * @param networks its {@code net/dev}, in which every running process has a loopback at least
         */
        boolean ends(String networks) {
            networked |= !networks.isEmpty();
            return networked && networks.isEmpty();
        }
    }

    /** @param proc where the machine's processes are, {@code /proc} as a rule */
    Reader(Path proc, CgroupMounts mounts) {
        this.proc = proc;
        this.mounts = mounts;
        this.counted = OpenFiles.counted(proc);
    }

    /**
     * Those that run; whose process is gone or ends, or whose groups cannot be seen from here, are left out: what is read
     * of one that ends is what it has given back already.
     *
     * @param which of them are read; the files of the others stay open
     */
    synchronized List<Sample> read(Collection<Sighting> containers, Predicate<Sighting> which, Instant now) {
        Map<Run, Place> still = new HashMap<>();
        List<Sample> samples = new ArrayList<>();
        for (Sighting sighting : containers) {
            if (sighting.ran()) {
                Run run = Run.of(sighting);
                boolean wanted = which.test(sighting);
                Optional.ofNullable(places.get(run))
                        .or(() -> wanted ? place(run, still.size()) : Optional.empty())
                        .ifPresent(place -> {
                            still.put(run, place);
                            if (wanted) {
                                read(sighting, place, now).ifPresent(samples::add);
                            }
                        });
            }
        }
        places.keySet().removeAll(still.keySet());
        close();
        places = still;
        return List.copyOf(samples);
    }

    /** How many processors the machine has online, whatever part of them this process may use; 0 where that is not shown. */
    synchronized int processors() {
        return (int) files.text(proc.resolve("stat"))
                .lines()
                .takeWhile(line -> line.startsWith(PROCESSOR))
                .filter(line -> line.length() > PROCESSOR.length()
                        && Character.isDigit(line.charAt(PROCESSOR.length())))
                .count();
    }

    /** Closes what is open; the next look opens it again. */
    @Override
    public synchronized void close() {
        places.values().forEach(place -> place.group.close());
    }

    private static int most() {
        OptionalLong files = OpenFiles.limit(new KernelFiles(0).text(Path.of("/proc/self/limits")));
        return files.isEmpty() ? FEW : (int) Math.min(Integer.MAX_VALUE, files.getAsLong() / SHARE);
    }

    private Optional<Sample> read(Sighting sighting, Place place, Instant now) {
        place.look(sighting.state().limits());
        Cpu cpu = place.group.cpu();
        Memory memory = place.group.memory();
        if (cpu == null && memory == null) {
            return Optional.empty();
        }
        Tasks tasks = place.group.tasks();
        Pressure pressure = place.group.pressure();
        List<DiskIo> disks = place.group.disks();
        String networks = files.text(process(sighting.state().pid()).resolve("net/dev"));
        return place.ends(networks)
                ? Optional.empty()
                : Optional.of(new Sample(sighting, now, place.path,
                        new Reading(cpu, memory, tasks, place.processes, pressure, disks, NetDev.read(networks))));
    }

    private Optional<Place> place(Run run, int turn) {
        CgroupMembership main = CgroupMembership.read(
                files.text(process(run.pid()).resolve("cgroup")).lines().toList());
        CgroupMembership member = main.ofWhole(run.container());
        // Where the engine counts processes of its own, another one here may have that number.
        return member.id().contains(run.container())
                ? Cgroup.of(member, main, mounts, files)
                        .map(group -> new Place(mounts.id(member), group,
                                new OpenFiles(proc, files, counted), turn))
                : Optional.empty();
    }

    private Path process(int pid) {
        return proc.resolve(Integer.toString(pid));
    }
}
