package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the fault to the person, for shipped rules that wait for minutes: the same rules, with their times shortened. */
@Tag("long")
@RealEngine
class ShortenedRulesTest {
    private static final List<String> NAMES = List.of("sr-full", "sr-slow", "sr-late", "sr-talks", "sr-files",
            "sr-waits", "sr-leaks", "sr-still", "sr-keeps", "sr-quiet", "sr-noisy", "sr-victim");

    @TempDir
    Path home;

    private final PrivateEngine engine;

    ShortenedRulesTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        NAMES.forEach(name -> engine.docker("rm", "--force", name));
    }

    /** One program for all of them: what each takes is mostly waiting. */
    @Test
    void eachIsToldAndNothingIsDone() throws IOException {
        List<String> names = List.of("sr-full", "sr-slow", "sr-late", "sr-talks", "sr-files");
        Shortened.rule(home, "ContainerMemoryNearLimit", "for: 5m", "for: 15s");
        Shortened.rule(home, "ContainerThrottled", "for: 15m", "for: 15s");
        Shortened.rule(home, "ContainerNeverHealthy", "within: 15m", "within: 5s");
        Shortened.rule(home, "ContainerLogGrowing", "event.bytes > 1073741824", "event.bytes > 1048576",
                "event.bytes < 805306368", "event.bytes < 786432");
        Shortened.rule(home, "InodesNearlyFull", "for: 1m", "for: 15s");
        try (LoopDisk disk = LoopDisk.mount(home, "small", 32, 1000);
                Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            run("sr-full", "mkfifo /f; sleep 1000 < /f & exec dd if=/dev/zero of=/f bs=31M", "--memory=32m",
                    "--memory-swap=32m");
            run("sr-slow", "while :; do :; done", "--cpus=0.1");
            run("sr-late", "exec sleep 1000", "--health-cmd=sleep 100", "--health-timeout=200s");
            run("sr-talks", "yes | head -c 2000000; exec sleep 1000");
            run("sr-files", "exec sleep 1000", "--volume=" + disk.root() + ":/data");
            List<String> starts = names.stream().map(name -> Spine.startedAt(engine, name)).toList();
            disk.fillInodesTo(92);

            assertThat(spine.pageOf("ContainerMemoryNearLimitSoon").path("summary").asText())
                    .matches("sr-full uses (9[0-9]|100) % of its memory limit");
            assertThat(spine.pageOf("ContainerNeverHealthySoon").at("/incident/key").asText()).isEqualTo("sr-late");
            JsonNode log = spine.pageOf("ContainerLogGrowingSoon");
            assertThat(log.at("/incident/key").asText()).isEqualTo("sr-talks");
            assertThat(log.at("/incident/annotations/description").asText()).contains("max-size: 10m");
            assertThat(spine.pageOf("InodesNearlyFullSoon").at("/incident/key").asText())
                    .isEqualTo(disk.root().toString());
            // Only slow: nobody is called.
            await().atMost(Spine.SOON)
                    .until(() -> spine.incidents("sr-slow").toString().contains("ContainerThrottledSoon"));
            assertThat(spine.pages("sr-slow")).isEmpty();
            assertThat(names).allMatch(name -> Spine.status(engine, name).equals("running"));
            assertThat(names).extracting(name -> Spine.startedAt(engine, name)).isEqualTo(starts);
            engine.docker("rm", "--force", "sr-files").orFail();
        }
    }

    @Test
    void aDiskThatFillsUpIsToldBeforeItIsFull() throws IOException {
        Shortened.rule(home, "DiskFullSoon", "in: 4h, within: 3h", "in: 1h, within: 1m");
        try (LoopDisk disk = LoopDisk.mount(home, "grows", 64, 1000);
                Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.run("sr-files", List.of("--volume=" + disk.root() + ":/data"), "sleep", "1000");
            disk.fillTo(62);
            byte[] more = new byte[64 * 1024];
            await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                Files.write(disk.path("grows"), more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return !spine.pages(disk.root().toString()).isEmpty();
            });
            JsonNode page = spine.page(disk.root().toString());
            assertThat(page.at("/incident/rule").asText()).isEqualTo("DiskFullSoonSoon");
            assertThat(page.path("summary").asText()).contains("will be full in less than 4 hours");
            assertThat(disk.used()).as("told before").isLessThan(85);
            engine.docker("rm", "--force", "sr-files").orFail();
        }
    }

    /** More is read again and again than fits: the kernel reads it anew each time, and those who want it wait. */
    @Test
    void whatWaitsForMemoryIsKeptAndCallsNobody() throws IOException {
        Assumptions.assumeTrue(Stream.of("memory.pressure", "unified/memory.pressure", "cgroup.controllers")
                .anyMatch(file -> Files.exists(Path.of("/sys/fs/cgroup", file))),
                "the kernel keeps pressure of groups");
        Shortened.rule(home, "ContainerMemoryPressure", "for: 5m", "for: 15s");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            run("sr-waits", """
                    dd if=/dev/zero of=/f bs=64k count=512
                    for one in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
                      while ! test -e /enough; do cat /f > /dev/null; done &
                    done
                    wait
                    exec sleep 1000
                    """, "--memory=20m", "--memory-swap=20m");
            String start = Spine.startedAt(engine, "sr-waits");
            JsonNode slow = await().atMost(Duration.ofMinutes(2))
                    .until(() -> spine.incidents("sr-waits")
                            .stream()
                            .filter(one -> one.path("rule").asText().equals("ContainerMemoryPressureSoon"))
                            .filter(one -> one.path("state").asText().equals("firing"))
                            .findFirst(), Optional::isPresent)
                    .orElseThrow();
            assertThat(slow.at("/labels/severity").asText()).isEqualTo("info");
            assertThat(slow.at("/annotations/summary").asText())
                    .matches("sr-waits waits for memory ([2-9][0-9]|100) % of the time");
            engine.docker("exec", "sr-waits", "touch", "/enough").orFail();
            await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerMemoryPressureSoon").isPresent());
            assertThat(spine.pages()).isEmpty();
            assertThat(Spine.startedAt(engine, "sr-waits")).isEqualTo(start);
        }
    }

    /**
     * Several loops for each processor, so that none is without, and one beside them that has a 256th of their weight. On a
     * machine that has other work they get less of it together: how much is much is set lower, too.
     */
    @Test
    void whatKeepsAnotherWaitingForAProcessorIsNotedWithTheLimitToType() throws IOException {
        Assumptions.assumeTrue(Stream.of("unified/cpu.pressure", "cgroup.controllers")
                .anyMatch(file -> Files.exists(Path.of("/sys/fs/cgroup", file))),
                "the kernel keeps pressure of groups");
        Shortened.rule(home, "ContainerNoisyNeighbour", "for: 10m", "for: 15s", "hostCpuPercent >= 45",
                "hostCpuPercent >= 10", "hostCpuPercent < 35", "hostCpuPercent < 5");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            run("sr-noisy", """
                    for one in $(seq $((4 * $(nproc)))); do while ! test -e /enough; do :; done & done
                    wait
                    exec sleep 1000
                    """, "--cpu-shares=262144");
            run("sr-victim", "while :; do :; done");
            String start = Spine.startedAt(engine, "sr-noisy");
            JsonNode noisy = await().atMost(Duration.ofMinutes(3))
                    .until(() -> spine.incidents("sr-noisy")
                            .stream()
                            .filter(one -> one.path("rule").asText().equals("ContainerNoisyNeighbourSoon"))
                            .filter(one -> one.path("state").asText().equals("firing"))
                            .findFirst(), Optional::isPresent)
                    .orElseThrow();
            assertThat(noisy.at("/labels/severity").asText()).isEqualTo("info");
            assertThat(noisy.at("/annotations/summary").asText()).matches("sr-noisy takes ([1-9][0-9]|100) % of the "
                    + "host's processors, and sr-victim waits for one ([4-9][0-9]|100) % of the time");
            assertThat(spine.incidents("sr-victim")).as("it takes nothing from the other").isEmpty();

            // As it says.
            Matcher line = Pattern.compile("docker update --cpus (\\d+\\.\\d) sr-noisy ")
                    .matcher(noisy.at("/annotations/description").asText());
            assertThat(line.find()).isTrue();
            engine.docker("update", "--cpus", line.group(1), "sr-noisy").orFail();
            assertThat(engine.docker("inspect", "-f", "{{.HostConfig.NanoCpus}}", "sr-noisy").text())
                    .isEqualTo(line.group(1).replace(".", "").replaceFirst("^0+(?=.)", "") + "00000000");
            // Others' work may keep the one waiting still.
            engine.docker("exec", "sr-noisy", "touch", "/enough").orFail();
            await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerNoisyNeighbourSoon").isPresent());
            assertThat(spine.pages()).isEmpty();
            assertThat(Spine.startedAt(engine, "sr-noisy")).isEqualTo(start);
        }
    }

    /** What is written to shared memory cannot be given back; what the kernel keeps of files that are used once can. */
    @Test
    void whatUsesMoreAndMoreMemoryIsToldBeforeItIsAtItsLimit() throws IOException {
        Shortened.rule(home, "ContainerMemoryFullSoon", "in: 8h, within: 6h", "in: 20m, within: 1m");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            String grown = "dd if=/dev/zero of=/dev/shm/held bs=1M count=70; ";
            run("sr-still", grown + "exec sleep 1000", "--memory=96m", "--memory-swap=96m", "--shm-size=128m");
            run("sr-keeps", grown + """
                    while sleep 0.5; do dd if=/dev/zero bs=64k count=2 >> /f; done
                    """, "--memory=96m", "--memory-swap=96m", "--shm-size=128m");
            run("sr-leaks", grown + "while sleep 0.5; do head -c 70000 /dev/zero >> /dev/shm/held; done",
                    "--memory=96m",
                    "--memory-swap=96m", "--shm-size=128m");
            String start = Spine.startedAt(engine, "sr-leaks");
            await().atMost(Duration.ofMinutes(3)).until(() -> !spine.pages("sr-leaks").isEmpty());
            JsonNode page = spine.page("sr-leaks");
            assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerMemoryFullSoonSoon");
            assertThat(page.path("summary").asText()).isEqualTo(
                    "sr-leaks will be at its memory limit in less than 8 hours");
            assertThat(page.at("/incident/annotations/description").asText()).contains("of 96 MiB",
                    "docker restart sr-leaks");
            assertThat(spine.incidents("sr-leaks")).as("told before").hasSize(1);
            assertThat(Spine.startedAt(engine, "sr-leaks")).isEqualTo(start);

            // As the page says.
            engine.docker("restart", "--time=0", "sr-leaks").orFail();
            await().atMost(Spine.SOON).until(() -> spine.resolved("ContainerMemoryFullSoonSoon").isPresent());
            assertThat(spine.incidents("sr-still")).isEmpty();
            assertThat(spine.incidents("sr-keeps")).isEmpty();
        }
    }

    /** The owner has said when: it is restarted before it is at its limit, and nobody is called. */
    @Test
    void whatLeaksIsRestartedInAQuietTime() throws IOException {
        Shortened.rule(home, "ContainerMemoryFullSoon", "in: 8h, within: 6h", "in: 20m, within: 1m");
        try (Spine spine = Spine.ready(engine.dockerHost(), home,
                "quiet: [{name: always, from: \"00:00\", to: \"00:00\", services: [sr-quiet]}]\n")) {
            run("sr-quiet", """
                    dd if=/dev/zero of=/dev/shm/held bs=1M count=70
                    while sleep 0.5; do head -c 70000 /dev/zero >> /dev/shm/held; done
                    """, "--memory=96m", "--memory-swap=96m", "--shm-size=128m");
            String start = Spine.startedAt(engine, "sr-quiet");
            await().atMost(Duration.ofMinutes(3)).until(() -> !Spine.startedAt(engine, "sr-quiet").equals(start));
            JsonNode incident = spine.incident("sr-quiet", "ContainerMemoryFullSoonSoon", "healed");
            assertThat(incident.at("/remedy/attempts/0/action").asText()).isEqualTo("restart");
            assertThat(spine.pages("sr-quiet")).isEmpty();
        }
    }

    private void run(String name, String script, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--label=dockmedic.heal=true");
        engine.run(name, all, "sh", "-c", script);
    }
}
