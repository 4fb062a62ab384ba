package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import java.io.IOException;
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
     * @param present where the kernel sees any device
     * @param loaded  whether the driver is
     * @param compute whether programs can compute on them: {@code kfd}, which is a part of the driver
     */
    record Look(List<String> onBus, List<String> driven, Set<String> present, boolean loaded, boolean compute,
            String version) {
        DriverSample sample() {
            return loaded
                    ? new DriverSample(Gpu.AMD, GpuDriverState.OK, undriven(), version, onBus.size())
                    : new DriverSample(Gpu.AMD, GpuDriverState.NO_DRIVER, notLoaded(), "", onBus.size());
        }

        private String notLoaded() {
            return "there is a GPU at " + String.join(", ", onBus) + ", and amdgpu, AMD's driver, is not loaded";
        }

        private String undriven() {
            List<String> without = onBus.stream().filter(pci -> !driven.contains(pci)).toList();
            return without.isEmpty()
                    ? ""
                    : "amdgpu does not drive the GPU at " + String.join(", ", without);
        }
    }

    Look look() {
        List<String> onBus = bus.gpus(Maker.AMD);
        List<String> driven = onBus.stream().filter(pci -> bus.driver(pci).equals(NAME)).toList();
        boolean loaded = Files.isDirectory(root.resolve("sys/module").resolve(NAME));
        return new Look(onBus, driven, bus.present(), loaded, Files.isDirectory(root.resolve("sys/class/kfd/kfd")),
                loaded ? version() : "");
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
