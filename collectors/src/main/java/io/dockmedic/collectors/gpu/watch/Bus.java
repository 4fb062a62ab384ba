package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which GPUs the kernel sees on the PCI bus, driver or not: {@code /sys/bus/pci/devices}. Reads files. */
final class Bus {
    private static final String NVIDIA = "0x10de";
    /** VGA controllers, 3D controllers and other displays. */
    private static final String DISPLAY = "0x03";
    /** Drivers that hold a device for a virtual machine: it is no GPU of this host then. */
    private static final Set<String> GIVEN_AWAY = Set.of("vfio-pci", "pci-stub", "xen-pciback");

    private final Path root;

    /** @param root of the machine's files */
    Bus(Path root) {
        this.root = root;
    }

    /** Where NVIDIA's sit that no virtual machine has, in order; none where there is no such bus, or it cannot be seen. */
    List<String> gpus() {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(root.resolve("sys/bus/pci/devices"))) {
            for (Path device : devices) {
                if (read(device.resolve("vendor")).equals(NVIDIA)
                        && read(device.resolve("class")).startsWith(DISPLAY)
                        && !GIVEN_AWAY.contains(driver(device))) {
                    found.add(PciAddress.normal(String.valueOf(device.getFileName())));
                }
            }
        } catch (IOException none) {
            return List.of();
        }
        found.sort(String::compareTo);
        return found;
    }

    /** Whether NVIDIA's driver is loaded. */
    boolean driverLoaded() {
        return Files.exists(root.resolve("proc/driver/nvidia/version"));
    }

    /** The name of what drives it; empty where nothing does. */
    private static String driver(Path device) {
        try {
            return String.valueOf(Files.readSymbolicLink(device.resolve("driver")).getFileName());
        } catch (IOException none) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            return "";
        }
    }
}
