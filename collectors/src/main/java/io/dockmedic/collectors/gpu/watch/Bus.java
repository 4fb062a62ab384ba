package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which GPUs the kernel sees on the PCI bus, driver or not: {@code /sys/bus/pci/devices}. Reads files. */
final class Bus {
    /** Drivers that hold a device for a virtual machine: it is no GPU of this host then. */
    private static final Set<String> GIVEN_AWAY = Set.of("vfio-pci", "pci-stub", "xen-pciback");

    private final Path root;

    /** @param root of the machine's files */
    Bus(Path root) {
        this.root = root;
    }

    /** Where that maker's sit that no virtual machine has, in order; none where there is no such bus, or it cannot be seen. */
    List<String> gpus(Maker maker) {
        try {
            return gpus(maker, present());
        } catch (IOException notSeen) {
            return List.of();
        }
    }

    /** Where that maker's sit that no virtual machine has, in order, among the places of devices. */
    List<String> gpus(Maker maker, Set<String> present) {
        Path devices = root.resolve("sys/bus/pci/devices");
        return present.stream().filter(pci -> is(devices.resolve(pci), maker)).sorted().toList();
    }

    private static boolean is(Path device, Maker maker) {
        return read(device.resolve("vendor")).equals(maker.id())
                && maker.is(read(device.resolve("class")), read(device.resolve("device")), driver(device))
                && !GIVEN_AWAY.contains(driver(device));
    }

    /**
     * Where any device sits; none where there is no such bus.
     *
     * @throws IOException when it cannot be seen
     */
    Set<String> present() throws IOException {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(root.resolve("sys/bus/pci/devices"))) {
            devices.forEach(device -> found.add(PciAddress.normal(String.valueOf(device.getFileName()))));
        } catch (NoSuchFileException none) {
            return Set.of();
        } catch (DirectoryIteratorException e) {
            throw new IOException(e.getMessage(), e);
        }
        return found;
    }

    /** Whether there is a device at that place which that driver does not have. */
    boolean without(String pci, String driver) {
        return Files.exists(root.resolve("sys/bus/pci/devices").resolve(pci)) && !driver(pci).equals(driver);
    }

    /** What drives the device at that place; empty where nothing does. */
    String driver(String pci) {
        return driver(root.resolve("sys/bus/pci/devices").resolve(pci));
    }

    /** Whether the machine began to show its picture on the device at that place. */
    boolean first(String pci) {
        return read(root.resolve("sys/bus/pci/devices").resolve(pci).resolve("boot_vga")).equals("1");
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
