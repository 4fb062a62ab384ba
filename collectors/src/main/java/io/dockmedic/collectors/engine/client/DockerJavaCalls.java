package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.DetailReader;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls, over docker-java. Calls that look and calls that change wait in separate lanes, so that slow restarts
 * never keep us from looking. The API version is negotiated with the first call and again after the engine was away.
 */
public final class DockerJavaCalls implements EngineCalls, ChangeCalls, SetupCalls, DetailCalls, SpaceCalls, StatsCalls, AutoCloseable {
    /** The first that can be asked how much room one type takes. */
    static final ApiVersion SPACE_BY_TYPE = new ApiVersion(1, 42);
    private static final Duration MEASURE = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final DockerTransport transport;
    private final CallLimits limits;
    private final Versions versions;
    private final CallLane looking;
    private final CallLane changing;
    private final CallLane measuring;
    private final CallLane reading;
    private final CallLane inside;
    private final CallLane copying;
    private final LatestLooks looks;

    /** @param wanted the API version the owner insists on ({@code DOCKER_API_VERSION}), or null to negotiate */
    public DockerJavaCalls(
            Vertx vertx, Clock clock, Timers timers, EngineAddress address, @Nullable ApiVersion wanted,
            CallLimits limits) {
        this.vertx = vertx;
        this.looks = new LatestLooks(clock);
        this.limits = limits;
        this.looking = new CallLane(vertx, timers, "look", limits.atOnce(), limits.mayWait());
        this.changing = new CallLane(vertx, timers, "change", limits.atOnce(), limits.mayWait());
        this.measuring = new CallLane(vertx, timers, "measure", 1, SpaceType.values().length);
        this.reading = new CallLane(vertx, timers, "read", StatsCalls.AT_ONCE, StatsCalls.AT_ONCE);
        this.inside = new CallLane(vertx, timers, "inside", ExecCalls.AT_ONCE, ExecCalls.MAY_WAIT);
        // Sums take a processor for minutes, which what looks must not have to wait for.
        this.copying = new CallLane(vertx, timers, "copy", CopyCalls.AT_ONCE, CopyCalls.MAY_WAIT,
                Thread.ofPlatform().daemon()::unstarted);
        this.transport = new DockerTransport(address,
                2 * limits.atOnce() + 1 + StatsCalls.AT_ONCE + ExecCalls.AT_ONCE + CopyCalls.AT_ONCE, limits.look());
        this.versions = new Versions(transport, wanted);
    }

    @Override
    public Future<CallResult<EngineInfo>> info() {
        return look(version -> {
            CallResult<EngineInfo> full = get(version, "/info", json -> InfoReader.fromInfo(json, version));
            // Socket proxies commonly allow the version and deny the rest.
            return full instanceof Refused<EngineInfo> refused && refused.error() == ErrorClass.DENIED
                    ? get(version, "/version", json -> InfoReader.fromVersion(json, version))
                    : full;
        });
    }

    @Override
    public Future<CallResult<List<String>>> list() {
        return look(version -> get(version, "/containers/json?all=1", json -> {
            List<String> ids = new ArrayList<>();
            json.forEach(container -> ids.add(container.path("Id").asText("")));
            return List.copyOf(ids);
        }));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id) {
        LatestLooks.Look look = looks.begins(id);
        return looking.call(limits.look(), () -> {
            CallResult<ContainerState> result = versions.call(
                    version -> get(version, "/containers/" + escaped(id) + "/json", InspectReader::read));
            looks.came(look, result);
            return result;
        }).onSuccess(result -> looks.came(look, result));
    }

    @Override
    public Future<CallResult<ContainerState>> nextLook(String id) {
        Context caller = vertx.getOrCreateContext();
        Promise<CallResult<ContainerState>> next = Promise.promise();
        return looks.join(id, result -> caller.runOnContext(now -> next.tryComplete(result)))
                ? next.future()
                : inspect(id);
    }

    @Override
    public void foreseen(ContainerState state) {
        looks.foreseen(state.id(), state);
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id, Duration notOlder) {
        return looks.recent(id, notOlder)
                .map(state -> Future.<CallResult<ContainerState>>succeededFuture(new Done<>(state)))
                .orElseGet(() -> inspect(id));
    }

    @Override
    public Future<CallResult<Setup>> setup(String id) {
        return look(version -> get(version, "/containers/" + escaped(id) + "/json", SetupReader::read));
    }

    @Override
    public Future<CallResult<Details>> details(String id) {
        return look(version -> get(version, "/containers/" + escaped(id) + "/json", DetailReader::read));
    }

    @Override
    public Future<CallResult<EngineDevices>> devices() {
        return look(version -> get(version, "/info", EngineDevicesReader::read));
    }

    @Override
    public Future<CallResult<String>> image(String name) {
        return look(version -> get(version, "/images/" + escaped(name) + "/json", json -> json.path("Id").asText("")));
    }

    @Override
    public Future<CallResult<Void>> restart(String id, Duration stopTimeout) {
        long seconds = stopTimeout.plusMillis(999).toSeconds();
        return change("/containers/" + escaped(id) + "/restart?t=" + seconds, Duration.ofSeconds(seconds));
    }

    @Override
    public Future<CallResult<Void>> start(String id) {
        return change("/containers/" + escaped(id) + "/start", Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> stop(String id, Duration stopTimeout) {
        long seconds = stopTimeout.plusMillis(999).toSeconds();
        return change("/containers/" + escaped(id) + "/stop?t=" + seconds, Duration.ofSeconds(seconds));
    }

    @Override
    public Future<CallResult<Void>> kill(String id, String signal) {
        return change("/containers/" + escaped(id) + "/kill?signal=" + escaped(signal), Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> pause(String id) {
        return change("/containers/" + escaped(id) + "/pause", Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> unpause(String id) {
        return change("/containers/" + escaped(id) + "/unpause", Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> restartPolicy(String id, ContainerState.RestartPolicy policy) {
        ObjectNode update = DockerTransport.object();
        update.putObject("RestartPolicy").put("Name", policy.name()).put("MaximumRetryCount", policy.maximumRetry());
        return update(id, update);
    }

    @Override
    public Future<CallResult<Void>> memory(String id, long bytes, long withSwapBytes) {
        ObjectNode update = DockerTransport.object().put("Memory", bytes);
        if (withSwapBytes != 0) {
            update.put("MemorySwap", withSwapBytes);
        }
        return update(id, update);
    }

    private Future<CallResult<Void>> update(String id, JsonNode update) {
        return changing.call(limits.changeMargin(), () -> versions.call(version -> transport.send(
                "POST", "/v" + version + "/containers/" + escaped(id) + "/update", update, DockerJavaCalls::nothing)));
    }

    @Override
    public Future<CallResult<List<String>>> lastLogLines(String id, int lines) {
        return logLines(id, lines, null);
    }

    @Override
    public Future<CallResult<List<String>>> logLines(String id, int lines, @Nullable Instant since) {
        String path = "/containers/" + escaped(id) + "/logs?stdout=1&stderr=1&tail=" + lines
                + (since == null ? "" : "&since=" + since.getEpochSecond());
        return look(version -> transport.send("GET", "/v" + version + path,
                body -> LogLines.read(body, lines, limits.logBytes())));
    }

    @Override
    public Future<CallResult<List<Space>>> space(SpaceType type) {
        return measure(MEASURE, version -> version.compareTo(SPACE_BY_TYPE) < 0
                ? get(version, "/system/df", json -> SpaceReader.read(json, List.of(SpaceType.values())))
                : get(version, "/system/df?type=" + type.parameter(), json -> SpaceReader.read(json, List.of(type))));
    }

    /** {@code one-shot}: without the second reading for a rate, which takes the engine another second or two. */
    @Override
    public Future<CallResult<Optional<Reading>>> stats(ContainerState of) {
        String path = "/containers/" + escaped(of.id()) + "/stats?stream=false&one-shot=true";
        return reading.call(limits.look(), () -> versions.call(
                version -> get(version, path, json -> StatsReader.read(json, of.limits()))));
    }

    /** Calls that make room. */
    public PruneCalls pruning() {
        return new PruneRequests(this);
    }

    /** Calls that put containers on networks. */
    public NetworkCalls networks() {
        return new NetworkRequests(this);
    }

    /** Calls that make a container once more. */
    public RemakeCalls remaking() {
        return new RemakeRequests(this);
    }

    /** Calls that run a command in a container. */
    public ExecCalls execs() {
        return new ExecRequests(this);
    }

    /** Calls that read much out of a container. */
    public CopyCalls copies() {
        return new CopyRequests(this);
    }

    /** Calls that make a container for one command. */
    public OneShotCalls oneShots() {
        return new OneShotRequests(this);
    }

    /** Calls that find out what it lets us do. */
    public TraitCalls finding() {
        return new TraitRequests(this);
    }

    /** Breaks what is under way, and accepts nothing more. */
    @Override
    public void close() {
        transport.close();
    }

    <T> Future<CallResult<T>> look(Function<ApiVersion, CallResult<T>> call) {
        return looking.call(limits.look(), () -> versions.call(call));
    }

    <T> Future<CallResult<T>> measure(Duration within, Function<ApiVersion, CallResult<T>> call) {
        return measuring.call(within, () -> versions.call(call));
    }

    <T> Future<CallResult<T>> change(Duration within, Function<ApiVersion, CallResult<T>> call) {
        return changing.call(within, () -> versions.call(call));
    }

    <T> Future<CallResult<T>> inside(Duration within, Function<ApiVersion, CallResult<T>> call) {
        return inside.call(within, () -> versions.call(call));
    }

    <T> Future<CallResult<T>> copy(Duration within, Future<Void> end, Function<ApiVersion, CallResult<T>> call) {
        return copying.call(within, end, () -> versions.call(call));
    }

    /** @param waits how long the engine itself may wait in it */
    Future<CallResult<Void>> change(String path, Duration waits) {
        return changing.call(waits.plus(limits.changeMargin()),
                () -> versions
                        .call(version -> transport.send("POST", "/v" + version + path, DockerJavaCalls::nothing)));
    }

    <T> CallResult<T> get(ApiVersion version, String path, Function<JsonNode, T> reader) {
        return json("GET", version, path, reader);
    }

    <T> CallResult<T> read(ApiVersion version, String path, DockerTransport.Body<T> reader) {
        return transport.send("GET", "/v" + version + path, reader);
    }

    CallResult<Void> unread(ApiVersion version, String path) {
        return transport.send("GET", "/v" + version + path, DockerJavaCalls::nothing);
    }

    CallResult<Void> send(String method, ApiVersion version, String path) {
        return transport.send(method, "/v" + version + path, DockerJavaCalls::nothing);
    }

    <T> CallResult<T> say(String method, ApiVersion version, String path, JsonNode said, Function<JsonNode, T> reader) {
        return transport.send(method, "/v" + version + path, said, body -> reader.apply(DockerTransport.json(body)));
    }

    <T> CallResult<T> hear(String method, ApiVersion version, String path, JsonNode said,
            DockerTransport.Body<T> heard) {
        return transport.send(method, "/v" + version + path, said, heard);
    }

    <T> CallResult<T> json(String method, ApiVersion version, String path, Function<JsonNode, T> reader) {
        return transport.send(method, "/v" + version + path, body -> reader.apply(DockerTransport.json(body)));
    }

    private static String escaped(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("NullAway") // Void has no value but null.
    static Void nothing(Object body) {
        return null;
    }
}
