package io.dockmedic.api.doctor;

import io.dockmedic.api.config.Surroundings;
import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.DataLook;
import io.dockmedic.api.doctor.fact.DiskLook;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.fact.KernelLogLook;
import io.dockmedic.api.doctor.fact.Lease;
import io.dockmedic.api.doctor.fact.Own;
import io.dockmedic.api.doctor.fact.ReadCall;
import io.dockmedic.api.doctor.fact.ReloadLook;
import io.dockmedic.api.doctor.fact.RuleLook;
import io.dockmedic.api.doctor.fact.Settings;
import io.dockmedic.api.doctor.fact.SocketFile;
import io.dockmedic.api.doctor.fact.Unit;
import io.dockmedic.api.doctor.fact.Unseen;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.fact.Way;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.container.sample.Trial;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.EngineTraits;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.dockmedic.collectors.host.disk.Usage;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Facts of a machine on which all is well, and what a test makes of them. */
public final class Prepared {
    static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final Usage HALF = new Usage(1L << 40, 1L << 39, 1L << 39, 0, 0, false);

    public Visitor visitor = Visitor.outside("root");
    public Settings settings = settings("""
            external_url: https://nas.example.net
            escalation: {receivers: [{name: pager, webhook: {url: 'http://pager/'}}]}
            """);
    public Future<RuleLook> rules = Future.succeededFuture(new RuleLook(42, 1, List.of()));
    public Future<DataLook> data = Future
            .succeededFuture(new DataLook(true, "root", true, "", OptionalLong.of(1L << 40)));
    public Future<Instance> instance = Future
            .succeededFuture(new Instance(Optional.of(new Instance.Told("development", true,
                    Map.of("engine", new Health.Part(Health.Status.UP, "")))), "", true));
    public Way way = new Way("unix:///var/run/docker.sock", new EngineAddress.Unix(SOCKET), "",
            Optional.of(new SocketFile(SOCKET, SocketFile.Seen.SOCKET, "root", "docker", "rw-rw----")), List.of());
    public CallResult<EngineInfo> engine = new CallResult.Done<>(
            new EngineInfo("AAAA", "box", "28.5.1", "1.51", "/var/lib/docker", true));
    public CallResult<EngineTraits> traits = new CallResult.Done<>(
            new EngineTraits(false, false, true, "systemd", "2", false, false, "Debian GNU/Linux 12"));
    public Map<ReadCall, CallResult<Void>> calls = calls();
    public Future<List<Sighting>> containers = Future.succeededFuture(List.of());
    public List<Unseen> unseen = List.of();
    public Optional<Own> own = Optional.empty();
    public Trial trial = new Trial(3, 3, 3, 3, 3);
    public KernelLogLook kernelLog = new KernelLogLook("", true);
    public DiskLook disks = new DiskLook("", "", "/var/lib/docker", Optional.of(HALF), true, 2, 0, 3, 0);
    public Glance gpus = new Glance(List.of(), GpuDriverState.OK, "", "", 0);
    public ReloadLook reloads = new ReloadLook(true, true);
    public List<Lease> leases = List.of();
    public List<Unit> units = List.of();

    public Facts facts() {
        return new Facts(visitor, settings, rules, data, instance, Future.succeededFuture(way),
                Future.succeededFuture(engine), Future.succeededFuture(traits), Future.succeededFuture(calls),
                containers, Future.succeededFuture(unseen), Future.succeededFuture(own), Future.succeededFuture(trial),
                Future.succeededFuture(kernelLog), Future.succeededFuture(disks), Future.succeededFuture(gpus),
                Future.succeededFuture(reloads), Future.succeededFuture(leases), Future.succeededFuture(units));
    }

    /** The user looks whose the data directory is. */
    public void lookedAtBy(Visitor owner) {
        visitor = owner;
        data = Future.succeededFuture(new DataLook(true, owner.user(), true, "", OptionalLong.of(1L << 40)));
    }

    /** What a check finds. Where all facts are there it answers at once. */
    public List<Finding> look(Check check) {
        return check.look(facts()).result();
    }

    /** A configuration of that text. */
    public static Settings settings(String text) {
        try {
            Path folder = Files.createTempDirectory("doctor");
            Path file = Files.writeString(folder.resolve("dockmedic.yml"), text);
            try {
                return Settings.read(Optional.of(file), new Surroundings(Map.of(), Path.of("/root"), true));
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a call that did what it was asked and has nothing to say. */
    @SuppressWarnings("NullAway")
    private static Map<ReadCall, CallResult<Void>> calls() {
        Map<ReadCall, CallResult<Void>> all = new EnumMap<>(ReadCall.class);
        for (ReadCall call : ReadCall.values()) {
            all.put(call, new CallResult.Done<>(null));
        }
        return all;
    }

    /** The containers that the engine has. */
    public Prepared with(Sighting... all) {
        containers = Future.succeededFuture(List.of(all));
        return this;
    }

    /**
     * A container.
     *
     * @param status {@code running} or {@code exited}
     * @param health null without a health check
     */
    public static Sighting container(String name, String image, Map<String, String> labels, String status,
            @Nullable String health,
            String policy, boolean autoRemove) {
        return container(name, image, labels, status, health, policy, autoRemove, GpuAsk.NONE);
    }

    private static Sighting container(String name, String image, Map<String, String> labels, String status,
            @Nullable String health,
            String policy, boolean autoRemove, GpuAsk gpus) {
        boolean running = status.equals("running");
        ContainerState state = new ContainerState(name + "-id", name, image, "sha256:1", labels, status, running, false,
                false, running ? 7 : 0, 0, false, "", null, Instant.EPOCH, null, 0,
                health == null ? null : new ContainerState.HealthState(health, 0, List.of()),
                new ContainerState.RestartPolicy(policy, 0), "SIGTERM", Duration.ofSeconds(10), autoRemove, List.of(),
                false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE, gpus);
        return new Sighting(io.dockmedic.collectors.engine.watch.Facts.of(state), state);
    }

    /** One that runs, is well, may be healed and asks for a GPU. */
    public static Sighting withGpu(String name) {
        return container(name, "train:1", Map.of("dockmedic.heal", "true"), "running", "healthy", "unless-stopped",
                false, new GpuAsk(List.of(new Wish.All("nvidia")), "nvidia"));
    }

    public static Sighting running(String name, String image, Map<String, String> labels) {
        return container(name, image, labels, "running", null, "no", false);
    }
}
