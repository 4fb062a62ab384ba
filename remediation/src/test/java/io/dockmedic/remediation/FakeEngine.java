package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.StatsCalls;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.client.EngineDevices;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.remediation.action.limits.MemoryReadings;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine with one container, for what a real one will not do on demand: refuse in a given way, answer too late,
 * fail exactly then. What a real engine does is tested with a real engine.
 */
public final class FakeEngine implements EngineCalls, ChangeCalls, DetailCalls, StatsCalls {
    private final Clock clock;
    /** What makes its container once more. */
    public final FakeRemakes remakes = new FakeRemakes();
    /** What runs commands in it. */
    public final FakeExecs execs = new FakeExecs();
    /** What makes containers for one command. */
    public final FakeShots shots = new FakeShots();
    /** What is read out of it. */
    public final FakeCopies copies = new FakeCopies();
    /** The GPUs of its machine. */
    public final FakeGpus gpus = new FakeGpus();
    /** Its disk. */
    public final FakeDisk room;
    /** Calls that brought it up or were to, start and restart alike. */
    public final List<Instant> restarts = new CopyOnWriteArrayList<>();
    /** Calls to start it, also those that found it running. */
    public final List<Instant> starts = new CopyOnWriteArrayList<>();
    /** What happens between the last look and a start. */
    public volatile Runnable beforeStart = () -> {};
    public volatile Supplier<CallResult<Void>> answer = FakeEngine::done;
    /** Whether a restart call brings it up; else it is as if the call was never heard. */
    public volatile boolean restartWorks = true;
    public volatile boolean running;
    public volatile boolean paused;
    public volatile ContainerState.RestartPolicy restartPolicy = new ContainerState.RestartPolicy("no", 0);
    /** Calls that change it otherwise, in words. */
    public final List<String> changes = new CopyOnWriteArrayList<>();
    public volatile boolean restarting;
    public volatile @Nullable String health;
    public volatile boolean there = true;
    /** What a decision is made on instead of a look; null as a rule. */
    public volatile @Nullable ContainerState foreseen;
    public volatile boolean frozen;
    /** A look is answered when this has completed. */
    public volatile Future<Void> looking = Future.succeededFuture();
    public volatile @Nullable Instant startedAt;
    public volatile Duration stopTimeout = Duration.ofSeconds(10);
    public volatile boolean writableVolume;
    public volatile Duration askedTimeout = Duration.ZERO;
    public volatile ContainerState.Limits limits = ContainerState.Limits.NONE;
    /** What the container uses. */
    public volatile long workingSet;
    /** What a reading says that it uses; less than 0 for what it does. */
    public volatile long read = -1;
    /** Whether it is read. */
    public volatile boolean readable = true;
    /** How many of its processes the kernel has killed. */
    public volatile long kills;
    public volatile List<String> log = List.of("starting", "password=hunter2", "panic: no database");
    /** What it says when it is asked for that; null for the lines themselves. */
    public volatile @Nullable CallResult<List<String>> unread;
    public volatile String version = "28";
    public volatile String api = "1.51";
    /** Where it keeps that. */
    public volatile ContainerState.Log logFile = ContainerState.Log.NONE;

    /** How its container is set up. */
    public volatile List<ContainerState.Mount> mounts = List.of();
    public volatile Details details = new Details("web:1", "sha256:1", Map.of("image", "web:1"), Map.of(), List.of(),
            List.of(), List.of(), null);
    /** What it says that it has for those that ask for devices. */
    public volatile CallResult<EngineDevices> devices = new CallResult.Done<>(EngineDevices.UNSAID);
    /** What it said when its container could not be started. */
    public volatile String error = "";
    /** What its container asks for. */
    public volatile GpuAsk asks = GpuAsk.NONE;
    /** Whose network its container shares; empty when nobody's. */
    public volatile String networkOf = "";
    /** What it says of that one. */
    public volatile Supplier<CallResult<ContainerState>> host = () -> new CallResult.Refused<>(ErrorClass.NOT_FOUND,
            404, "no such container");
    /** What it says of any image. */
    public volatile CallResult<String> image = new CallResult.Done<>("sha256:1");

    public FakeEngine(Clock clock) {
        this.clock = clock;
        this.room = new FakeDisk(clock);
        this.startedAt = clock.shown(clock.now()).minusSeconds(60);
    }

    /** The answer of a call that did what it was asked and has nothing to say. */
    @SuppressWarnings("NullAway")
    public static CallResult<Void> done() {
        return new CallResult.Done<>(null);
    }

    @Override
    public Future<CallResult<EngineInfo>> info() {
        return Future.succeededFuture(new CallResult.Done<>(new EngineInfo("e", "host", version, api, "/d", true)));
    }

    @Override
    public Future<CallResult<List<String>>> list() {
        return Future.succeededFuture(new CallResult.Done<>(List.of(Samples.ID)));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id) {
        if (frozen) {
            return Future.succeededFuture(new CallResult.Unknown<>("no answer in 5 s"));
        }
        if (!networkOf.isEmpty() && id.equals(networkOf)) {
            return Future.succeededFuture(host.get());
        }
        if (!there) {
            return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "no such container"));
        }
        return Future.succeededFuture(new CallResult.Done<>(state(id)));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id, Duration notOlder) {
        ContainerState known = foreseen;
        return looking.compose(now -> known == null
                ? inspect(id)
                : Future.succeededFuture(new CallResult.Done<>(known)));
    }

    @Override
    public Future<CallResult<Void>> restart(String id, Duration stopTimeout) {
        askedTimeout = stopTimeout;
        return called();
    }

    private Future<CallResult<Void>> called() {
        restarts.add(clock.now());
        CallResult<Void> result = answer.get();
        if (restartWorks && !(result instanceof CallResult.Refused)) {
            comeUp();
        }
        return Future.succeededFuture(result);
    }

    @Override
    public Future<CallResult<Void>> start(String id) {
        beforeStart.run();
        starts.add(clock.now());
        if (running) {
            return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.CONFLICT, 304, "already started"));
        }
        return called();
    }

    @Override
    public Future<CallResult<Void>> stop(String id, Duration stopTimeout) {
        return changed("stop", () -> running = false);
    }

    @Override
    public Future<CallResult<Void>> kill(String id, String signal) {
        return changed("kill " + signal, () -> running = !signal.equals("KILL") && running);
    }

    @Override
    public Future<CallResult<Void>> pause(String id) {
        return changed("pause", () -> paused = true);
    }

    @Override
    public Future<CallResult<Void>> unpause(String id) {
        return changed("unpause", () -> paused = false);
    }

    @Override
    public Future<CallResult<Void>> restartPolicy(String id, ContainerState.RestartPolicy policy) {
        return changed("restart policy " + policy.name() + ":" + policy.maximumRetry(), () -> restartPolicy = policy);
    }

    @Override
    public Future<CallResult<Void>> memory(String id, long bytes, long withSwapBytes) {
        return changed("memory " + (bytes >> 20) + " " + (withSwapBytes > 0 ? withSwapBytes >> 20 : withSwapBytes),
                () -> limit(bytes, withSwapBytes));
    }

    private Future<CallResult<Void>> changed(String what, Runnable change) {
        changes.add(what);
        CallResult<Void> result = answer.get();
        if (restartWorks && !(result instanceof CallResult.Refused)) {
            change.run();
        }
        return Future.succeededFuture(result);
    }

    @Override
    public Future<CallResult<List<String>>> lastLogLines(String id, int lines) {
        CallResult<List<String>> instead = unread;
        return Future.succeededFuture(instead == null ? new CallResult.Done<>(log) : instead);
    }

    @Override
    public Future<CallResult<Details>> details(String id) {
        return there
                ? Future.succeededFuture(new CallResult.Done<>(details))
                : Future.succeededFuture(new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "no such container"));
    }

    @Override
    public Future<CallResult<EngineDevices>> devices() {
        return Future.succeededFuture(devices);
    }

    @Override
    public Future<CallResult<String>> image(String name) {
        return Future.succeededFuture(image);
    }

    @Override
    public Future<CallResult<List<String>>> logLines(String id, int lines, @Nullable Instant since,
            @Nullable Instant until) {
        return lastLogLines(id, lines);
    }

    @Override
    public Future<CallResult<Optional<Reading>>> stats(ContainerState of) {
        return Future.succeededFuture(
                new CallResult.Done<>(
                        running
                                ? Optional.of(new Reading(null, memory(), null, null, null, List.of(), List.of()))
                                : Optional.empty()));
    }

    private Memory memory() {
        return new Memory(workingSet, workingSet, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Memory.Limits.NONE,
                new Memory.Events(OptionalLong.of(kills), OptionalLong.empty(), OptionalLong.empty()), null, null);
    }

    /** What a reading of its container's memory says now. */
    public Optional<MemoryReadings.Used> used(Instant now) {
        return running && readable
                ? Optional.of(new MemoryReadings.Used(now, read < 0 ? workingSet : read,
                        OptionalLong.of(kills)))
                : Optional.empty();
    }

    /** Sets its limit, as somebody may. */
    public void limit(long bytes, long withSwapBytes) {
        limits = new ContainerState.Limits(1024, bytes, withSwapBytes, 0, 0);
    }

    public void comeUp() {
        running = true;
        startedAt = clock.shown(clock.now());
    }

    public ContainerState state(String id) {
        String now = health;
        return new ContainerState(
                id, "web", "web:1", "sha256:1", Map.of(), paused ? "paused" : running ? "running" : "exited",
                running || restarting, restarting, paused, running ? 42 : 0, running ? 0 : 1, false, error, null,
                startedAt, null, 0,
                now == null ? null : new ContainerState.HealthState(now, 0, List.of()),
                restartPolicy, "SIGTERM", stopTimeout, false,
                List.of("serve", "--token=hunter2"), writableVolume, mounts, logFile,
                limits, asks, networkOf.isEmpty() ? "" : "container:" + networkOf);
    }
}
