package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.engine.client.ContainerState.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * On answers of Engine 20.10 on a cgroup v1 host, and on one with the numbers of the recorded v2 group, in the shape and
 * with the fields that engines give on such a host.
 */
class StatsReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Limits HALF = new Limits(1024, 64 << 20, 0, 50_000, 100_000);
    private static final OptionalLong UNSAID = OptionalLong.empty();
    private static final Memory.Events NO_EVENTS = new Memory.Events(UNSAID, UNSAID, UNSAID);

    @Test
    void aV1Group() throws IOException {
        Reading reading = fixture("stats-20.10-v1-limited.json", HALF);
        assertThat(reading.cpu()).isEqualTo(new Cpu(3_004_377_252L, 2_960_000_000L, 30_000_000,
                new Cpu.Quota(50_000, 100_000, 62, 57, 1_884_584_271L)));
        assertThat(reading.memory()).isEqualTo(new Memory(21_889_024, 21_889_024 - 20_971_520,
                OptionalLong.of(61_440), OptionalLong.of(20_971_520), OptionalLong.of(0), UNSAID,
                OptionalLong.of(23_343_104), UNSAID, Memory.Limits.onlyKnown(OptionalLong.of(64 << 20)), NO_EVENTS,
                new Memory.Faults(1488, 0), new Memory.Faults(1488, 0)));
        assertThat(reading.processes()).isNull();
        assertThat(reading.tasks()).isEqualTo(new Tasks(1, OptionalLong.of(50), UNSAID));
        assertThat(reading.pressure()).isNull();
        assertThat(reading.disks()).isEmpty();
        assertThat(reading.networks()).isEmpty();
    }

    @Test
    void ofDevicesAndInterfacesItTakesSixtyFour() throws IOException {
        String devices = IntStream.range(0, 200)
                .mapToObj(i -> "{\"major\": 7, \"minor\": " + i + ", \"op\": \"read\", \"value\": 1}")
                .collect(Collectors.joining(","));
        String networks = IntStream.range(0, 200)
                .mapToObj(i -> "\"eth" + i + "\": {\"rx_bytes\": 1}")
                .collect(Collectors.joining(","));
        Reading reading = StatsReader.read(JSON.readTree("{\"memory_stats\": {\"usage\": 1}, \"blkio_stats\":"
                + " {\"io_service_bytes_recursive\": [" + devices + "]}, \"networks\": {" + networks + "}}"), HALF)
                .orElseThrow();
        assertThat(reading.disks()).hasSize(64);
        assertThat(reading.networks()).hasSize(64);
    }

    @Test
    void aV2GroupSaysThingsInOtherWordsAndSomeNot() throws IOException {
        Reading reading = fixture("stats-v2-limited.json", HALF);
        assertThat(reading.cpu()).isEqualTo(new Cpu(14_221_637_000L, 13_763_991_000L, 457_645_000,
                new Cpu.Quota(50_000, 100_000, 286, 213, 10_007_027_000L)));
        assertThat(reading.memory()).isEqualTo(new Memory(21_934_080, 21_934_080 - 20_971_520,
                OptionalLong.of(57_344), OptionalLong.of(20_979_712), OptionalLong.of(0), UNSAID, UNSAID,
                UNSAID, Memory.Limits.onlyKnown(OptionalLong.of(64 << 20)), NO_EVENTS, new Memory.Faults(1217, 0),
                new Memory.Faults(1217, 0)));
        assertThat(reading.tasks()).isEqualTo(new Tasks(1, OptionalLong.of(50), UNSAID));
        assertThat(reading.disks()).containsExactly(new DiskIo(254, 0, 0, 20_971_520, UNSAID, UNSAID));
        assertThat(reading.networks()).containsExactly(
                new Network("eth0", new Direction(1182, 13, 0, 0), new Direction(0, 0, 0, 0)));
    }

    @Test
    void whatHasNoLimitHasNone() throws IOException {
        Reading reading = fixture("stats-20.10-v1-unlimited.json", Limits.NONE);
        assertThat(Objects.requireNonNull(reading.cpu()).quota()).isNull();
        assertThat(Objects.requireNonNull(reading.memory()).limits().memory()).as("the machine's memory is no limit")
                .isEmpty();
        assertThat(Objects.requireNonNull(reading.tasks()).limit()).isEmpty();
        assertThat(StatsReader.read(JSON.readTree("""
                {"memory_stats":{"usage":1},"pids_stats":{"current":5,"limit":18446744073709551615}}"""), Limits.NONE)
                .orElseThrow()
                .tasks()).as("as v2 groups say it").isEqualTo(new Tasks(5, UNSAID, UNSAID));
    }

    @Test
    void oneThatDoesNotRunHasNoReading() throws IOException {
        assertThat(StatsReader.read(json("stats-20.10-dead.json"), HALF)).isEmpty();
    }

    @Test
    void whatTheEngineLeavesOutIsNotZero() throws IOException {
        Reading reading = StatsReader.read(JSON.readTree("""
                {"memory_stats":{"usage":4096},"cpu_stats":{"cpu_usage":{}},"blkio_stats":null,"networks":null}"""),
                HALF).orElseThrow();
        assertThat(reading).isEqualTo(new Reading(null,
                new Memory(4096, 4096, UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, UNSAID,
                        Memory.Limits.onlyKnown(UNSAID), NO_EVENTS, null, null),
                null, null, null, List.of(), List.of()));
    }

    @Test
    void faultsOfAV1GroupAreToldWithAndWithoutThoseBelowIt() throws IOException {
        Memory memory = Objects.requireNonNull(StatsReader.read(JSON.readTree("""
                {"memory_stats":{"usage":1,"stats":{"pgfault":3,"pgmajfault":1,"total_pgfault":5,"total_pgmajfault":2,
                "kernel":7}}}"""), Limits.NONE).orElseThrow().memory());
        assertThat(memory.faults()).isEqualTo(new Memory.Faults(5, 2));
        assertThat(memory.ownFaults()).isEqualTo(new Memory.Faults(3, 1));
        assertThat(memory.kernel()).hasValue(7);
    }

    @Test
    void readsAndWritesOfAV1GroupAreCounted() throws IOException {
        Reading reading = StatsReader.read(JSON.readTree("""
                {"cpu_stats":{"cpu_usage":{"total_usage":1}},"blkio_stats":{
                "io_service_bytes_recursive":[{"major":8,"minor":16,"op":"Read","value":10},
                {"major":8,"minor":16,"op":"Write","value":20},{"major":8,"minor":16,"op":"Total","value":30}],
                "io_serviced_recursive":[{"major":8,"minor":16,"op":"Read","value":1},
                {"major":8,"minor":16,"op":"Write","value":2},{"major":8,"minor":16,"op":"Total","value":3}]}}"""),
                Limits.NONE).orElseThrow();
        assertThat(reading.disks()).containsExactly(new DiskIo(8, 16, 10, 20, 1, 2));
    }

    private static Reading fixture(String name, Limits limits) throws IOException {
        return StatsReader.read(json(name), limits).orElseThrow();
    }

    private static JsonNode json(String name) throws IOException {
        try (InputStream file = StatsReaderTest.class.getResourceAsStream(name)) {
            return JSON.readTree(file);
        }
    }
}
