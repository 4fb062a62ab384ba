package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How it is with the GPUs that a container uses, was given or asks for.
 *
 * @param drivers of those, or of all where none is its own; none where it has nothing to do with GPUs
 * @param gpus    that it uses or was given
 * @param access  whether it reaches them, as it said last; null where it was not asked
 */
public record GpuFindings(List<DriverSample> drivers, List<One> gpus, @Nullable GpuReached access) {
    /** Of what has nothing to do with GPUs. */
    public static final GpuFindings NONE = new GpuFindings(List.of(), List.of(), null);

    /**
     * One of them.
     *
     * @param sample as it was last read
     * @param used   whether something in the container uses it; else it was only given
     * @param faults its last ones since our start, oldest first
     * @param others services whose other containers use it
     */
    public record One(GpuSample sample, boolean used, List<Fault> faults, List<String> others) {
        public One {
            faults = List.copyOf(faults);
            others = List.copyOf(others);
        }
    }

    public GpuFindings {
        drivers = List.copyOf(drivers);
        gpus = List.copyOf(gpus);
    }

    static GpuFindings of(ContainerState state, GpuSight sight) {
        GpuSamples all = sight.latest().get();
        String id = state.id();
        List<One> own = all.gpus()
                .stream()
                .filter(sample -> isOf(id, Stream.concat(sample.containers().stream(), sample.given().stream())))
                .map(sample -> one(id, sample, sight))
                .toList();
        if (own.isEmpty() && state.gpus().none()) {
            return NONE;
        }
        List<String> vendors = own.stream().map(one -> one.sample().reading().gpu().vendor()).toList();
        return new GpuFindings(all.drivers()
                .stream()
                .filter(driver -> !driver.idle() && (own.isEmpty() || vendors.contains(driver.vendor())))
                .toList(), own, sight.access().apply(id).orElse(null));
    }

    private static One one(String id, GpuSample sample, GpuSight sight) {
        return new One(sample, isOf(id, sample.containers().stream()),
                sight.faults().apply(sample.reading().gpu().pci()),
                sample.containers()
                        .stream()
                        .filter(other -> !other.id().equals(id))
                        .map(other -> other.service().key())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static boolean isOf(String id, Stream<Container> containers) {
        return containers.anyMatch(container -> container.id().equals(id));
    }

    /** What is wrong with them, for a person; empty when nothing is known to be. */
    List<String> wrong() {
        List<String> all = new ArrayList<>();
        drivers.stream()
                .filter(driver -> !driver.why().isEmpty())
                .forEach(driver -> all.add("The driver of its GPUs (" + driver.vendor() + "): " + driver.why() + "."));
        for (One one : gpus) {
            if (one.sample().reading().cure() != Cure.NONE) {
                all.add("Its " + one.sample().reading().gpu().words() + " needs " + one.sample().reading().cure().word()
                        + ": " + one.sample().reading().why() + ".");
            } else if (!one.faults().isEmpty()) {
                Fault last = one.faults().getLast();
                all.add("Its " + one.sample().reading().gpu().words() + " had fault " + last.code() + " ("
                        + last.meaning() + ").");
            }
        }
        if (access != null && (access.access() == GpuAccess.LOST || access.access() == GpuAccess.HELD)) {
            all.add("It reaches its GPU no more, which the host has: " + access.why() + ".");
        }
        return all;
    }
}
