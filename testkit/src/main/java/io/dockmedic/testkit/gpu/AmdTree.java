package io.dockmedic.testkit.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files of a machine with a GPU of AMD's, from {@code amdgpu/NAME.tree}, which says where they were recorded. */
public final class AmdTree {
    /** The place of the one in {@code rx6900xt}. */
    public static final String CARD = "0000:0c:00.0";

    private AmdTree() {}

    /** Makes them below {@code root}. */
    public static void plant(Path root, String name) throws IOException {
        try (InputStream tree = AmdTree.class.getResourceAsStream("/amdgpu/" + name + ".tree")) {
            String text = new String(Objects.requireNonNull(tree).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(one -> !one.startsWith("#")).toList()) {
                int blank = line.indexOf(' ');
                Path file = root.resolve(blank < 0 ? line : line.substring(0, blank));
                if (blank < 0) {
                    Files.createDirectories(file);
                } else if (line.startsWith(" -> ", blank)) {
                    Path drivers = Files.createDirectories(root.resolve("sys/bus/pci/drivers"));
                    Files.createSymbolicLink(file, Files.createDirectories(drivers.resolve(line.substring(blank + 4))));
                } else {
                    write(file, line.substring(blank + 1).replace('|', '\n') + "\n");
                }
            }
        }
    }

    /** Below the device's folder. */
    public static void says(Path root, String pci, String file, String text) throws IOException {
        write(root.resolve("sys/bus/pci/devices").resolve(pci).resolve(file), text + "\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
