package io.dockmedic.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The launcher's flags for the JVM, but for what bounds its memory. To be run from the root of a checkout. */
public final class Flags {
    private static final List<String> ROOM = List.of("-Xms", "-Xmx", "-Xss", "-XX:ReservedCodeCacheSize");

    private Flags() {}

    /** As it ships: the first compiler alone; with so much heap. */
    public static List<String> shipped(int megabytes) throws IOException {
        Process asked = new ProcessBuilder("bash", "-c", ". deploy/jvm.sh; printf '%s\\n' \"${jvm_flags[@]}\"")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> flags = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        return Stream.concat(
                flags.stream().filter(flag -> ROOM.stream().noneMatch(flag::startsWith)),
                Stream.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m")).toList();
    }

    /** The same with the second compiler. */
    public static List<String> second(int megabytes) throws IOException {
        return shipped(megabytes).stream().filter(flag -> !flag.startsWith("-XX:TieredStopAtLevel")).toList();
    }
}
