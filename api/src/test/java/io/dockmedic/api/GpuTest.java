package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import io.dockmedic.testkit.Command;
import java.util.Map;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * From a fault of a GPU to the container that made it, and to the person whom only a machine's start helps: the whole
 * program on a real engine, with a library that stands in for NVIDIA's.
 */
@RealEngine
class GpuTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String NAME = "gpu-train";
    private static final String PLACE = "0000:18:00.0";
    private static final String SECOND = "0000:19:00.0";
    private static final String THIRD = "0000:1a:00.0";

    private final PrivateEngine engine;

    GpuTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME);
    }

    private String pid() {
        return engine.docker("inspect", "-f", "{{.State.Pid}}", NAME).orFail().text();
    }

    /** The container's process uses the GPU, and Dockmedic has seen it. */
    private String use(FakeNvml fake, Spine spine) {
        String pid = pid();
        fake.says(0, "process", pid + " 1000");
        await().atMost(LONG)
                .until(() -> line(spine, "dockmedic_gpu_container_memory_bytes{").endsWith(" 1000.0"));
        return pid;
    }

    private static String line(Spine spine, String start) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith(start))
                .filter(line -> !line.contains("gpu=\"1\"") && !line.contains("gpu=\"2\""))
                .findFirst()
                .orElse("");
    }

    private static JsonNode incident(Spine spine, String key, String rule, String remedy) {
        return await().atMost(LONG)
                .until(() -> spine.incidents(key)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals(rule))
                        .filter(one -> one.at("/remedy/state").asText().equals(remedy))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** One program and one container for all of it: what each takes is mostly waiting. */
    @Test
    void eachFaultEndsWhereTheCatalogueSaysWhoeverTellsOfIt(@TempDir Path home) throws IOException {
        FakeNvml fake = FakeNvml.in(home).says("count", 3);
        Shortened.rule(home, "GpuSlowedDown", "for: 5m", "for: 1s");
        Shortened.rule(home, "GpuStuck", "for: 1m", "for: 1s");
        Shortened.rule(home, "GpusMissing", "for: 10m", "for: 1s");
        String id = engine.run(NAME, List.of("--label=dockmedic.heal=true", "--stop-timeout=1"), "sleep", "1000");
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.hearing(engine.dockerHost(), home, log.file(),
                        "gpu: {library: \"" + fake.file() + "\", expected: 4}")) {
            // Told and awaited at the end.
            fake.says(1, "field.145", 1).says(1, "reasons", 0x40).says(2, "hang", "nvmlDeviceGetPowerUsage");
            String pid = use(fake, spine);
            assertThat(line(spine, "DCGM_FI_DEV_GPU_TEMP{")).endsWith(" 41.0")
                    .contains("UUID=\"GPU-00000000-0000-0000-0000-000000000000\"", "container=\"" + NAME + "\"",
                            "device=\"nvidia0\"", "gpu=\"0\"", "modelName=\"NVIDIA Test 80GB\"",
                            "pci_bus_id=\"00000000:18:00.0\"");
            aProgramsFaultThatBothTellIsOneAndRestartsItsContainer(spine, fake, log, pid);
            assertThat(pid()).isNotEqualTo(pid);
            assertThat(Spine.restarts(engine, id)).isOne();

            String second = use(fake, spine);
            memoryThatIsToBeRepairedCallsAPersonOnceThoughBothTell(spine, fake, log);
            assertThat(pid()).as("a restart would not help").isEqualTo(second);
            aLostGpuCallsAPersonOnceThoughTheLogSaysItInPlainWordsToo(spine, fake, log);
            assertThat(pid()).as("a restart would not help").isEqualTo(second);
            assertThat(spine.incidents(NAME)).as("the program's own fault").hasSize(1);
            assertThat(faults(spine, 31)).contains("cure=\"application\"").endsWith(" 1.0");
            assertThat(faults(spine, 48)).contains("cure=\"reset\"").endsWith(" 1.0");
            whatTheReadingsOfOthersSayCallsAPerson(spine, fake, home);
            assertThat(pid()).as("none of them is its own").isEqualTo(second);
            newWorkIsKeptOffUntilItIsOver(spine, home);
        }
        assertThat(mark(home, 1)).as("also while we do not run").exists();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            await().atMost(LONG).untilAsserted(() -> assertThat(marked(spine)).contains("1"));
            assertThat(mark(home, 0)).content().contains("rules=GpuNeedsReboot GpuNeedsReset\n");
        }
    }

    private static Path mark(Path home, int gpu) {
        return home.resolve("run/gpus/GPU-00000000-0000-0000-0000-00000000000" + gpu);
    }

    /** The driver's numbers of the GPUs that are marked, as a metric says. */
    private static List<String> marked(Spine spine) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_gpu_marked{") && line.endsWith(" 1.0"))
                .map(line -> line.replaceAll(".*gpu=\"(\\d+)\".*", "$1"))
                .sorted()
                .toList();
    }

    /** The first needs a reset, and is lost; the second is to be replaced; the third did not answer. */
    private void newWorkIsKeptOffUntilItIsOver(Spine spine, Path home) {
        await().atMost(LONG).until(() -> Files.notExists(mark(home, 2)));
        assertThat(marked(spine)).containsExactly("0", "1");
        assertThat(mark(home, 0)).content()
                .contains("by=dockmedic\n", "pci=" + PLACE + "\n", "containers=" + NAME + "\n",
                        "rules=GpuNeedsReboot GpuNeedsReset\n");
        assertThat(mark(home, 1)).content().contains("rules=GpuNeedsReplacement\n", "containers=\n");
        assertThat(spine.body("/api/v1/gpus")).contains("\"rules\" : [ \"GpuNeedsReplacement\" ]");
    }

    /** One that is to be replaced and too hot, one that does not answer, and one that is not there. */
    private void whatTheReadingsOfOthersSayCallsAPerson(Spine spine, FakeNvml fake, Path home) {
        JsonNode replaced = incident(spine, SECOND, "GpuNeedsReplacement", "escalated");
        assertThat(replaced.at("/labels/route").asText()).isEqualTo("host");
        assertThat(replaced.at("/annotations/summary").asText())
                .startsWith("GPU 1 (NVIDIA Test 80GB at 0000:19:00.0) must be replaced: ");
        JsonNode slow = incident(spine, SECOND, "GpuSlowedDownSoon", "escalated");
        assertThat(slow.at("/annotations/summary").asText()).endsWith("is slowed down to protect it: hw_thermal");
        JsonNode stuck = incident(spine, THIRD, "GpuStuckSoon", "escalated");
        assertThat(stuck.at("/annotations/summary").asText()).startsWith("GPU 2 ")
                .contains("does not answer: ", "nvmlDeviceGetPowerUsage");
        JsonNode missing = spine.incidentOf("GpusMissingSoon", "escalated");
        assertThat(missing.at("/annotations/summary").asText())
                .contains("knows 3 GPUs; ", "on the bus, there should be 4");
        assertThat(spine.pages()).extracting(page -> page.at("/incident/rule").asText())
                .contains("GpuNeedsReplacement", "GpuSlowedDownSoon", "GpuStuckSoon", "GpusMissingSoon");

        assertThat(mark(home, 2)).content().contains("uuid=", "why=GPU 2 ");
        fake.unsays(1, "reasons").unsays(2, "hang");
        await().atMost(LONG)
                .until(() -> spine.resolved("GpuSlowedDownSoon").isPresent()
                        && spine.resolved("GpuStuckSoon").isPresent());
    }

    private static void aProgramsFaultThatBothTellIsOneAndRestartsItsContainer(Spine spine, FakeNvml fake, FakeLog log,
            String pid) throws IOException {
        String told = "NVRM: Xid (PCI:0000:18:00): 31, pid=" + pid + ", name=sleep, Ch 00000008";
        fake.xid(0, 31);
        log.kernel(told);
        JsonNode healed = incident(spine, NAME, "ContainerGpuFault", "healed");
        assertThat(healed.at("/annotations/summary").asText()).isEqualTo(
                "gpu-train made fault 31 on GPU 0 (NVIDIA Test 80GB at 0000:18:00.0): GPU memory page fault");
        assertThat(healed.at("/evidence/0/kind").asText()).isEqualTo("container.gpu_fault");
        assertThat(healed.at("/evidence/0/code").asInt()).isEqualTo(31);
        assertThat(healed.at("/evidence/0/text").asText()).isEqualTo(told);
        assertThat(healed.at("/count").asInt()).as("whoever tells").isOne();
        assertThat(spine.incidents(PLACE)).as("the GPU is well").isEmpty();
    }

    private static void memoryThatIsToBeRepairedCallsAPersonOnceThoughBothTell(Spine spine, FakeNvml fake, FakeLog log)
            throws IOException {
        fake.says(0, "field.144", 1).xid(0, 48);
        log.kernel(
                "NVRM: Xid (PCI:0000:18:00): 48, pid='<unknown>', name=<unknown>, An uncorrectable double bit error");
        JsonNode told = incident(spine, PLACE, "GpuNeedsReset", "escalated");
        assertThat(told.at("/evidence/0/kind").asText()).isEqualTo("gpu.fault");
        assertThat(told.at("/evidence/0/code").asInt()).isEqualTo(48);
        assertThat(told.at("/evidence/0/text").asText()).contains("An uncorrectable double bit error");
        assertThat(told.at("/evidence/0/before").asText()).contains(" % busy, ", " °C, 71 W");
        assertThat(told.at("/labels/route").asText()).isEqualTo("host");
        assertThat(tried(told)).contains("mark").doesNotContain("restart");
        assertThat(told.at("/annotations/summary").asText())
                .startsWith("GPU 0 (NVIDIA Test 80GB at 0000:18:00.0) needs a reset: ");
        assertThat(told.at("/annotations/description").asText()).contains("These use it: " + NAME + ".");
        JsonNode page = spine.page(PLACE);
        assertThat(page.at("/incident/rule").asText()).isEqualTo("GpuNeedsReset");
        assertThat(page.at("/evidence/timeline/0/text").asText()).contains("An uncorrectable double bit error");
        assertThat(page.at("/evidence/timeline/0/before").asText()).contains(" % busy, ", " °C, 71 W");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(spine.body("/api/v1/gpus")).contains(
                        "rows of its memory are to be replaced, which takes a reset", "\"cure\" : \"reset\""));
        assertThat(line(spine, "DCGM_FI_DEV_ROW_REMAP_PENDING{")).endsWith(" 1.0");
        assertThat(spine.incidents(PLACE)).as("whoever tells").hasSize(1);
    }

    private static void aLostGpuCallsAPersonOnceThoughTheLogSaysItInPlainWordsToo(Spine spine, FakeNvml fake,
            FakeLog log)
            throws IOException {
        fake.xid(0, 79);
        log.kernel("NVRM: Xid (PCI:0000:18:00): 79, pid='<unknown>', name=<unknown>, GPU has fallen off the bus.");
        log.kernel("NVRM: GPU 0000:18:00.0: GPU has fallen off the bus.");
        JsonNode told = incident(spine, PLACE, "GpuNeedsReboot", "escalated");
        assertThat(told.at("/evidence/0/kind").asText()).as("before any reading shows it").isEqualTo("gpu.fault");
        assertThat(told.at("/evidence/0/code").asInt()).isEqualTo(79);
        assertThat(tried(told)).contains("mark").doesNotContain("restart");
        fake.says(0, "lost", 1);
        assertThat(told.at("/annotations/summary").asText()).contains("needs the machine to be started anew");
        assertThat(told.at("/annotations/description").asText()).contains("These use it: " + NAME + ".");
        assertThat(told.at("/labels/route").asText()).isEqualTo("host");
        await().atMost(LONG).until(() -> spine.pages(PLACE).size() == 2);
        JsonNode page = spine.pages(PLACE).getLast();
        assertThat(page.at("/incident/rule").asText()).isEqualTo("GpuNeedsReboot");
        assertThat(page.at("/incident/annotations/description").asText()).contains("These use it: " + NAME + ".");
        await().atMost(LONG)
                .until(() -> spine.body("/metrics")
                        .lines()
                        .anyMatch(line -> line.startsWith("dockmedic_gpu_state{")
                                && line.contains("state=\"lost\"") && line.endsWith(" 1.0")));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(spine.body("/metrics")).contains(
                        "dockmedic_gpu_faults_total{code=\"79\",cure=\"reboot\",pci_bus_id=\"0000" + PLACE
                                + "\"} 1.0"));
        assertThat(spine.incidents(PLACE)).as("one of each, whoever tells").hasSize(2);
    }

    /** The actions of its remedy that were decided on, in their order. */
    private static List<String> tried(JsonNode incident) {
        List<String> actions = new ArrayList<>();
        incident.at("/remedy/attempts").forEach(attempt -> actions.add(attempt.path("action").asText()));
        return actions;
    }

    private static String driver(Spine spine) {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_gpu_driver_state{") && line.endsWith(" 1.0"))
                .collect(Collectors.joining());
    }

    private static String command(int code, Path home, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(List.of("gpu"));
        all.addAll(List.of(arguments));
        all.addAll(2, List.of("--config", home.resolve("dockmedic.yml").toString()));
        assertThat(line.execute(all.toArray(String[]::new))).as("%s", out).isEqualTo(code);
        return out.toString();
    }

    private static String faults(Spine spine, int code) {
        return line(spine, "dockmedic_gpu_faults_total{code=\"" + code + "\"");
    }

    @Test
    void aMismatchCallsAPersonAndRestartsNothing(@TempDir Path home) throws IOException {
        FakeNvml fake = FakeNvml.in(home);
        engine.run(NAME, List.of("--label=dockmedic.heal=true"), "sleep", "1000");
        Path machine = home.resolve("machine");
        loads(machine, "590.1");
        hasOnDisk(machine, "590.1");
        Files.createSymbolicLink(machine.resolve("proc").resolve(pid()), Path.of("/proc").resolve(pid()));
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.on(engine.dockerHost(), home, log.file(), machine,
                        "gpu: {library: \"" + fake.file() + "\"}")) {
            String pid = use(fake, spine);
            assertThat(driver(spine)).contains("state=\"ok\"");

            hasOnDisk(machine, "595.2");
            JsonNode told = await().atMost(LONG)
                    .until(() -> spine.pages()
                            .stream()
                            .filter(page -> page.at("/incident/rule").asText().equals("GpuDriverMismatch"))
                            .findFirst(), Optional::isPresent)
                    .orElseThrow();
            JsonNode incident = spine.incidentOf("GpuDriverMismatch", "escalated");
            assertThat(told.at("/incident/id").asText()).isEqualTo(incident.path("id").asText());
            assertThat(incident.at("/evidence/0/kind").asText()).isEqualTo("gpu.driver");
            assertThat(incident.at("/evidence/0/state").asText()).isEqualTo("mismatch");
            assertThat(incident.at("/labels/route").asText()).isEqualTo("host");
            assertThat(tried(incident)).containsExactly("escalate");
            assertThat(pid()).as("what has the GPU works on").isEqualTo(pid);
            assertThat(spine.incidents(NAME)).isEmpty();
            assertThat(spine.body("/-/ready")).contains("595.2", "590.1");

            assertThat(command(0, home, "release", "--for", "1h", "--reason", "new driver"))
                    .contains("GPUs are released until");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(driver(spine)).contains("state=\"released\""));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(spine.body("/-/ready"))
                            .contains("(new driver): nothing is seen of GPUs"));
            int calls = fake.calls().size();
            StringWriter doctor = new StringWriter();
            Main.commands()
                    .setOut(new PrintWriter(doctor, true))
                    .execute("doctor", "--all", "--config",
                            home.resolve("dockmedic.yml").toString());
            assertThat(doctor.toString().replaceAll("\\s+", " ")).contains("(new driver): nothing is seen of GPUs");
            assertThat(fake.calls()).as("nobody asks").hasSize(calls);
            assertThat(spine.body("/api/v1/incidents?state=firing")).as("not over by that")
                    .contains("GpuDriverMismatch");

            loads(machine, "595.2");
            assertThat(command(0, home, "resume")).contains("GPUs are read again");
            await().atMost(LONG).until(() -> spine.resolved("GpuDriverMismatch").isPresent());
            assertThat(driver(spine)).contains("state=\"ok\"");
            assertThat(command(0, home, "resume")).contains("GPUs were not released");
        }
    }

    /** The kernel has the driver of that version. */
    private static void loads(Path machine, String version) throws IOException {
        Path file = machine.resolve("proc/driver/nvidia/version");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  " + version + "  Tue Nov  3\n");
    }

    /** The library of that version is installed. */
    private static void hasOnDisk(Path machine, String version) throws IOException {
        Path folder = Files.createDirectories(machine.resolve("usr/lib/x86_64-linux-gnu"));
        Path link = folder.resolve("libnvidia-ml.so.1");
        Path file = folder.resolve("libnvidia-ml.so." + version);
        Files.deleteIfExists(link);
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        Files.createSymbolicLink(link, file.getFileName());
    }

    /** Its engine starts it with a runtime of NVIDIA's name, as the container toolkit makes one. */
    @Test
    void whatAsksForAGpuIsNotStartedWhileTheDriverDoesNotFit(@TempDir Path home) throws IOException {
        Files.writeString(engine.socket().resolveSibling("daemon.json"),
                "{\"runtimes\": {\"nvidia\": {\"path\": \"runc\"}}}");
        Command.run(Map.of(), List.of("kill", "-HUP", Long.toString(engine.pid()))).orFail();
        await().atMost(LONG)
                .until(() -> engine.docker("info", "--format={{json .Runtimes}}").text().contains("\"nvidia\""));
        FakeNvml fake = FakeNvml.in(home).says("init", 18);
        engine.run(NAME, List.of("--label=dockmedic.heal=true", "--runtime=nvidia", "--env=NVIDIA_VISIBLE_DEVICES=all"),
                "sleep", "1000");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + fake.file() + "\"}")) {
            await().atMost(LONG).until(() -> driver(spine).contains("state=\"mismatch\""));
            Spine.kill9(engine, NAME);
            JsonNode page = await().atMost(LONG)
                    .until(() -> spine.pages()
                            .stream()
                            .filter(one -> one.at("/incident/rule").asText().equals("ContainerExitedWithError"))
                            .findFirst(), Optional::isPresent)
                    .orElseThrow();
            assertThat(page.path("attempts").toString()).contains("driver_mismatch", "it asks for all GPUs of NVIDIA's",
                    "are of different versions");
            assertThat(engine.docker("inspect", "-f", "{{.State.Running}} {{.RestartCount}}", NAME).orFail().text())
                    .isEqualTo("false 0");
        }
    }
}
