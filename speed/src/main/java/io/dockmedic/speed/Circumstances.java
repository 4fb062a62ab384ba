package io.dockmedic.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What figures depend on: machine, JVM and its flags. */
public final class Circumstances {
    private Circumstances() {}

    /** @param flags of the JVM that is measured */
    public static Map<String, String> of(List<String> flags) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("cpu", field("/proc/cpuinfo", "model name") + ", " + Runtime.getRuntime().availableProcessors()
                + " cores");
        all.put("memory", field("/proc/meminfo", "MemTotal"));
        all.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        all.put("jvm", Runtime.version().toString());
        all.put("flags", String.join(" ", flags));
        return all;
    }

    private static String field(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
