package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.engine.client.ContainerState.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to {@code GET /containers/{id}/stats} of an engine on control groups v1 or v2, which differ in the
 * names below {@code memory_stats.stats}. What the engine does not say is null or missing, never zero: kills for want of
 * memory, times at a limit, further limits, refused threads, processes and pressure always; on v2 also the most memory that was used, swap, and how many reads and
 * writes there were.
 */
final class StatsReader {
    /** So many devices, and so many interfaces, of one container: as where its groups are read. */
    private static final int MOST = 64;
    /** More than this no machine has; a v2 group without a limit on threads has 2^64-1. */
    private static final long NO_LIMIT = 1L << 62;

    private StatsReader() {}

    /** Empty for a container that does not run: the engine then answers with zeros. */
    static Optional<Reading> read(JsonNode json, Limits limits) {
        Cpu cpu = cpu(json.path("cpu_stats"), limits);
        Memory memory = memory(json.path("memory_stats"), limits);
        return cpu == null && memory == null
                ? Optional.empty()
                : Optional.of(new Reading(cpu, memory, tasks(json.path("pids_stats")), null, null,
                        disks(json.path("blkio_stats")), networks(json.path("networks"))));
    }

    private static @Nullable Cpu cpu(JsonNode json, Limits limits) {
        JsonNode usage = json.path("cpu_usage");
        long total = usage.path("total_usage").asLong();
        return total <= 0
                ? null
                : new Cpu(total, usage.path("usage_in_usermode").asLong(),
                        usage.path("usage_in_kernelmode").asLong(), quota(json.path("throttling_data"), limits));
    }

    private static Cpu.@Nullable Quota quota(JsonNode throttling, Limits limits) {
        return limits.quotaMicros() <= 0
                ? null
                : new Cpu.Quota(limits.quotaMicros(), limits.periodMicros(), throttling.path("periods").asLong(),
                        throttling.path("throttled_periods").asLong(), throttling.path("throttled_time").asLong());
    }

    private static @Nullable Memory memory(JsonNode json, Limits limits) {
        OptionalLong usage = number(json.path("usage"));
        if (usage.isEmpty() || usage.getAsLong() <= 0) {
            return null;
        }
        JsonNode stats = json.path("stats");
        return new Memory(
                usage.getAsLong(),
                Math.max(0, usage.getAsLong() - either(stats, "total_inactive_file", "inactive_file").orElse(0)),
                either(stats, "total_rss", "anon"),
                either(stats, "total_cache", "file"),
                either(stats, "total_mapped_file", "file_mapped"),
                number(stats.path("total_swap")),
                number(json.path("max_usage")),
                number(stats.path("kernel")),
                // Without a limit the engine says how much the machine has.
                Memory.Limits.onlyKnown(
                        limits.memoryBytes() <= 0 ? OptionalLong.empty() : limit(json.path("limit"))),
                new Memory.Events(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                Memory.Faults.of(either(stats, "total_pgfault", "pgfault"),
                        either(stats, "total_pgmajfault", "pgmajfault")),
                Memory.Faults.of(number(stats.path("pgfault")), number(stats.path("pgmajfault"))));
    }

    /** A v1 group has the first, which counts the groups below it too; a v2 group the second. */
    private static OptionalLong either(JsonNode stats, String v1, String v2) {
        OptionalLong old = number(stats.path(v1));
        return old.isPresent() ? old : number(stats.path(v2));
    }

    private static @Nullable Tasks tasks(JsonNode json) {
        OptionalLong current = number(json.path("current"));
        return current.isEmpty()
                ? null
                : new Tasks(current.getAsLong(), limit(json.path("limit")), OptionalLong.empty());
    }

    private static List<DiskIo> disks(JsonNode json) {
        Map<String, long[]> bytes = byDevice(json.path("io_service_bytes_recursive"));
        Map<String, long[]> operations = byDevice(json.path("io_serviced_recursive"));
        List<DiskIo> disks = new ArrayList<>();
        bytes.entrySet().stream().limit(MOST).forEach(entry -> {
            String device = entry.getKey();
            long[] moved = entry.getValue();
            String[] numbers = device.split(":", -1);
            int major = Integer.parseInt(numbers[0]);
            int minor = Integer.parseInt(numbers[1]);
            long[] counted = operations.get(device);
            disks.add(counted == null
                    ? new DiskIo(major, minor, moved[0], moved[1], OptionalLong.empty(), OptionalLong.empty())
                    : new DiskIo(major, minor, moved[0], moved[1], counted[0], counted[1]));
        });
        return disks;
    }

    /** What was read and what was written, by device; null in the answer where nothing was. */
    private static Map<String, long[]> byDevice(JsonNode entries) {
        Map<String, long[]> devices = new TreeMap<>();
        for (JsonNode entry : entries) {
            int way = List.of("read", "write").indexOf(entry.path("op").asText("").toLowerCase(Locale.ROOT));
            if (way >= 0) {
                String device = entry.path("major").asInt() + ":" + entry.path("minor").asInt();
                devices.computeIfAbsent(device, none -> new long[2])[way] = entry.path("value").asLong();
            }
        }
        return devices;
    }

    private static List<Network> networks(JsonNode json) {
        List<Network> networks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : json.properties()) {
            if (networks.size() < MOST) {
                networks.add(new Network(one.getKey(), direction(one.getValue(), "rx_"),
                        direction(one.getValue(), "tx_")));
            }
        }
        return networks;
    }

    private static Direction direction(JsonNode json, String way) {
        return new Direction(json.path(way + "bytes").asLong(), json.path(way + "packets").asLong(),
                json.path(way + "errors").asLong(), json.path(way + "dropped").asLong());
    }

    private static OptionalLong limit(JsonNode json) {
        OptionalLong number = number(json);
        return number.isPresent() && number.getAsLong() > 0 && number.getAsLong() < NO_LIMIT
                ? number
                : OptionalLong.empty();
    }

    /** Empty also for what is too large for a number of bytes. */
    private static OptionalLong number(JsonNode json) {
        return json.isNumber() && json.canConvertToLong() ? OptionalLong.of(json.asLong()) : OptionalLong.empty();
    }
}
