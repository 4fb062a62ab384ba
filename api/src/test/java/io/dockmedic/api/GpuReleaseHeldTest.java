package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A person lets go of the GPUs when maintenance is done, which is just when a window, a pause and a silence of everything hold up all acts: none of
 * them holds that up, and none that ends takes the GPUs back.
 */
@RealEngine
class GpuReleaseHeldTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String PLACE = "0000:18:00.0";
    private static final String RELEASED = "state=\"released\"";
    private static final String READ = "state=\"ok\"";

    private final PrivateEngine engine;

    @TempDir
    private Path home;

    GpuReleaseHeldTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private String command(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(arguments[0].equals("gpu") ? 2 : 1,
                List.of("--config", home.resolve("dockmedic.yml").toString()));
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isZero();
        return out.toString();
    }

    private static String driver(Spine spine) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_gpu_driver_state{") && line.endsWith(" 1.0"))
                .findFirst()
                .orElse("");
    }

    /** What this process has open of the driver's. */
    private static long open(Path device) {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(one -> leads(one, device)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leads(Path descriptor, Path to) {
        try {
            return Files.readSymbolicLink(descriptor).equals(to);
        } catch (IOException closedSince) {
            return false;
        }
    }

    @Test
    void neitherAWindowNorAPauseNorASilenceOfEverythingHoldsItUpOrEndsIt() throws IOException {
        Path device = Files.createFile(home.toRealPath().resolve("nvidiactl"));
        FakeNvml fake = FakeNvml.in(home).says("opens", device).says(0, "field.144", 1);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, """
                maintenance: [{name: always, from: "00:00", to: "00:00"}]
                gpu: {library: "%s"}
                """.formatted(fake.file()))) {
            assertThat(command("pause", "--for", "1h", "--reason", "new driver")).startsWith("Paused until ");
            command("silence", "*", "--for", "1h");
            await().atMost(LONG).untilAsserted(() -> assertThat(spine.incidents(PLACE)).isNotEmpty());
            assertThat(driver(spine)).contains(READ);
            assertThat(open(device)).isOne();

            // Where a call takes its time, on a busy machine, it says that not all is closed yet.
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(command("gpu", "release", "--for", "1h", "--reason", "new driver"))
                            .contains("GPUs are released until"));
            await().atMost(LONG).untilAsserted(() -> assertThat(driver(spine)).contains(RELEASED));
            assertThat(open(device)).as("our own handles").isZero();
            int calls = fake.calls().size();

            assertThat(command("resume")).as("the pause").doesNotContain("GPUs");
            assertThat(spine.body("/metrics")).contains("dockmedic_brakes{kind=\"silence\"} 1.0");
            assertThat(driver(spine)).as("a release outlives a pause").contains(RELEASED);
            assertThat(fake.calls()).as("nobody asks").hasSize(calls);

            assertThat(command("gpu", "resume")).contains("GPUs are read again");
            await().atMost(LONG).untilAsserted(() -> assertThat(driver(spine)).contains(READ));
            await().atMost(LONG).until(() -> open(device) == 1);
            assertThat(spine.incidents(PLACE)).as("it is not over by that").hasSize(1);
            assertThat(spine.pages()).as("nobody is told in the window").isEmpty();
        }
    }
}
