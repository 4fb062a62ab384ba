package io.dockmedic.collectors.gpu.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which file a library was loaded from: a name alone does not say it. Reads files. */
final class Mapped {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String GONE = " (deleted)";
    private static final String LIBRARY = ".so";

    private Mapped() {}

    /** Its path, without links; empty where it cannot be seen. */
    static String file(String name) {
        try {
            return file(name, Files.readAllLines(MAPS));
        } catch (IOException notSeen) {
            return "";
        }
    }

    /** @param maps as proc(5) has them */
    static String file(String name, List<String> maps) {
        String sought = name.contains("/") ? real(name) : stem(name);
        return maps.stream()
                .filter(line -> line.contains("/"))
                .map(line -> line.substring(line.indexOf('/')))
                .map(path -> path.endsWith(GONE) ? path.substring(0, path.length() - GONE.length()) : path)
                .filter(path -> sought.equals(name.contains("/") ? path : stem(path)))
                .findFirst()
                .orElse("");
    }

    /** Without its folder and its version. */
    private static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int end = name.indexOf(LIBRARY);
        return end < 0 ? name : name.substring(0, end);
    }

    private static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException gone) {
            return path;
        }
    }
}
