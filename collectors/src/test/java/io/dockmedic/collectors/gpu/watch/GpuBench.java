package io.dockmedic.collectors.gpu.watch;

import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.nvml.LibraryFile;
import io.dockmedic.collectors.host.kernel.KernelLog;
import io.dockmedic.collectors.host.kernel.KernelLogCollector;
import io.dockmedic.collectors.host.view.EngineHost;
import io.dockmedic.testkit.gpu.FakeNvml;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A collector over files that stand in for the machine's, with its bus, a kernel's log and containers. */
abstract class GpuBench {
    static final Duration SOON = Duration.ofMinutes(3);
    static final Duration OFTEN = Duration.ofMillis(100);
    Duration often = OFTEN;
    Duration again = AGAIN;
    static final Duration AGAIN = Duration.ofMillis(150);
    static final Duration DEADLINE = Duration.ofSeconds(2);
    /** The container's own process. */
    static final int MAIN = 77;
    static final String ID = "c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e";

    private boolean subscribed;

    @TempDir
    Path root;

    final Vertx vertx = Vertx.vertx();
    final SystemClock clock = new SystemClock();
    final Health health = new Health();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Containers containers = new Containers();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final EngineAddress nowhere = new EngineAddress.Unix(Path.of("/nowhere/docker.sock"));
    final DockerJavaCalls calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx), nowhere, null,
            CallLimits.DEFAULT);

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    /** All that was begun ends; the next that is begun is our next start. */
    void end() throws Exception {
        for (String one : vertx.deploymentIDs()) {
            vertx.undeploy(one).await(60, TimeUnit.SECONDS);
        }
        events.clear();
    }

    GpuCollector collect(Optional<FakeNvml> library, Map<Integer, Cure> cures) throws Exception {
        if (!subscribed) {
            subscribed = true;
            Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
                events.add(event);
                return Future.succeededFuture();
            });
        }
        GpuCollector collector = new GpuCollector(
                new GpuSettings(true, often, again, DEADLINE,
                        library.map(one -> LibraryFile.at(one.file().toString())).orElse(LibraryFile.USUAL), 0, cures,
                        root,
                        root.resolve("released"), List.of("test")),
                new EngineHost(calls, nowhere, clock), containers, clock, health, meters);
        vertx.deployVerticle(collector).await(60, TimeUnit.SECONDS);
        return collector;
    }

    GpuCollector collect(FakeNvml library) throws Exception {
        GpuCollector collector = collect(Optional.of(library), Map.of());
        await().atMost(SOON).until(() -> !collector.latest().gpus().isEmpty());
        return collector;
    }

    /** A kernel's log that shows its lines to the collector; records are added to what is returned. */
    Queue<String> kernelLog(GpuCollector collector) throws Exception {
        Queue<String> records = new ConcurrentLinkedQueue<>();
        KernelLog log = new KernelLog() {
            @Override
            public @Nullable String next() {
                return records.poll();
            }

            @Override
            public boolean await(Duration most) {
                // The rounds at the interval come often enough.
                LockSupport.parkNanos(most.toNanos());
                return false;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        vertx.deployVerticle(new KernelLogCollector(
                new KernelLogCollector.Settings(true, OFTEN, OFTEN, OFTEN, root, root.resolve("position"),
                        List.of("test")),
                () -> log, collector, new EngineHost(calls, nowhere, clock), containers, clock, health, meters))
                .await(60, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> health.parts().containsKey(KernelLogCollector.PART));
        return records;
    }

    void process(int pid, String container) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("comm"), "python\n");
        Files.writeString(folder.resolve("cgroup"), "0::/system.slice/docker-" + container + ".scope\n");
    }

    /** The process has begun so many ticks after the machine. */
    void began(int pid, long ticks) throws IOException {
        Files.writeString(root.resolve("proc/" + pid + "/stat"),
                pid + " (python) S 1 42 42 0 -1 4194560 125 0 0 0 1 2 0 0 20 0 1 0 " + ticks + " 1 2 3\n");
    }

    void gone(int pid) throws IOException {
        Path folder = root.resolve("proc/" + pid);
        for (String file : List.of("comm", "cgroup", "stat")) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    void container(String id, String name) {
        container(id, name, GpuAsk.NONE);
    }

    void container(String id, String name, GpuAsk ask) {
        container(id, name, ask, MAIN, clock.now().minusSeconds(60));
    }

    /** Its run began then, with that process. */
    void container(String id, String name, GpuAsk ask, int main, Instant started) {
        Service service = new Service("ml", name, "1");
        containers.saw(new Sighting(new Container(id, name, "train:1", Map.of(), service, false), new ContainerState(
                id, name, "train:1", "", Map.of(), "running", true, false, false, main, 0, false, "", null,
                started, null,
                0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(),
                false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE, ask)));
    }

    void onBus(String address) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/bus/pci/devices").resolve(address));
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("class"), "0x030200\n");
    }

    <E extends Event> E event(Class<E> type, Predicate<E> which) {
        return await().atMost(SOON)
                .until(() -> all(type).stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Health.Part part() {
        return Objects.requireNonNull(health.parts().get(GpuCollector.PART));
    }

    static List<Thread> threads() {
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter(thread -> thread.getName().startsWith("gpu-"))
                .toList();
    }
}
