package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose the files below {@code /dev/dri} are, of any vendor's: {@code sys/bus/pci/devices/PLACE/drm/renderD128}. Asks no GPU. */
public final class DrmNodes {
    private DrmNodes() {}

    /** Places on the bus by name, {@code renderD128} or {@code card0}; what cannot be seen is not in it. */
    public static Map<String, String> look(Path root) {
        Map<String, String> places = new HashMap<>();
        for (Path device : in(root.resolve("sys/bus/pci/devices"))) {
            String place = PciAddress.normal(String.valueOf(device.getFileName()));
            in(device.resolve("drm")).forEach(node -> places.put(String.valueOf(node.getFileName()), place));
        }
        return places;
    }

    private static List<Path> in(Path folder) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(found::add);
        } catch (IOException | DirectoryIteratorException notSeen) {
            return List.of();
        }
        return found;
    }
}
