package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers of a real engine, whatever its control groups are. */
@RealEngine
class ContainerSamplerTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String BUSY = "while :; do :; done";

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final DockerJavaCalls calls;
    private final Containers containers = new Containers();
    private final Health health = new Health();
    private final SystemClock clock = new SystemClock();
    private final ContainerSampler sampler;
    private final List<Sampled> told = new CopyOnWriteArrayList<>();

    ContainerSamplerTest(PrivateEngine engine) throws Exception {
        this.engine = engine;
        this.calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT);
        this.sampler = new ContainerSampler(
                new ContainerSampler.Settings(Duration.ofMillis(200), Path.of("/"), "here", List.of("test")),
                containers, calls, clock, health, new SimpleMeterRegistry());
        Subscriber.on(vertx, Events.SAMPLES, "test", event -> {
            told.add((Sampled) event);
            return Future.succeededFuture();
        });
        vertx.deployVerticle(sampler).await(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private Sighting look(String id) throws Exception {
        ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                .value();
        Sighting sighting = new Sighting(new Container(id, state.name(), state.image(), Map.of(),
                new Service("", state.name(), ""), false), state);
        containers.saw(sighting);
        return sighting;
    }

    private Reading reading(String id) {
        await().atMost(SOON).until(() -> sampler.latest().stream().anyMatch(sample -> about(id, sample)));
        return sampler.latest().stream().filter(sample -> about(id, sample)).findFirst().orElseThrow().reading();
    }

    private static boolean about(String id, Sample sample) {
        return sample.sighting().container().id().equals(id);
    }

    private Health.Status health() {
        return Objects.requireNonNull(health.parts().get(ContainerSampler.PART)).status();
    }

    @Test
    void aBusyContainerIsReadWithItsLimits() throws Exception {
        String id = engine.run("sampled", List.of("--memory=64m", "--cpus=0.2", "--pids-limit=50"), "sh", "-c", BUSY);
        look(id);
        await().atMost(SOON).untilAsserted(() -> {
            Cpu cpu = Objects.requireNonNull(reading(id).cpu());
            Cpu.Quota quota = Objects.requireNonNull(cpu.quota());
            assertThat(quota.quotaMicros()).isEqualTo(20_000);
            assertThat(quota.periodMicros()).isEqualTo(100_000);
            assertThat(quota.throttledPeriods()).isPositive();
            assertThat(quota.throttledNanos()).isPositive();
            assertThat(cpu.usageNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
        });
        Memory memory = Objects.requireNonNull(reading(id).memory());
        assertThat(memory.limits().memory()).hasValue(64 << 20);
        assertThat(memory.workingSet()).isBetween(1L, memory.usage());
        Tasks tasks = Objects.requireNonNull(reading(id).tasks());
        assertThat(tasks.current()).isEqualTo(1);
        assertThat(tasks.limit()).hasValue(50);
        assertThat(health()).isEqualTo(Health.Status.UP);
    }

    @Test
    void limitsAreThoseThatHoldNow() throws Exception {
        String id = engine.run("limited", List.of("--memory=64m", "--memory-swap=96m", "--memory-reservation=32m"),
                "sleep", "1000");
        look(id);
        assertThat(limits(id).memory()).hasValue(64 << 20);
        assertThat(limits(id).swap()).hasValue(swap(64, 96));
        assertThat(limits(id).reservation()).hasValue(32 << 20);
        engine.docker("update", "--memory=80m", "--memory-swap=100m", "--memory-reservation=16m", "limited").orFail();
        await("though nobody looked again").atMost(SOON)
                .untilAsserted(() -> assertThat(limits(id)).isEqualTo(new Memory.Limits(OptionalLong.of(80 << 20),
                        OptionalLong.of(swap(80, 100)), OptionalLong.of(16 << 20))));

        String free = engine.run("unlimited", List.of(), "sleep", "1000");
        look(free);
        assertThat(limits(free)).isEqualTo(Memory.Limits.NONE);
    }

    private Memory.Limits limits(String id) {
        return Objects.requireNonNull(reading(id).memory()).limits();
    }

    /** Docker's limit is on both together, as that of control groups v1. */
    private static long swap(int memory, int both) {
        return (long) (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? both - memory : both) << 20;
    }

    @Test
    void aChildThatTheKernelKilledShowsThoughTheContainerLivesOn() throws Exception {
        String id = engine.run("child-oom", List.of("--memory=16m"), "sh", "-c",
                "sleep 1; sh -c 'x=a; while :; do x=$x$x; done'; sleep 1000");
        look(id);
        await().atMost(SOON)
                .until(() -> Objects.requireNonNull(reading(id).memory()).events().oomKills(),
                        OptionalLong.of(1)::equals);
        assertThat(look(id).state().running()).isTrue();
        Memory memory = Objects.requireNonNull(reading(id).memory());
        assertThat(memory.events().atLimit().orElseThrow()).isPositive();
        assertThat(Objects.requireNonNull(memory.faults()).any()).as("it filled its memory").isGreaterThan(100);
        assertThat(memory.ownFaults()).as("it has no groups of its own").isEqualTo(memory.faults());
        // It is read less often than the rest.
        assertThat(memory.kernel().orElseThrow()).isBetween(1L, 16L << 20);
    }

    @Test
    void whatTheEngineDoesNotTellIsToldAsReadings() throws Exception {
        look(engine.run("throttled", List.of("--cpus=0.2"), "sh", "-c", BUSY));
        // Of a run that is older than the first round only what comes after the first look counts.
        look(engine.run("crowded", List.of("--pids-limit=20"), "sleep", "1000"));
        look(engine.run("childless", List.of("--memory=16m", "--memory-swap=16m"), "sh", "-c",
                "sleep 3; sh -c 'x=a; while :; do x=$x$x; done'; sleep 1000"));
        await().atMost(SOON)
                .until(() -> any("throttled", usage -> usage.throttledPercent() >= 50
                        && usage.cpuLimitPercent() == 20 && usage.cpuPercent() <= 40));
        await().atMost(SOON).until(() -> any("crowded", usage -> usage.threads() == 1));
        engine.docker("exec", "crowded", "sh", "-c", "for i in $(seq 40); do sleep 0.1 & done");
        await().atMost(SOON)
                .until(() -> any("crowded", usage -> usage.threadsRefused() > 0
                        && usage.threadsLimit() == 20));
        await().atMost(SOON)
                .until(() -> any("childless", usage -> usage.oomKills() == 1
                        && usage.memoryLimitBytes() == 16 << 20));
        assertThat(told).filteredOn(event -> event.subject().equals("childless"))
                .extracting(event -> event.usage().oomKills())
                .as("a kill is told once")
                .containsOnlyOnce(1);
        assertThat(told).allMatch(event -> event.host().equals("here") && !event.usage().over().isNegative());
    }

    @Test
    void eachFaultIsInTheFirstReadingAfterIt() throws Exception {
        look(engine.run("faulty", List.of("--memory=16m", "--memory-swap=16m", "--pids-limit=20", "--cpus=0.2"),
                "sleep", "1000"));
        await().atMost(SOON).until(() -> any("faulty", usage -> true));
        assertThat(untilToldOf("x=a; while :; do x=$x$x; done", Usage::oomKills)).isEqualTo(1);
        assertThat(untilToldOf("timeout 1 sh -c '" + BUSY + "'", Usage::throttledPercent)).isPositive();
        assertThat(untilToldOf("for i in $(seq 40); do sleep 60 > /dev/null 2>&1 & done", Usage::threadsRefused))
                .isPositive();
        assertThat(ContainerSampler.Settings.here("here", List.of()).interval()).isEqualTo(Duration.ofSeconds(10));
    }

    /** What the readings have of it, from the one under way as it begins to the first that begins when it is over. */
    private int untilToldOf(String command, ToIntFunction<Usage> fault) {
        long before = faulty().count();
        engine.docker("exec", "faulty", "sh", "-c", command);
        Instant over = clock.now();
        await().atMost(SOON).until(() -> faulty().anyMatch(event -> !event.at().isBefore(over)));
        List<Sampled> since = faulty().skip(before).toList();
        Instant first = since.stream().map(Sampled::at).filter(at -> !at.isBefore(over)).findFirst().orElseThrow();
        return since.stream()
                .filter(event -> !event.at().isAfter(first))
                .mapToInt(event -> fault.applyAsInt(event.usage()))
                .sum();
    }

    private Stream<Sampled> faulty() {
        return told.stream().filter(event -> event.subject().equals("faulty"));
    }

    @Test
    void descriptorsOfTheProcessNearestToItsLimitAreRead() throws Exception {
        String id = engine.run("hoarder", List.of("--ulimit=nofile=64:64"), "sh", "-c",
                "cd /tmp; for i in $(seq 100); do : > f$i; done; sleep 2; tail -f f* & wait");
        look(id);
        await().atMost(SOON).until(() -> any("hoarder", usage -> usage.descriptorsPercent() < 10));
        await("a child has opened all it may, and was refused more").atMost(SOON)
                .until(() -> any("hoarder", usage -> usage.descriptors() == 64 && usage.descriptorsLimit() == 64
                        && usage.descriptorsPercent() == 100));
        Processes processes = Objects.requireNonNull(reading(id).processes());
        assertThat(processes.count()).isEqualTo(2);
        assertThat(processes.descriptors().orElseThrow()).isBetween(66L, 70L);
        assertThat(processes.nearest()).isEqualTo(new Processes.Descriptors(64, 64));
        assertThat(told).filteredOn(event -> event.subject().equals("hoarder"))
                .last()
                .extracting(Sampled::summary, InstanceOfAssertFactories.STRING)
                .contains("a process has all 64 file descriptors it may have");
    }

    @Test
    void aReadingIsToBeHadAtOnce() throws Exception {
        String id = engine.run("looked-at", List.of(), "sleep", "1000");
        look(id);
        Vertx other = Vertx.vertx();
        try {
            ContainerSampler rare = new ContainerSampler(
                    new ContainerSampler.Settings(Duration.ofHours(1), Path.of("/"), "there", List.of("test")),
                    containers, calls, new SystemClock(), new Health(), new SimpleMeterRegistry());
            other.deployVerticle(rare).await(60, TimeUnit.SECONDS);
            await().atMost(SOON).until(() -> !rare.latest().isEmpty());
            Instant first = rare.latest().getFirst().at();
            Publisher<Looks.Look> looks = new Publisher<>(other, Looks.TOPIC, List.of(Looks.SUBSCRIBER),
                    new SimpleMeterRegistry());
            looks.publish(new Looks.Look("f".repeat(64))).await(60, TimeUnit.SECONDS);
            looks.publish(new Looks.Look(id)).await(60, TimeUnit.SECONDS);
            await().atMost(SOON).until(() -> rare.latest().getFirst().at().isAfter(first));
        } finally {
            other.close().await(60, TimeUnit.SECONDS);
            engine.docker("rm", "--force", "looked-at");
        }
    }

    private boolean any(String service, Predicate<Usage> usage) {
        return told.stream().anyMatch(event -> event.subject().equals(service) && usage.test(event.usage()));
    }

    @Test
    void whatHasEndedIsNotReadAnyMore() throws Exception {
        String id = engine.run("ending", List.of(), "sleep", "1000");
        look(id);
        reading(id);
        String cgroup = sampler.latest().getFirst().cgroup();
        List<Path> groups = List.of(Path.of("/sys/fs/cgroup/memory" + cgroup), Path.of("/sys/fs/cgroup" + cgroup));
        assertThat(groups).anyMatch(Files::exists);
        engine.docker("kill", "ending").orFail();
        await("files that are kept open do not keep its group").atMost(SOON)
                .until(() -> groups.stream().noneMatch(Files::exists));
        await().atMost(SOON).until(() -> sampler.latest().isEmpty());
        await("the engine has not told yet, but says so when asked").pollDelay(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> health() == Health.Status.UP);
        look(id);
        await().atMost(SOON).until(() -> health() == Health.Status.UP);
    }
}
