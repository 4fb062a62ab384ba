package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults that are not the main process's of one container: another process of it, again and again, nobody's, many of one GPU, and those
 * of a link, whose words say what they take. Nothing is restarted for any. The whole program on a real engine.
 */
@Tag("long")
@RealEngine
class GpuFaultsTest {
    private static final String TRAIN = "faults-train";
    private static final String WEB = "faults-web";
    private static final String FIRST = "0000:18:00.0";
    private static final String SECOND = "0000:19:00.0";
    private static final String THIRD = "0000:1a:00.0";

    private final PrivateEngine engine;

    GpuFaultsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", TRAIN, WEB);
    }

    private static String xid(String place, int code, String rest) {
        return "NVRM: Xid (PCI:" + place.substring(0, place.length() - 2) + "): " + code + ", " + rest;
    }

    /** One of its processes that is not its main one. */
    private String other() {
        String main = GpuScene.pid(engine, TRAIN);
        return engine.docker("top", TRAIN, "-o", "pid")
                .orFail()
                .text()
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(pid -> !pid.equals(main))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatNoRestartCuresIsToldWithWhoseItIs(@TempDir Path home) throws IOException {
        FakeNvml fake = FakeNvml.in(home).says("count", 3);
        Shortened.rule(home, "GpuApplicationFault", "for: 10m", "for: 1s");
        Shortened.rule(home, "GpuFaultsRepeat", "for: 12h", "for: 1s");
        engine.run(TRAIN, List.of("--label=dockmedic.heal=true", "--stop-timeout=1"), "sh", "-c",
                "sleep 1001 & exec sleep 1000");
        GpuScene.sleeper(engine, WEB);
        String train = GpuScene.pid(engine, TRAIN);
        String web = GpuScene.pid(engine, WEB);
        fake.runs(0, Long.parseLong(train), 1_000);
        fake.runs(1, Long.parseLong(train), 1_000).runs(1, Long.parseLong(web), 1_000);
        fake.runs(2, Long.parseLong(web), 1_000);
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.hearing(engine.dockerHost(), home, log.file(),
                        "gpu: {library: \"" + fake.file() + "\"}")) {
            GpuScene.shown(spine, "\"container\" : \"" + WEB + "\"");
            nobodysAndManyOfThem(spine, log);
            ofALink(spine, log);
            ofAnotherProcessAgainAndAgain(spine, log);
            assertThat(GpuScene.pid(engine, TRAIN)).isEqualTo(train);
            assertThat(GpuScene.pid(engine, WEB)).isEqualTo(web);

            engine.docker("restart", TRAIN).orFail();
            GpuScene.over(spine, "ContainerProcessGpuFault");
            GpuScene.over(spine, "ContainerGpuFaultsAgainAndAgain");
            GpuScene.over(spine, "GpuApplicationFaultSoon");
            GpuScene.over(spine, "GpuFaultsRepeatSoon");
        }
    }

    private static void nobodysAndManyOfThem(Spine spine, FakeLog log) throws IOException {
        for (int code : List.of(31, 13, 43, 8, 11)) {
            log.kernel(xid(SECOND, code, "pid='<unknown>', name=<unknown>, Ch 00000008"));
        }
        JsonNode told = GpuScene.incident(spine, SECOND, "GpuApplicationFaultSoon", "escalated");
        assertThat(told.at("/annotations/description").asText())
                .contains("It is not told which; these use the GPU: " + TRAIN + " " + WEB);
        assertThat(told.at("/labels/route").asText()).isEqualTo("owner");
        JsonNode many = GpuScene.incident(spine, SECOND, "GpuFaultsRepeatSoon", "escalated");
        assertThat(many.at("/annotations/summary").asText()).contains("had 5 faults within a day");
        assertThat(many.at("/labels/route").asText()).isEqualTo("host");
        assertThat(many.path("evidence")).hasSize(5);
    }

    private static void ofALink(Spine spine, FakeLog log) throws IOException {
        String zeros = " 0x00000000 0x00000000 0x00000000 0x00000000 0x00000000)";
        log.kernel(xid(THIRD, 149, "NETIR_LINK_EVT  Fatal   XC0 i0 Link 09 (0x025525c6" + zeros));
        JsonNode reset = GpuScene.incident(spine, THIRD, "GpuNeedsReset", "escalated");
        assertThat(reset.at("/evidence/0/code").asInt()).isEqualTo(149);
        assertThat(reset.at("/evidence/0/text").asText()).contains("NETIR_LINK_EVT");
        assertThat(reset.at("/annotations/summary").asText()).endsWith(
                "needs a reset: fault 149: NVLINK: NETIR Error (NETIR_LINK_EVT on link 9, fatal, sub-code 37: look at the other end of"
                        + " the link)");
        assertThat(reset.at("/annotations/description").asText()).contains("These use it: " + WEB + ".");
    }

    private void ofAnotherProcessAgainAndAgain(Spine spine, FakeLog log) throws IOException {
        String other = other();
        for (int code : List.of(31, 13, 43)) {
            log.kernel(xid(FIRST, code, "pid=" + other + ", name=sleep, Ch 00000008"));
        }
        JsonNode one = GpuScene.incident(spine, TRAIN, "ContainerProcessGpuFault", "escalated");
        assertThat(one.at("/annotations/description").asText())
                .contains("is left as it is: process " + other + " (0: not told) is not known to be its main one");
        JsonNode again = await("the third within an hour").atMost(GpuScene.LONG)
                .until(() -> spine.incidents(TRAIN)
                        .stream()
                        .filter(incident -> incident.path("rule").asText().equals("ContainerGpuFaultsAgainAndAgain"))
                        .filter(incident -> incident.at("/remedy/attempts").toString().contains("\"told\""))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(again.at("/labels/loop").asText()).as("a restart does not cure it").isEqualTo("true");
        assertThat(spine.pages(TRAIN)).as("of a service's trouble a person is told once").hasSize(1);
        assertThat(again.at("/annotations/summary").asText()).contains(" made 3 faults on GPUs within an hour");
        assertThat(again.path("evidence")).hasSize(3);
        assertThat(spine.incidents(FIRST)).as("the GPU is well").isEmpty();
    }
}
