package io.dockmedic.collectors.container.shared;

import static io.dockmedic.collectors.event.SharedNetwork.DOWN;
import static io.dockmedic.collectors.event.SharedNetwork.GONE;
import static io.dockmedic.collectors.event.SharedNetwork.OK;
import static io.dockmedic.collectors.event.SharedNetwork.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.NetworkShared;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.SharedNetwork;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By when they were started, unless the kernel shows that they are in one namespace. */
class SharedNetworksTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");
    private static final String VPN = "a".repeat(64);
    private static final String APP = "b".repeat(64);

    @TempDir
    Path proc;

    private final Vertx vertx = Vertx.vertx();
    private final Containers containers = new Containers();
    private final List<NetworkShared> seen = new CopyOnWriteArrayList<>();
    private final SqliteJournal journal;

    SharedNetworksTest(@TempDir Path dir) {
        journal = AcquaintanceTest.journal(dir.resolve("journal.db"), vertx);
    }

    @AfterEach
    void close() throws Exception {
        journal.close().await(60, TimeUnit.SECONDS);
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private void has(String id, String name, int pid, String mode, Instant started) {
        Container container = new Container(id, name, "x:1", Map.of(), new Service("", name, ""), false);
        containers.saw(new Sighting(container, new ContainerState(id, name, "x:1", "sha256:1", Map.of(),
                pid > 0 ? "running" : "exited", pid > 0, false, false, pid, 0, false, "", T, started, null, 0, null,
                new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE, GpuAsk.NONE, mode)));
    }

    private void process(int pid, String id, String namespace) throws IOException {
        Path process = Files.createDirectories(proc.resolve(pid + "/ns"));
        Files.createSymbolicLink(process.resolve("net"), Path.of(namespace));
        Files.writeString(process.resolveSibling("cgroup"), "0::/system.slice/docker-" + id + ".scope\n");
    }

    private void collects() throws Exception {
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
            seen.add((NetworkShared) event);
            return Future.succeededFuture();
        });
        vertx.deployVerticle(new SharedNetworks(Duration.ofMillis(50), proc, List.of("test"), () -> "host", containers,
                new NetworkOwners(journal), new SystemClock(), new Health(), new SimpleMeterRegistry()))
                .await(60, TimeUnit.SECONDS);
    }

    /** What the next round says of the one that shares. */
    private SharedNetwork told() {
        seen.clear();
        await().atMost(Duration.ofMinutes(1)).until(() -> seen.size() > 1);
        return seen.getLast().state();
    }

    @Test
    void byWhenTheyWereStarted() throws Exception {
        has(VPN, "vpn", 10, "shop_default", T);
        has(APP, "app", 11, "container:" + VPN, T.plusSeconds(5));
        collects();
        assertThat(seen).as("before all were looked at nobody is known to be gone").isEmpty();
        containers.compared();
        assertThat(told()).isEqualTo(OK);
        assertThat(seen.getLast().of()).isEqualTo("vpn");
        has(VPN, "vpn", 12, "shop_default", T.plusSeconds(60));
        assertThat(told()).isEqualTo(STALE);
        has(VPN, "vpn", 12, "host", T.plusSeconds(60));
        assertThat(told()).as("the host's network is always the same").isEqualTo(OK);
        has(VPN, "vpn", 0, "shop_default", T.plusSeconds(60));
        assertThat(told()).isEqualTo(DOWN);
        containers.gone(VPN, Instant.EPOCH);
        assertThat(told()).isEqualTo(GONE);
        assertThat(seen.getLast().of()).isEqualTo(VPN);
        assertThat(new NetworkOwners(journal).find(VPN).await(60, TimeUnit.SECONDS)).as("it is known what it was")
                .contains(new NetworkOwner(new Service("", "vpn", ""), "", ""));
    }

    /** The clock may have been set back between the two starts. */
    @Test
    void theSameNamespaceIsTheSameNetworkWhateverTheTimesSay() throws Exception {
        process(10, VPN, "net:[1]");
        process(11, APP, "net:[1]");
        process(12, VPN, "net:[2]");
        has(VPN, "vpn", 10, "shop_default", T.plusSeconds(3600));
        has(APP, "app", 11, "container:" + VPN, T);
        containers.compared();
        collects();
        assertThat(told()).isEqualTo(OK);
        has(VPN, "vpn", 12, "shop_default", T.minusSeconds(3600));
        assertThat(told()).as("it may have gone into one of its own making").isEqualTo(OK);
        has(VPN, "vpn", 12, "shop_default", T.plusSeconds(3600));
        assertThat(told()).isEqualTo(STALE);
    }

    @Test
    void aProcessOfAnotherIsNotLookedAt() throws Exception {
        process(10, "c".repeat(64), "net:[1]");
        process(11, APP, "net:[2]");
        has(VPN, "vpn", 10, "shop_default", T);
        has(APP, "app", 11, "container:vpn", T.plusSeconds(1));
        containers.compared();
        collects();
        assertThat(told()).isEqualTo(OK);
    }
}
