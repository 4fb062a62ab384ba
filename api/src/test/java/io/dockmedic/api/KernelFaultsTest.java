package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a line of the kernel to the person of the host: the whole program, a real container as the victim. */
@RealEngine
class KernelFaultsTest {
    private static final String NAME = "kf-victim";

    private final PrivateEngine engine;

    KernelFaultsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", NAME);
    }

    @Test
    void eachIsToldOnceNamesItsContainerAndRestartsNothing(@TempDir Path home) throws IOException {
        engine.run(NAME, List.of("--label=dockmedic.heal=true"), "sleep", "1000");
        String start = Spine.startedAt(engine, NAME);
        String pid = engine.docker("inspect", "-f", "{{.State.Pid}}", NAME).orFail().text();
        try (FakeLog log = FakeLog.in(home);
                Spine spine = Spine.hearing(engine.dockerHost(), home, log.file(), "")) {
            log.kernel("I/O error, dev sr0, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2");
            log.kernel("oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,"
                    + "task_memcg=" + group(pid) + ",task=sleep,pid=" + pid + ",uid=0");
            log.kernel("Out of memory: Killed process " + pid + " (sleep) total-vm:1769412kB, anon-rss:524288kB,"
                    + " file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1360kB oom_score_adj:0");
            log.kernel("INFO: task sleep:" + pid + " blocked for more than 120 seconds.");
            log.kernel("critical medium error, dev sdb, sector 4096 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2");

            JsonNode memory = spine.pageOf("HostOutOfMemory");
            assertThat(memory.path("summary").asText()).contains("ran out of memory", "sleep of " + NAME);
            assertThat(memory.at("/incident/annotations/description").asText()).contains("held 512 MiB");
            JsonNode hangs = spine.pageOf("HostTasksHang");
            assertThat(hangs.path("summary").asText())
                    .isEqualTo("sleep of " + NAME + " is stuck in the kernel for more than 120 s");
            JsonNode disk = spine.pageOf("HostIoErrors");
            assertThat(disk.path("summary").asText()).isEqualTo("sdb fails: critical medium error");
            assertThat(List.of(memory, hangs, disk))
                    .allMatch(page -> page.at("/incident/labels/route").asText().equals("host"));
            assertThat(spine.incidents("sr0")).as("an empty drive is no fault").isEmpty();
            assertThat(spine.pages()).hasSize(3);
            assertThat(Spine.startedAt(engine, NAME)).isEqualTo(start);
        }
    }

    /** As the kernel names it in such a line. */
    private static String group(String pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid, "cgroup"))
                .stream()
                .filter(line -> line.contains(":memory:") || line.startsWith("0::/d"))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .findFirst()
                .orElseThrow();
    }
}
