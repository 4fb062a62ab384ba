package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who uses each GPU. Of one that is lost or does not answer nobody says it; then they are those that used it when it last did and are
 * there still, for they have it open. Reads {@code /proc}: where that shows the processes of a container, by numbers of their own, those
 * that the driver tells are nobody's. Safe for use by several threads.
 */
final class Users {
    private final Owners owners;
    private final PidNamespace namespace;
    private final Map<String, List<GpuSample.Use>> last = new ConcurrentHashMap<>();
    /** Places of those of which it was known who used them when they last said so. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param root of the machine's files */
    Users(Owners owners, Path root) {
        this.owners = owners;
        this.namespace = new PidNamespace(root.resolve("proc"));
    }

    /** Whether the GPU says itself who uses it. */
    static boolean told(GpuReading reading) {
        return answers(reading) && reading.usersTold();
    }

    /** Whether it says anything. */
    static boolean answers(GpuReading reading) {
        return reading.state() == GpuState.OK || reading.state() == GpuState.ASLEEP;
    }

    /** Whether nobody knows who uses it, or who all do: its driver does not say, and never did; or processes are seen by numbers of their own. */
    boolean unknown(GpuReading reading) {
        return !known.contains(reading.gpu().pci());
    }

    /** Those of that GPU, which is told of in its turn. */
    List<GpuSample.Use> of(GpuReading reading) {
        String place = reading.gpu().pci();
        if (!answers(reading)) {
            return last.getOrDefault(place, List.of()).stream().filter(this::there).map(Users::untold).toList();
        }
        boolean others = namespace.isOther();
        List<GpuSample.Use> now = reading.processes()
                .stream()
                .map(one -> others ? new GpuSample.Use(one, null) : use(one))
                .toList();
        last.put(place, now);
        if (!reading.usersTold() || (others && !now.isEmpty())) {
            known.remove(place);
        } else {
            known.add(place);
        }
        return now;
    }

    private GpuSample.Use use(GpuProcess process) {
        long began = owners.began(process.pid());
        return new GpuSample.Use(process,
                Mps.isServer(owners.name(process.pid())) ? null : owners.ofProcess(process.pid()).orElse(null), began);
    }

    /** And no other that was given its number. */
    private boolean there(GpuSample.Use use) {
        return use.began() != Owners.UNKNOWN && owners.began(use.process().pid()) == use.began();
    }

    /** How much it has is not known any more. */
    private static GpuSample.Use untold(GpuSample.Use use) {
        return new GpuSample.Use(new GpuProcess(use.process().pid(), -1), use.container(), use.began());
    }
}
