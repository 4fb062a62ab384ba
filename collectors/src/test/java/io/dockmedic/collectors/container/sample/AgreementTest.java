package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.container.cgroup.CgroupMounts;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A busy container's readings are what the engine says of it, {@code docker stats} shows and the kernel's files have. They
 * are asked between two readings of ours: what only grows must lie between these.
 */
@RealEngine
class AgreementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of("/");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final String NETWORK = "agreement";
    /** What it uses goes up and down by a file of 1 MiB in the cache, and by the tools that write and read it. */
    private static final long SWAY = 4 << 20;
    private static final String BUSY = "while :; do dd if=/dev/zero of=/f bs=64k count=16 oflag=direct; cat /f >/dev/null; done";

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final Reader reader;

    AgreementTest(PrivateEngine engine) throws IOException {
        this.engine = engine;
        this.reader = new Reader(Path.of("/proc"),
                CgroupMounts.read(Files.readAllLines(Path.of("/proc/self/mountinfo")), ROOT));
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        vertx.close().await(60, TimeUnit.SECONDS);
        // The engine would leave the bridge behind.
        engine.docker("rm", "--force", "agreeing");
        engine.docker("network", "rm", NETWORK);
    }

    @Test
    void readingsAgreeWithTheEngineAndTheKernel() throws Exception {
        engine.docker("network", "create", "--internal", NETWORK).orFail();
        String gateway = engine
                .docker("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", NETWORK)
                .orFail()
                .text();
        String id = engine.docker("run", "--detach", "--network", NETWORK, "--name", "agreeing", "--memory=64m",
                "--cpus=0.5", "--pids-limit=50", BusyboxImage.in(engine), "sh", "-c",
                "ping -A -s 1000 " + gateway + " >/dev/null & " + BUSY)
                .orFail()
                .text();
        Sighting sighting = look(id);
        await().atMost(Duration.ofMinutes(1)).until(() -> received(read(sighting).reading()) > 10_000);

        Sample first = read(sighting);
        JsonNode said = JSON.readTree(new RawCalls(engine.socket())
                .call("GET", "/containers/" + id + "/stats?stream=false", "")
                .body());
        long inFile = processorTime(first.cgroup());
        Reading before = first.reading();
        Reading after = read(sighting).reading();
        assertThat(processor(after)).as("it was busy").isGreaterThan(processor(before));
        assertThat(received(after)).as("it was busy").isGreaterThan(received(before));

        between(before, after, AgreementTest::processor, said.at("/cpu_stats/cpu_usage/total_usage").asLong());
        between(before, after, AgreementTest::processor, inFile);
        between(before, after, AgreementTest::throttled, said.at("/cpu_stats/throttling_data/throttled_time").asLong());
        between(before, after, AgreementTest::received, said.at("/networks/eth0/rx_bytes").asLong());
        between(before, after, AgreementTest::sent, said.at("/networks/eth0/tx_bytes").asLong());
        between(before, after, reading -> blocks(reading, DiskIo::writeBytes), blocks(said, "write"));
        between(before, after, reading -> blocks(reading, DiskIo::readBytes), blocks(said, "read"));

        near(before, after, reading -> memory(reading).usage(), said.at("/memory_stats/usage").asLong(), SWAY);
        assertThat(memory(after).limits().memory()).hasValue(said.at("/memory_stats/limit").asLong());
        near(before, after, reading -> tasks(reading).current(), said.at("/pids_stats/current").asLong(), 2);
        assertThat(tasks(after).limit()).hasValue(said.at("/pids_stats/limit").asLong());

        String[] shown = engine.docker("stats", "--no-stream", "--format", "{{.MemUsage}}/{{.PIDs}}", "agreeing")
                .orFail()
                .text()
                .split("/", -1);
        near(before, after, reading -> memory(reading).workingSet(), bytes(shown[0]), SWAY);
        assertThat(bytes(shown[1])).isEqualTo(64 << 20);
        near(before, after, reading -> tasks(reading).current(), Long.parseLong(shown[2].strip()), 2);
    }

    private Sample read(Sighting sighting) {
        return reader.read(List.of(sighting), any -> true, Instant.now()).getFirst();
    }

    private Sighting look(String id) throws Exception {
        DockerJavaCalls calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT);
        try {
            ContainerState state = ((CallResult.Done<ContainerState>) calls.inspect(id).await(60, TimeUnit.SECONDS))
                    .value();
            return new Sighting(new Container(id, state.name(), state.image(), Map.of(),
                    new Service("", state.name(), ""), false), state);
        } finally {
            calls.close();
        }
    }

    private static void between(Reading before, Reading after, ToLongFunction<Reading> counter, long theirs) {
        assertThat(theirs).isBetween(counter.applyAsLong(before), counter.applyAsLong(after));
    }

    private static void near(Reading before, Reading after, ToLongFunction<Reading> level, long theirs, long by) {
        long one = level.applyAsLong(before);
        long other = level.applyAsLong(after);
        assertThat(theirs).isBetween(Math.min(one, other) - by, Math.max(one, other) + by);
    }

    private static long processor(Reading reading) {
        return Objects.requireNonNull(reading.cpu()).usageNanos();
    }

    private static long throttled(Reading reading) {
        return Objects.requireNonNull(Objects.requireNonNull(reading.cpu()).quota()).throttledNanos();
    }

    private static Memory memory(Reading reading) {
        return Objects.requireNonNull(reading.memory());
    }

    private static Tasks tasks(Reading reading) {
        return Objects.requireNonNull(reading.tasks());
    }

    private static long received(Reading reading) {
        return reading.networks().stream().map(Network::received).mapToLong(Network.Direction::bytes).sum();
    }

    private static long sent(Reading reading) {
        return reading.networks().stream().map(Network::sent).mapToLong(Network.Direction::bytes).sum();
    }

    /** Some kernels count no devices for v1 groups: then both say nothing. */
    private static long blocks(Reading reading, ToLongFunction<DiskIo> way) {
        return reading.disks().stream().mapToLong(way).sum();
    }

    private static long blocks(JsonNode said, String way) {
        long sum = 0;
        for (JsonNode one : said.at("/blkio_stats/io_service_bytes_recursive")) {
            sum += one.path("op").asText("").equalsIgnoreCase(way) ? one.path("value").asLong() : 0;
        }
        return sum;
    }

    /** In nanoseconds, as the kernel's file has it. */
    private static long processorTime(String cgroup) throws IOException {
        Path old = GROUPS.resolve("cpuacct" + cgroup + "/cpuacct.usage");
        if (Files.exists(old)) {
            return Long.parseLong(Files.readString(old).strip());
        }
        String stat = Files.readString(GROUPS.resolve(cgroup.substring(1) + "/cpu.stat"));
        return Long.parseLong(stat.lines().findFirst().orElseThrow().replace("usage_usec ", "")) * 1000;
    }

    /** {@code 1.234MiB}. */
    private static long bytes(String shown) {
        String number = shown.strip().replaceAll("[A-Za-z]+$", "");
        int power = List.of("B", "KiB", "MiB", "GiB").indexOf(shown.strip().substring(number.length()));
        return Math.round(Double.parseDouble(number) * Math.pow(1024, power));
    }
}
