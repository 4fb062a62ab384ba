package io.dockmedic.benchmarks.footprint;

import io.dockmedic.testkit.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures depend on: machine, engine, JVM, its flags and whether the start-up cache was there. */
final class Circumstances {
    private Circumstances() {}

    static Map<String, String> of(Engine engine, boolean cache) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("cpu", field("/proc/cpuinfo", "model name") + ", " + Runtime.getRuntime().availableProcessors()
                + " cores");
        all.put("memory", field("/proc/meminfo", "MemTotal"));
        all.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        all.put("engine", engine.docker("version", "--format", "{{.Server.Version}}").orFail().text());
        all.put("jvm", Runtime.version().toString());
        all.put("flags", String.join(" ", Peers.flags()));
        all.put("start-up cache", cache ? "used" : "not used: see the program's log");
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
