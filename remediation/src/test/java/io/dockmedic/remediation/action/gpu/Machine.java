package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.collectors.gpu.watch.Unseen;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.action.Workbench;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a GPU and an engine whose containers use it, and an {@code nvidia-smi} that writes down how it is called: all
 * that is done is in one file, in order.
 */
final class Machine implements EngineCalls, ChangeCalls, RemakeCalls {
    private static final Instant BEGAN = Instant.parse("2026-11-01T00:00:00Z");
    private static final String SMI = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "nvidia-smi $*" >> log
            case "$*" in
            *--gpu-reset*)
              while [ -e holds ]; do sleep 0.02; done
              if [ -e fails ]; then echo "GPU 00000000:18:00.0 is currently in use by another client"; exit 3; fi
              touch was-reset
              echo "All done.";;
            *"-pm 0"*)
              while [ -e holds-off ]; do sleep 0.02; done
              if [ -e fails-off ]; then echo "Insufficient Permissions"; exit 4; fi
              rm -f persistent
              touch was-off;;
            *"-pm 1"*)
              if [ -e fails-on ]; then echo "Unable to set persistence mode"; exit 1; fi
              touch persistent;;
            esac
            """;

    /** One container. */
    private static final class Box {
        private final String name;
        private final Map<String, String> labels;
        private volatile boolean running = true;
        private volatile boolean paused;
        private volatile boolean autoRemove;
        /** Whose network it shares, by name; empty when nobody's. */
        private volatile String shares = "";
        private volatile Instant startedAt = BEGAN;
        private volatile @Nullable Instant finishedAt;

        private Box(String name, Map<String, String> labels) {
            this.name = name;
            this.labels = labels;
        }
    }

    final FakeGpus gpus = new FakeGpus();
    private final Path folder;
    private final Map<String, Box> boxes = new ConcurrentHashMap<>();
    /** Words of calls that the engine refuses: {@code start llm}. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    /** What happens when something is done, by what it is. */
    final Map<String, Runnable> upon = new ConcurrentHashMap<>();
    /** What the driver's own daemon has open, until persistence mode is switched off. */
    volatile Set<String> daemon = Set.of();
    private int starts;

    Machine(Path folder) {
        this.folder = folder;
        gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET));
        gpus.traits = Map.of(FakeGpus.place(0), FakeGpus.linked());
        gpus.hears = this::said;
        gpus.onLook = () -> {
            if (Files.exists(folder.resolve("was-reset")) && !Files.exists(folder.resolve("stays-ill"))) {
                gpus.well();
            }
        };
        gpus.holders = this::holders;
        try {
            Files.createFile(folder.resolve("log"));
            Files.createFile(folder.resolve("persistent"));
            Files.writeString(smi(), SMI);
            Files.setPosixFilePermissions(smi(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path smi() {
        return folder.resolve("nvidia-smi");
    }

    /** From now on it is so: {@code fails}, {@code holds}. */
    void set(String what) {
        try {
            Files.createFile(folder.resolve(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is so: {@code persistent}, {@code was-off}. */
    boolean is(String what) {
        return Files.exists(folder.resolve(what));
    }

    void unset(String what) {
        try {
            Files.deleteIfExists(folder.resolve(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void said(String what) {
        try {
            Files.writeString(folder.resolve("log"), what + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional.ofNullable(upon.get(what)).ifPresent(Runnable::run);
    }

    /** All that was done, in order, with the GPU's name left out. */
    List<String> log() {
        try {
            return Files.readAllLines(folder.resolve("log"))
                    .stream()
                    .map(line -> line.replaceAll("GPU-[0-9-]*([0-9])(?=$|[ ,])", "$1"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more container, which uses the GPU. */
    Machine with(String name, String... labels) {
        Map<String, String> all = new ConcurrentHashMap<>(Map.of("dockmedic.heal", "true"));
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        boxes.put(id(name), new Box(name, all));
        return this;
    }

    /** One more of a Compose project. */
    Machine of(String project, String service, String dependsOn) {
        return with(project + "-" + service, "com.docker.compose.project", project, "com.docker.compose.service",
                service, "com.docker.compose.depends_on", dependsOn);
    }

    /** Two, of which one asks the other. */
    Machine chain() {
        return of("ai", "web", "llm:service_started:true").of("ai", "llm", "");
    }

    static String id(String name) {
        return String.format("%064x", name.hashCode() & 0xffffffffL);
    }

    void isPaused(String name) {
        box(name).paused = true;
    }

    /** It shares the network of that one, which may be gone. */
    void shares(String name, String other) {
        box(name).shares = other;
    }

    void starts(String name) {
        box(name).running = true;
    }

    void removed(String name) {
        boxes.remove(id(name));
    }

    void autoRemove(String name) {
        box(name).autoRemove = true;
    }

    boolean runs(String name) {
        return box(name).running;
    }

    /** Whether all of them do. */
    boolean allRun() {
        return boxes.values().stream().allMatch(box -> box.running);
    }

    private Box box(String name) {
        return Optional.ofNullable(boxes.get(id(name))).orElseThrow();
    }

    private Holders holders() {
        List<Holders.Holder> all = new ArrayList<>();
        boxes.forEach((id, box) -> {
            if (box.running) {
                all.add(new Holders.Holder(42, "python", Workbench.container(state(id, box)), Set.of("nvidia0")));
            }
        });
        if (!daemon.isEmpty()) {
            Set<String> left = new HashSet<>(daemon);
            if (log().contains("nvidia-smi -i 0 -pm 0")) {
                left.remove("nvidia0");
            }
            all.add(new Holders.Holder(12, "nvidia-persiste", null, left));
        }
        return new Holders(all, Unseen.NOTHING);
    }

    /** As it is. */
    ContainerState state(String name) {
        return state(id(name), box(name));
    }

    /** It ended then. */
    void ended(String name, Instant at) {
        box(name).running = false;
        box(name).finishedAt = at;
    }

    private static ContainerState state(String id, Box box) {
        return new ContainerState(id, box.name, "ai:1", "sha256:1", box.labels,
                box.paused ? "paused" : box.running ? "running" : "exited", box.running, false, box.paused,
                box.running ? 42 : 0, 0, false, "", null, box.startedAt, box.finishedAt, 0, null,
                new ContainerState.RestartPolicy("always", 0), "SIGTERM", Duration.ofSeconds(1), box.autoRemove,
                List.of("serve"), false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE, GpuAsk.NONE,
                box.shares.isEmpty() ? "bridge" : "container:" + id(box.shares));
    }

    private static <T> Future<CallResult<T>> none() {
        return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "no such container"));
    }

    @Override
    public Future<CallResult<EngineInfo>> info() {
        return none();
    }

    @Override
    public Future<CallResult<List<String>>> list() {
        return Future.succeededFuture(new CallResult.Done<>(List.copyOf(boxes.keySet())));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id) {
        Box box = boxes.get(id);
        return box == null ? none() : Future.succeededFuture(new CallResult.Done<>(state(id, box)));
    }

    private Future<CallResult<Void>> done(String word, String id, boolean runs) {
        Box box = boxes.get(id);
        if (box == null) {
            return none();
        }
        if (refused.contains(word + " " + box.name)) {
            return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "the engine says no"));
        }
        if (box.running == runs) {
            return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.CONFLICT, 304, "is so already"));
        }
        box.running = runs;
        if (runs) {
            box.startedAt = BEGAN.plusSeconds(++starts);
        }
        said(word + " " + box.name);
        return Future.succeededFuture(FakeEngine.done());
    }

    @Override
    public Future<CallResult<Void>> stop(String id, Duration stopTimeout) {
        return done("stop", id, false);
    }

    @Override
    public Future<CallResult<Void>> start(String id) {
        return done("start", id, true);
    }

    @Override
    public Future<CallResult<Blueprint>> blueprint(String id) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> restart(String id, Duration stopTimeout) {
        return none();
    }

    @Override
    public Future<CallResult<List<String>>> lastLogLines(String id, int lines) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> kill(String id, String signal) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> pause(String id) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> unpause(String id) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> restartPolicy(String id, ContainerState.RestartPolicy policy) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> memory(String id, long bytes, long withSwapBytes) {
        return none();
    }

    @Override
    public Future<CallResult<BaseImage>> baseImage(String id) {
        return none();
    }

    @Override
    public Future<CallResult<String>> create(String name, Blueprint same) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> connect(String id, Blueprint same) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> rename(String id, String name) {
        return none();
    }

    @Override
    public Future<CallResult<Void>> remove(String id) {
        return none();
    }
}
