package io.dockmedic.collectors.base.journal;

import static io.dockmedic.collectors.base.journal.JournalFixture.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of its own that writes one note after the other and prints the number of each that is durable. */
public final class JournalChild {
    private JournalChild() {}

    public static void main(String[] args) {
        try (var fixture = new JournalFixture(Path.of(args[0]))) {
            for (int i = 1;; i++) {
                await(fixture.note(i, "x".repeat(200)));
                System.out.println(i);
            }
        }
    }

    /** Its temporary directory is {@code tmp} beside the file. */
    static Process start(Path file) throws IOException {
        Path temporary = Files.createDirectories(file.resolveSibling("tmp"));
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx128m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp", System.getProperty("java.class.path"), JournalChild.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The next number it printed. */
    static int acknowledged(Process child) throws IOException {
        return number(child.inputReader(StandardCharsets.US_ASCII));
    }

    /** Reads on until a line is a number: a logger may print too. */
    static int number(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.matches("\\d+")) {
                return Integer.parseInt(line);
            }
        }
        return -1;
    }
}
