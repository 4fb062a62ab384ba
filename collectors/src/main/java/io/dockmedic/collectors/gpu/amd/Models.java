package io.dockmedic.collectors.gpu.amd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of models by their number on the bus: {@code amdgpu.ids}, which comes with libdrm; lines of device, revision and
 * name. Reads the file at each question, which is asked once for each GPU.
 */
final class Models {
    private static final int COLUMNS = 3;
    private static final List<String> FILES = List.of("usr/share/libdrm/amdgpu.ids",
            "opt/amdgpu/share/libdrm/amdgpu.ids");

    private final Path root;

    /** @param root of the machine's files */
    Models(Path root) {
        this.root = root;
    }

    /**
     * The name; {@code AMD GPU 73bf} where nobody knows it.
     *
     * @param device   {@code 0x73bf}
     * @param revision {@code 0xc0}
     */
    String name(String device, String revision) {
        return FILES.stream()
                .map(root::resolve)
                .flatMap(file -> find(file, hex(device), hex(revision)).stream())
                .findFirst()
                .orElse("AMD GPU " + hex(device).toLowerCase(Locale.ROOT));
    }

    private static Optional<String> find(Path file, String device, String revision) {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] columns = line.split(",", COLUMNS);
                if (columns.length == COLUMNS && columns[0].strip().equalsIgnoreCase(device)
                        && columns[1].strip().equalsIgnoreCase(revision)) {
                    return Optional.of(columns[2].strip());
                }
            }
            return Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static String hex(String number) {
        return number.startsWith("0x") ? number.substring(2) : number;
    }
}
