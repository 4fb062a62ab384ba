package io.dockmedic.benchmarks.exporter;

import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time of an engine: of all processes that name its folder, which are dockerd, its containerd and the shims. */
final class EngineTime {
    private final PrivateEngine engine;

    EngineTime(PrivateEngine engine) {
        this.engine = engine;
    }

    /** What they used so far, in s. */
    double seconds() throws IOException {
        String folder = engine.dataRoot().resolveSibling("exec").toString();
        double sum = 0;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            for (ProcessHandle one : all.toList()) {
                if (commandLine(one.pid()).matches("(?s)\\S*(dockerd|containerd)\\S*\u0000.*" + folder + ".*")) {
                    sum += Processor.seconds(one.pid());
                }
            }
        }
        return sum;
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
