package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.gpu.asked.GpuAsk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What inspect says of a container, as far as we use it. Fields the engine leaves out are empty, zero or null; the
 * engine's zero time ({@code 0001-01-01}) is null.
 *
 * @param status        {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code removing},
 *                      {@code exited} or {@code dead}
 * @param restarting    the policy's back-off is running; {@code running} is then also true and {@code pid} 0
 * @param exitCode      of the last run; 0 while running
 * @param oomKilled     Engine 24 and later: any process was OOM-killed in this run; before: sticky, set at exit
 * @param restartCount  restarts by the policy only
 * @param health        null without a health check
 * @param stopSignal    {@code SIGTERM} when the image names none
 * @param stopTimeout   10 s when the container names none
 * @param command       path and arguments, one element each
 * @param writableVolume a volume or bind is mounted read-write
 * @param mounts        volumes, binds and the like
 * @param limits        on what it may use
 * @param gpus          that it asks for
 * @param networkMode   {@code host}, {@code none}, {@code container:…}, else a network's name; empty when not known
 * @param endpoints     where it has an address by the engine's word
 */
public record ContainerState(
        String id,
        String name,
        String image,
        String imageId,
        Map<String, String> labels,
        String status,
        boolean running,
        boolean restarting,
        boolean paused,
        int pid,
        int exitCode,
        boolean oomKilled,
        String error,
        @Nullable Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int restartCount,
        @Nullable HealthState health,
        RestartPolicy restartPolicy,
        String stopSignal,
        Duration stopTimeout,
        boolean autoRemove,
        List<String> command,
        boolean writableVolume,
        List<Mount> mounts,
        Log log,
        Limits limits,
        GpuAsk gpus,
        String networkMode,
        List<Endpoint> endpoints) {
    public ContainerState {
        endpoints = List.copyOf(endpoints);
    }

    /** One that has no address. */
    public ContainerState(
            String id, String name, String image, String imageId, Map<String, String> labels, String status,
            boolean running, boolean restarting, boolean paused, int pid, int exitCode, boolean oomKilled, String error,
            @Nullable Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt, int restartCount,
            @Nullable HealthState health, RestartPolicy restartPolicy, String stopSignal, Duration stopTimeout,
            boolean autoRemove, List<String> command, boolean writableVolume, List<Mount> mounts, Log log,
            Limits limits, GpuAsk gpus, String networkMode) {
        this(id, name, image, imageId, labels, status, running, restarting, paused, pid, exitCode, oomKilled, error,
                createdAt, startedAt, finishedAt, restartCount, health, restartPolicy, stopSignal, stopTimeout,
                autoRemove, command, writableVolume, mounts, log, limits, gpus, networkMode, List.of());
    }

    /** One of whose network nothing is known. */
    public ContainerState(
            String id, String name, String image, String imageId, Map<String, String> labels, String status,
            boolean running, boolean restarting, boolean paused, int pid, int exitCode, boolean oomKilled, String error,
            @Nullable Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt, int restartCount,
            @Nullable HealthState health, RestartPolicy restartPolicy, String stopSignal, Duration stopTimeout,
            boolean autoRemove, List<String> command, boolean writableVolume, List<Mount> mounts, Log log,
            Limits limits, GpuAsk gpus) {
        this(id, name, image, imageId, labels, status, running, restarting, paused, pid, exitCode, oomKilled, error,
                createdAt, startedAt, finishedAt, restartCount, health, restartPolicy, stopSignal, stopTimeout,
                autoRemove, command, writableVolume, mounts, log, limits, gpus, "");
    }

    /** One that asks for no GPU either. */
    public ContainerState(
            String id, String name, String image, String imageId, Map<String, String> labels, String status,
            boolean running, boolean restarting, boolean paused, int pid, int exitCode, boolean oomKilled, String error,
            @Nullable Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt, int restartCount,
            @Nullable HealthState health, RestartPolicy restartPolicy, String stopSignal, Duration stopTimeout,
            boolean autoRemove, List<String> command, boolean writableVolume, List<Mount> mounts, Log log,
            Limits limits) {
        this(id, name, image, imageId, labels, status, running, restarting, paused, pid, exitCode, oomKilled, error,
                createdAt, startedAt, finishedAt, restartCount, health, restartPolicy, stopSignal, stopTimeout,
                autoRemove, command, writableVolume, mounts, log, limits, GpuAsk.NONE);
    }

    private static final String OF_A_CONTAINER = "container:";

    /** For how long it has to run before it is said to run well. */
    public static final Duration WELL = Duration.ofMinutes(1);

    /**
     * Whether it has run for {@link #WELL}, and its health check, where it has one, says that it is healthy.
     *
     * @param wall what the clock on the wall shows
     */
    public boolean runsWell(Instant wall) {
        return running && !restarting && !paused && startedAt != null && !wall.isBefore(startedAt.plus(WELL))
                && (health == null || health.status().equals("healthy"));
    }

    /** The container whose network it shares, by its id as a rule; empty when it shares none. */
    public String networkOf() {
        return networkMode.startsWith(OF_A_CONTAINER) ? networkMode.substring(OF_A_CONTAINER.length()) : "";
    }

    /** Whether its network is its own, and neither the host's nor another container's. */
    public boolean ownNetwork() {
        return !networkMode.isEmpty() && !networkMode.equals("host") && !networkMode.equals("none")
                && networkOf().isEmpty();
    }

    /** After how many restarts by the policy the run it shows began: while the back-off runs, the next one is counted already. */
    public int restartsBefore() {
        return restarting ? Math.max(0, restartCount - 1) : restartCount;
    }

    /** The same at the end of this run. When that was noted by the engine is not known, and null. */
    public ContainerState ended(int exitCode, boolean oomKilled) {
        return new ContainerState(id, name, image, imageId, labels, "exited", false, false, false, 0, exitCode,
                oomKilled,
                error, createdAt, startedAt, null, restartCount, health, restartPolicy, stopSignal, stopTimeout,
                autoRemove,
                command, writableVolume, mounts, log, limits, gpus, networkMode, endpoints);
    }

    /** The same with what its health check has come to since. The probes are still those of before. */
    public ContainerState withHealth(String now) {
        HealthState judged = health == null
                ? new HealthState(now, 0, List.of())
                : new HealthState(now, health.failingStreak(), health.log());
        return new ContainerState(id, name, image, imageId, labels, status, running, restarting, paused, pid, exitCode,
                oomKilled, error, createdAt, startedAt, finishedAt, restartCount, judged, restartPolicy, stopSignal,
                stopTimeout, autoRemove, command, writableVolume, mounts, log, limits, gpus, networkMode, endpoints);
    }

    /**
     * @param status {@code starting}, {@code healthy} or {@code unhealthy}
     * @param log    the last probes, oldest first, at most five
     */
    public record HealthState(String status, int failingStreak, List<Probe> log) {}

    /**
     * @param type     {@code volume}, {@code bind}, {@code tmpfs}, {@code npipe}
     * @param source   where its files are on the engine's machine; empty where nowhere
     * @param writable whether the container may write there
     */
    public record Mount(String type, String source, boolean writable) {}

    /**
     * @param path    of the json log on the engine's machine; empty with a log driver that writes none
     * @param rotated whether its size is limited
     */
    public record Log(String path, boolean rotated) {
        /** No json log. */
        public static final Log NONE = new Log("", false);
    }

    /**
     * On a network.
     *
     * @param network its name
     * @param id      its id
     * @param address of IPv4, else of IPv6
     * @param joined  the id of this being on it: another one each time that it is put on
     */
    public record Endpoint(String network, String id, String address, String joined) {}

    /**
     * What it was given, as it was set.
     *
     * @param cpuShares    its weight among containers when processors are short; 1024 when none is set. A group of cgroup
     *                     v2 has another scale, and runc's way from one to the other has changed
     * @param memoryBytes  memory; 0, like what follows, without a limit
     * @param swapBytes    memory and swap together; -1 where swap has no limit
     * @param quotaMicros  processor time in each period
     * @param periodMicros how long a period is
     */
    public record Limits(long cpuShares, long memoryBytes, long swapBytes, long quotaMicros, long periodMicros) {
        /** None is set. */
        public static final Limits NONE = new Limits(1024, 0, 0, 0, 0);
    }

    /** @param exitCode -1 on timeout or error of the probe itself */
    public record Probe(@Nullable Instant start, @Nullable Instant end, int exitCode, String output) {}

    /**
     * @param name         {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
     * @param maximumRetry for {@code on-failure}; 0 means without end
     */
    public record RestartPolicy(String name, int maximumRetry) {}
}
