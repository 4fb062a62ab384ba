package io.dockmedic.chaos;

import io.dockmedic.chaos.Disaster.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What {@code deploy/chaos} runs. */
public final class Main {
    static final Goal LONG = new Goal(2000, 1000,
            Map.of(Kind.KILL, 600, Kind.ENGINE, 60, Kind.HOST, 60, Kind.OTHERS, 60), Duration.ofHours(3));

    private static final int BEDS = 12;

    private Main() {}

    /**
     * Prints the verdict; ends with 0 when nothing was found.
     *
     * @param arguments a seed, and how many minutes at most; both may be left out
     */
    public static void main(String... arguments) throws IOException {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : System.nanoTime() % 1_000_000;
        Duration latest = arguments.length > 1 ? Duration.ofMinutes(Long.parseLong(arguments[1])) : LONG.latest();
        Goal goal = new Goal(LONG.faults(), LONG.acts(), LONG.disasters(), latest);
        Path home = Files.createTempDirectory(Path.of("/tmp"), "dmchaos");
        System.out.println("seed " + seed + "; the program's home, kept when something is found: " + home);
        Verdict verdict = new Run(home, seed, goal, BEDS, true).verdict();
        System.out.print(verdict.text());
        if (verdict.clean()) {
            new ProcessBuilder("rm", "-rf", home.toString()).inheritIO().start();
        }
        System.exit(verdict.clean() ? 0 : 1);
    }
}
