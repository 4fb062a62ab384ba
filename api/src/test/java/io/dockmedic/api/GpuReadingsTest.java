package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What readings alone say of a GPU that a container holds, each by the shipped rule with shorter times: who is called, with what, that
 * nothing is restarted, and how it is over. One program, a GPU for each.
 */
@Tag("long")
@RealEngine
class GpuReadingsTest {
    private static final String TRAIN = "held-train";
    private static final String WEB = "held-web";
    private static final String OF_HOST = "host";
    private static final String OF_OWNER = "owner";
    private static final int MIB = 1 << 20;

    private final PrivateEngine engine;

    GpuReadingsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", TRAIN, WEB);
    }

    private static String place(int gpu) {
        return String.format("0000:%02x:00.0", 0x18 + gpu);
    }

    /** What came of it: a person was called, who has what was read, and nothing else was done. */
    private static JsonNode told(Spine spine, int gpu, String rule, String route, String summary) {
        JsonNode one = GpuScene.incident(spine, place(gpu), rule + "Soon", "escalated");
        assertThat(one.at("/labels/route").asText()).isEqualTo(route);
        assertThat(one.at("/annotations/summary").asText()).contains(summary);
        assertThat(one.at("/evidence/0/kind").asText()).isEqualTo("gpu.sample");
        assertThat(one.at("/evidence/0/services").asText()).as("%s", one).contains(TRAIN);
        assertThat(spine.pageOf(rule + "Soon").path("attempts").toString()).doesNotContain("restart", "\"recreate");
        return one;
    }

    private static void shorten(Path home) throws IOException {
        Shortened.rule(home, "GpuWorkHangs", "for: 15m", "for: 1s");
        Shortened.rule(home, "GpuErrorsRise", "within: 1h", "within: 25s", "for: 1h", "for: 1s");
        Shortened.rule(home, "GpuUnreadable", "for: 5m", "for: 1s");
        Shortened.rule(home, "GpuNeedsReboot", "for: 10m", "for: 1s");
        Shortened.rule(home, "GpuNeedsInspection", "for: 1h", "for: 1s");
        Shortened.rule(home, "GpuNeedsReset", "for: 10m", "for: 1s");
        Shortened.rule(home, "GpuNeedsReplacement", "for: 10m", "for: 1s");
        Shortened.rule(home, "GpuMemoryExhausted", "for: 10m", "for: 1s", "for: 2m", "for: 1s");
    }

    @Test
    void aPersonIsToldNothingIsRestartedAndItIsOverWhenItIsWell(@TempDir Path home) throws IOException {
        shorten(home);
        GpuScene.sleeper(engine, TRAIN);
        GpuScene.sleeper(engine, WEB);
        long train = Long.parseLong(GpuScene.pid(engine, TRAIN));
        long web = Long.parseLong(GpuScene.pid(engine, WEB));
        FakeNvml fake = FakeNvml.in(home).says("count", 8);
        for (int gpu = 0; gpu < 8; gpu++) {
            fake.runs(gpu, train, 3L * MIB);
        }
        fake.runs(7, web, 2L << 30);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            GpuScene.shown(spine, "\"container\" : \"" + WEB + "\"");
            fake.says(0, "util", 100).says(0, "power", 118_000);
            fake.says(1, "field.3", 200);
            fake.says(2, "answers", 999);
            fake.says(3, "field.230", 2).says(4, "field.230", 5);
            fake.says(5, "field.144", 1).says(6, "field.145", 1);
            fake.says(7, "memused", 81_400L * MIB);

            told(spine, 0, "GpuWorkHangs", OF_OWNER, "it is busy and draws 118 W of 700 W");
            told(spine, 1, "GpuErrorsRise", OF_HOST, "200 were corrected");
            told(spine, 2, "GpuUnreadable", OF_HOST, "cannot be read");
            told(spine, 3, "GpuNeedsReboot", OF_HOST, "its driver says: start the machine anew");
            told(spine, 4, "GpuNeedsInspection", OF_HOST, "its driver says: start the IMEX service anew");
            told(spine, 5, "GpuNeedsReset", OF_HOST, "rows of its memory are to be replaced, which takes a reset");
            told(spine, 6, "GpuNeedsReplacement", OF_HOST, "a row of its memory could not be replaced any more");
            assertThat(told(spine, 7, "GpuMemoryExhausted", OF_OWNER, TRAIN + " " + WEB)
                    .at("/annotations/description")
                    .asText()).startsWith(
                            "20 MiB are free of 81920. " + WEB + " 2.0 GiB, " + TRAIN + " 3 MiB.");

            fake.unsays(0, "util").unsays(2, "answers").unsays(3, "field.230").unsays(4, "field.230");
            fake.unsays(5, "field.144").unsays(6, "field.145").unsays(7, "memused");
            for (String rule : List.of("GpuWorkHangs", "GpuErrorsRise", "GpuUnreadable", "GpuNeedsReboot",
                    "GpuNeedsInspection", "GpuNeedsReset", "GpuNeedsReplacement", "GpuMemoryExhausted")) {
                GpuScene.over(spine, rule + "Soon");
            }
            assertThat(spine.incidents(TRAIN)).isEmpty();
        }
        assertThat(GpuScene.pid(engine, TRAIN)).isEqualTo(Long.toString(train));
        assertThat(GpuScene.pid(engine, WEB)).isEqualTo(Long.toString(web));
    }

    /** The driver fails, is not there, and answers at last, with a GPU that was missed. */
    @Test
    void aDriverThatSaysNothingIsTheHostsUntilItAnswers(@TempDir Path home) throws IOException {
        Shortened.rule(home, "GpuDriverSilent", "for: 5m", "for: 1s");
        Shortened.rule(home, "GpuDriverMissing", "for: 10m", "for: 1s");
        Shortened.rule(home, "GpusMissing", "for: 10m", "for: 1s");
        FakeNvml fake = FakeNvml.in(home).says("init", 999);
        GpuScene.sleeper(engine, TRAIN);
        String pid = GpuScene.pid(engine, TRAIN);
        try (Spine spine = Spine.ready(engine.dockerHost(), home,
                "gpu: {library: \"" + fake.file() + "\", expected: 1}")) {
            JsonNode silent = spine.incidentOf("GpuDriverSilentSoon", "escalated");
            assertThat(silent.at("/labels/route").asText()).isEqualTo(OF_HOST);
            assertThat(silent.at("/evidence/0/state").asText()).isEqualToIgnoringCase("failed");
            JsonNode missing = spine.incidentOf("GpusMissingSoon", "escalated");
            assertThat(missing.at("/annotations/summary").asText()).contains("knows 0 GPUs; ", "there should be 1");

            fake.says("init", 9);
            GpuScene.over(spine, "GpuDriverSilentSoon");
            GpuScene.fires(spine, "GpuDriverMissingSoon");
            fake.says("init", 0);
            GpuScene.over(spine, "GpuDriverMissingSoon");
            GpuScene.over(spine, "GpusMissingSoon");
            assertThat(spine.pages()).extracting(page -> page.at("/incident/rule").asText())
                    .as("of a driver that nobody wants nobody is called")
                    .doesNotContain("GpuDriverMissingSoon");
        }
        assertThat(GpuScene.pid(engine, TRAIN)).isEqualTo(pid);
    }
}
