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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls on containers, over docker-java. */
public final class DockerJavaCalls implements EngineCalls, ChangeCalls, SetupCalls, DetailCalls, SpaceCalls, StatsCalls, AutoCloseable {
    /** The first that can be asked how much room one type takes. */
    static final ApiVersion SPACE_BY_TYPE = new ApiVersion(1, 42);
    private static final Duration MEASURE = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final CallLimits limits;
    private final Requests requests;
    private final LatestLooks looks;

    /** @param wanted the API version the owner insists on ({@code DOCKER_API_VERSION}), or null to negotiate */
    public DockerJavaCalls(
            Vertx vertx, Clock clock, Timers timers, EngineAddress address, @Nullable ApiVersion wanted,
            CallLimits limits) {
        this.vertx = vertx;
        this.looks = new LatestLooks(clock);
        this.limits = limits;
        this.requests = new Requests(vertx, timers, address, wanted, limits);
    }

    @Override
    public Future<CallResult<EngineInfo>> info() {
        return requests.look(version -> {
            CallResult<EngineInfo> full = requests.get(version, "/info", json -> InfoReader.fromInfo(json, version));
            // Socket proxies commonly allow the version and deny the rest.
            return full instanceof Refused<EngineInfo> refused && refused.error() == ErrorClass.DENIED
                    ? requests.get(version, "/version", json -> InfoReader.fromVersion(json, version))
                    : full;
        });
    }

    @Override
    public Future<CallResult<List<String>>> list() {
        return requests.look(version -> requests.get(version, "/containers/json?all=1", json -> {
            List<String> ids = new ArrayList<>();
            json.forEach(container -> ids.add(container.path("Id").asText("")));
            return List.copyOf(ids);
        }));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id) {
        LatestLooks.Look look = looks.begins(id);
        return requests.look(
                version -> requests.get(version, "/containers/" + Requests.escaped(id) + "/json", InspectReader::read),
                result -> looks.came(look, result)).onSuccess(result -> looks.came(look, result));
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
        return requests.look(
                version -> requests.get(version, "/containers/" + Requests.escaped(id) + "/json", SetupReader::read));
    }

    @Override
    public Future<CallResult<Details>> details(String id) {
        return requests.look(
                version -> requests.get(version, "/containers/" + Requests.escaped(id) + "/json", DetailReader::read));
    }

    @Override
    public Future<CallResult<EngineDevices>> devices() {
        return requests.look(version -> requests.get(version, "/info", EngineDevicesReader::read));
    }

    @Override
    public Future<CallResult<String>> image(String name) {
        return requests.look(version -> requests.get(version, "/images/" + Requests.escaped(name) + "/json",
                json -> json.path("Id").asText("")));
    }

    @Override
    public Future<CallResult<Void>> restart(String id, Duration stopTimeout) {
        long seconds = stopTimeout.plusMillis(999).toSeconds();
        return requests.change("/containers/" + Requests.escaped(id) + "/restart?t=" + seconds,
                Duration.ofSeconds(seconds));
    }

    @Override
    public Future<CallResult<Void>> start(String id) {
        return requests.change("/containers/" + Requests.escaped(id) + "/start", Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> stop(String id, Duration stopTimeout) {
        long seconds = stopTimeout.plusMillis(999).toSeconds();
        return requests.change("/containers/" + Requests.escaped(id) + "/stop?t=" + seconds,
                Duration.ofSeconds(seconds));
    }

    @Override
    public Future<CallResult<Void>> kill(String id, String signal) {
        return requests.change("/containers/" + Requests.escaped(id) + "/kill?signal=" + Requests.escaped(signal),
                Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> pause(String id) {
        return requests.change("/containers/" + Requests.escaped(id) + "/pause", Duration.ZERO);
    }

    @Override
    public Future<CallResult<Void>> unpause(String id) {
        return requests.change("/containers/" + Requests.escaped(id) + "/unpause", Duration.ZERO);
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
        return requests.change(limits.changeMargin(), version -> requests.hear(
                "POST", version, "/containers/" + Requests.escaped(id) + "/update", update, Requests::nothing));
    }

    @Override
    public Future<CallResult<List<String>>> lastLogLines(String id, int lines) {
        return logLines(id, lines, null, null);
    }

    @Override
    public Future<CallResult<List<String>>> logLines(String id, int lines, @Nullable Instant since,
            @Nullable Instant until) {
        String path = "/containers/" + Requests.escaped(id) + "/logs?stdout=1&stderr=1&tail=" + lines
                + (since == null ? "" : "&since=" + seconds(since))
                + (until == null ? "" : "&until=" + seconds(until));
        return requests.look(version -> requests.read(version, path,
                body -> LogLines.read(body, lines, limits.logBytes())));
    }

    /** As the engine reads times: with a fraction of nine digits. */
    private static String seconds(Instant at) {
        return at.getEpochSecond() + String.format(Locale.ROOT, ".%09d", at.getNano());
    }

    @Override
    public Future<CallResult<List<Space>>> space(SpaceType type) {
        return requests.measure(MEASURE, version -> version.compareTo(SPACE_BY_TYPE) < 0
                ? requests.get(version, "/system/df", json -> SpaceReader.read(json, List.of(SpaceType.values())))
                : requests.get(version, "/system/df?type=" + type.parameter(),
                        json -> SpaceReader.read(json, List.of(type))));
    }

    /** {@code one-shot}: without the second reading for a rate, which takes the engine another second or two. */
    @Override
    public Future<CallResult<Optional<Reading>>> stats(ContainerState of) {
        String path = "/containers/" + Requests.escaped(of.id()) + "/stats?stream=false&one-shot=true";
        return requests.stats(version -> requests.get(version, path, json -> StatsReader.read(json, of.limits())));
    }

    /** Calls that make room. */
    public PruneCalls pruning() {
        return new PruneRequests(requests);
    }

    /** Calls that put containers on networks. */
    public NetworkCalls networks() {
        return new NetworkRequests(requests);
    }

    /** Calls that say what networks are on the engine's machine. */
    public BridgeCalls bridges() {
        return new NetworkRequests(requests);
    }

    /** Calls that make a container once more. */
    public RemakeCalls remaking() {
        return new RemakeRequests(requests);
    }

    /** Calls that run a command in a container. */
    public ExecCalls execs() {
        return new ExecRequests(requests);
    }

    /** Calls that read much out of a container. */
    public CopyCalls copies() {
        return new CopyRequests(requests);
    }

    /** Calls that make a container for one command. */
    public OneShotCalls oneShots() {
        return new OneShotRequests(requests);
    }

    /** Calls that find out what it lets us do. */
    public TraitCalls finding() {
        return new TraitRequests(requests);
    }

    /** Breaks what is under way, and accepts nothing more. */
    @Override
    public void close() {
        requests.close();
    }
}
