package io.dockmedic.benchmarks.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** JDK Flight Recorder on the running program: whatever makes a thread wait for 50 ms or longer. */
final class Blocked {
    private static final Duration LONGEST = Duration.ofMillis(50);
    private static final List<String> WAITS = List.of("ThreadPark", "ThreadSleep", "JavaMonitorEnter",
            "JavaMonitorWait",
            "FileRead", "FileWrite", "FileForce", "SocketRead", "SocketWrite");
    private static final String LOOPS = "vert.x-eventloop-thread";

    private Blocked() {}

    /** Begins to record into {@code file}, written when the program ends or is told to {@link #end}. */
    static void begin(long pid, Path file) throws IOException, InterruptedException {
        Path settings = Files.createTempFile("soak", ".jfc");
        Files.writeString(settings, WAITS.stream()
                .map(name -> """
                        <event name="jdk.%s"><setting name="enabled">true</setting>\
                        <setting name="stackTrace">true</setting><setting name="threshold">%d ms</setting></event>
                        """.formatted(name, LONGEST.toMillis()))
                .collect(Collectors.joining("", "<?xml version=\"1.0\"?>\n<configuration version=\"2.0\">\n",
                        "</configuration>\n")));
        jcmd(pid, "JFR.start", "name=soak", "settings=" + settings, "filename=" + file);
    }

    /** How often an event loop waited too long, by what it waited in; empty when none ever did. */
    static Map<String, Integer> end(long pid, Path file) throws IOException, InterruptedException {
        jcmd(pid, "JFR.stop", "name=soak", "filename=" + file);
        Map<String, Integer> waits = new TreeMap<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getThread() != null && String.valueOf(event.getThread().getJavaName()).startsWith(LOOPS)
                        && event.getDuration().compareTo(LONGEST) >= 0) {
                    waits.merge(event.getEventType().getName(), 1, Integer::sum);
                }
            }
        }
        return waits;
    }

    private static void jcmd(long pid, String... command) throws IOException, InterruptedException {
        List<String> line = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)),
                Stream.of(command)).toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + ": " + said);
        }
    }
}
