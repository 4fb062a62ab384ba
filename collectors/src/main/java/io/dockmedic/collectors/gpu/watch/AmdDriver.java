package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.amd.AmdGpu;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** AMD's driver, {@code amdgpu}: whether it is loaded, and which GPUs it has. Reads files that no GPU is asked for. */
final class AmdDriver {
    private static final String NAME = "amdgpu";

    private final Path root;
    private final Bus bus;

    /** @param root of the machine's files */
    AmdDriver(Path root) {
        this.root = root;
        this.bus = new Bus(root);
    }

    /**
     * What there is.
     *
     * @param onBus   where the kernel sees AMD's GPUs
     * @param driven  those of them that the driver has
     * @param within  those of them that are part of a processor, as far as the driver tells
     * @param present where the kernel sees any device
     * @param loaded  whether the driver is
     * @param compute whether programs can compute on them: {@code kfd}, which is a part of the driver
     */
    record Look(List<String> onBus, List<String> driven, List<String> within, Set<String> present, boolean loaded,
            boolean compute, String version) {
        /**
         * How the driver is. Many machines have a GPU that it is not meant to have: one in the processor, of which the machine's
         * owner wants no picture, say. So only those that it had are missed.
         *
         * @param ever those that it had since our start
         */
        DriverSample sample(Set<String> ever) {
            int ours = (int) onBus.stream().filter(ever::contains).count();
            return loaded
                    ? new DriverSample(Gpu.AMD, GpuDriverState.OK, why(), version, ours)
                    : new DriverSample(Gpu.AMD, GpuDriverState.NO_DRIVER, why(), "", ours);
        }

        /** What is wrong; empty when nothing is. */
        String why() {
            if (!loaded) {
                return "there is a GPU at " + String.join(", ", onBus) + ", and amdgpu, AMD's driver, is not loaded";
            }
            List<String> without = onBus.stream().filter(pci -> !driven.contains(pci)).toList();
            return without.isEmpty()
                    ? ""
                    : "amdgpu does not drive the GPU at " + String.join(", ", without);
        }
    }

    /**
     * Looks.
     *
     * @throws IOException when the bus cannot be seen
     */
    Look look() throws IOException {
        List<String> onBus = bus.gpus(Maker.AMD, bus.present());
        boolean loaded = Files.isDirectory(root.resolve("sys/module").resolve(NAME));
        List<String> driven = onBus.stream().filter(pci -> loaded && bus.driver(pci).equals(NAME)).toList();
        List<String> within = driven.stream().filter(this::within).toList();
        // Last: one that vanished meanwhile is gone, and not let go of.
        return new Look(onBus, driven, within, bus.present(), loaded,
                Files.isDirectory(root.resolve("sys/class/kfd/kfd")), loaded ? version() : "");
    }

    /** Whether the driver let go of one that is there. */
    boolean letGo(String pci) {
        return bus.without(pci, NAME);
    }

    /** Only one in a processor has that voltage; the kernel's own word, which no GPU is asked for. */
    private boolean within(String pci) {
        Path device = root.resolve("sys/bus/pci/devices").resolve(pci);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(device.resolve("hwmon"))) {
            for (Path one : all) {
                if (read(one.resolve("in1_label").toString()).equals(AmdGpu.OF_A_PROCESSOR)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException notTold) {
            return false;
        }
    }

    /** AMD's own packages have versions; what comes with the kernel has the kernel's. */
    private String version() {
        String own = read("sys/module/amdgpu/version");
        return own.isEmpty() ? "Linux " + read("proc/sys/kernel/osrelease") : own;
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file)).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
