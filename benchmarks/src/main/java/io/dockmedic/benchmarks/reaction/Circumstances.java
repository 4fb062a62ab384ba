package io.dockmedic.benchmarks.reaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What figures depend on: machine, engine, JVM and its flags. */
public final class Circumstances {
    private Circumstances() {}

    /** @param program the shipped program's process */
    public static Map<String, String> of(Path engine, long program) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("cpu", field("/proc/cpuinfo", "model name") + ", " + Runtime.getRuntime().availableProcessors()
                + " cores");
        all.put("memory", field("/proc/meminfo", "MemTotal"));
        all.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        JsonNode version = Http.get(engine, "/version");
        all.put("engine", version.path("Version").asText() + ", API " + version.path("ApiVersion").asText());
        all.put("jvm", Runtime.version().toString());
        List<String> line = Arrays.asList(Files.readString(Path.of("/proc/" + program + "/cmdline")).split("\0"));
        all.put("flags", String.join(" ", line.subList(1, Math.max(1, line.indexOf("-jar")))));
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
