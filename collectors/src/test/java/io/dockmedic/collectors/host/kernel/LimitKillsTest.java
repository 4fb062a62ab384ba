package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What kernels say of containers that reached their limit; and that this machine's kernel says it. */
@RealEngine
class LimitKillsTest {
    private static final Instant T = Instant.parse("2026-03-01T03:00:00Z");
    private static final String ID = "c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e";
    private static final String OTHER = "b5577df2fcf2f8c911ada034af54d77d3499d3e140d5df976d53fbdd020e2327";

    private final PrivateEngine engine;
    private final List<String> left = new ArrayList<>();
    private final LimitKills kills = new LimitKills((text, at) -> left.add(text));

    LimitKillsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void whoReachedItsLimitIsRemembered() {
        Lines.texts("oom-of-a-limit").forEach(text -> kills.took(text, T));
        assertThat(kills.last(ID)).contains(new LimitKill(T, "tail", 1444, (32_100 + 1_392) << 10));
        assertThat(kills.last(OTHER)).contains(new LimitKill(T, "tail", 1872, (15_996 + 1_392) << 10));
        assertThat(left).noneMatch(text -> text.startsWith("oom-kill:")).isNotEmpty();
    }

    @Test
    void asOlderKernelsSayIt() {
        kills.took("Task in /docker/" + ID + " killed as a result of limit of /docker/" + ID, T);
        kills.took("Task in /docker/" + ID + " killed as a result of limit of /docker/" + ID, T.plusSeconds(9));
        assertThat(kills.last(ID)).contains(new LimitKill(T.plusSeconds(9), "", 0, 0));
        kills.took("Memory cgroup out of memory: Kill process 7 (java) score 1030 or sacrifice child", T);
        kills.took("Killed process 7 (java) total-vm:9000kB, anon-rss:700kB, file-rss:60kB, shmem-rss:8kB", T);
        assertThat(kills.last(ID)).contains(new LimitKill(T.plusSeconds(9), "java", 7, 768 << 10));
    }

    /** The kernel leaves lines out when there are many at once. */
    @Test
    void anothersDeathIsNotItsOwn() {
        kills.took(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/docker/" + ID
                        + ",task_memcg=/docker/" + ID + ",task=java,pid=7,uid=0",
                T);
        kills.took("Memory cgroup out of memory: Killed process 8 (sh) total-vm:9kB, anon-rss:7kB, file-rss:6kB", T);
        assertThat(kills.last(ID)).contains(new LimitKill(T, "java", 7, 0));
    }

    @Test
    void oneOfTheMachinesOwnIsNone() {
        Lines.texts("oom-of-the-machine").forEach(text -> kills.took(text, T));
        assertThat(kills.last(ID)).isEmpty();
        assertThat(left).hasSameSizeAs(Lines.texts("oom-of-the-machine"));
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i < 1000; i++) {
            kills.took("Task in /docker/%064x killed as a result of limit of /".formatted(i), T);
        }
        assertThat(kills.last("%064x".formatted(999))).isPresent();
        assertThat(kills.last("%064x".formatted(1))).isEmpty();
    }

    /** So soon after its start that the engine may say nothing of it. */
    @Test
    void thisKernelSaysItOfARealContainer() throws Exception {
        Tail tail = new Tail(DeviceLog.at(Path.of("/dev/kmsg")), null);
        tail.next(1);
        String id = engine.run("greedy", List.of("--memory=16m", "--memory-swap=16m"), "sh", "-c",
                "x=$(dd if=/dev/zero bs=1M count=64 | tr '\\0' x)");
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            tail.next(1000).lines().forEach(line -> kills.took(line.text(), T));
            return kills.last(id).isPresent();
        });
        tail.close();
    }
}
