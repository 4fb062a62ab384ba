package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many events at once, while health checks fill the engine's memory of 256: a fault in the midst of them and one in a
 * gap are healed, and memory stays in bounds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BurstTest {
    private static final int CALLERS = 4;
    private static final long MOST_RESIDENT_KB = 220_000;

    private final PrivateEngine engine = new PrivateEngine();
    private Rig rig;

    @BeforeEach
    void open(@TempDir Path home) {
        rig = new Rig(engine, home);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @Test
    void aThousand() throws Exception {
        burst(1_000, 5);
    }

    @Test
    @Tag("long")
    void tenThousand() throws Exception {
        burst(10_000, 50);
    }

    private void burst(int events, int checked) throws Exception {
        for (int i = 0; i < checked; i++) {
            engine.run("checked" + i, List.of("--health-cmd=true", "--health-interval=1s"), "sleep", "100000");
        }
        for (int i = 0; i < CALLERS; i++) {
            engine.run("noisy" + i, List.of(), "sleep", "100000");
        }
        rig.run("midst");
        rig.run("gap");
        rig.started();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String name = "noisy" + i;
                all.add(callers.submit((Callable<Integer>) () -> renamed(name, events / CALLERS)));
            }
            rig.fault("midst");
            rig.awaiting("midst running", () -> rig.running("midst"));
            long most = 0;
            for (Future<Integer> done : all) {
                while (!done.isDone()) {
                    most = Math.max(most, residentKb());
                    rig.awaiting("a moment later", () -> true);
                }
                assertThat(done.get()).isEqualTo(events / CALLERS);
            }
            rig.proxy.disappear();
            rig.fault("gap");
            renamed("noisy0", 300);
            rig.proxy.reappear();
            rig.awaiting("gap running", () -> rig.running("gap"));
            rig.awaiting("all dealt with", () -> metric("dockmedic_engine_pending") == 0);
            assertThat(Math.max(most, residentKb())).isLessThan(MOST_RESIDENT_KB);
        }
        assertThat(rig.calls("midst")).isEqualTo(1);
        assertThat(rig.calls("gap")).isEqualTo(1);
        assertThat(rig.proxy.count("POST", Rig.RESTART)).isEqualTo(2);
        assertThat(rig.pager.deliveries()).isEmpty();
        assertThat(rig.heldUp()).isEmpty();
    }

    /** Makes that many events of one container, which keeps its name in the end. */
    private int renamed(String name, int times) {
        RawCalls calls = new RawCalls(engine.socket());
        int done = 0;
        for (int i = 0; i < times; i++) {
            boolean forth = i % 2 == 0;
            int status = calls.post("/containers/" + (forth ? name : name + "x") + "/rename?name="
                    + (forth ? name + "x" : name));
            done += status == 204 ? 1 : 0;
        }
        return done;
    }

    private long residentKb() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(rig.program.pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private double metric(String name) {
        return rig.program.body("/metrics")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }
}
