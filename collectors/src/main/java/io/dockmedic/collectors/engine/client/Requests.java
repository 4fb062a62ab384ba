package io.dockmedic.collectors.engine.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How each request gets to the engine: it waits in the lane of its kind, so that slow restarts never keep us from looking, and is said in
 * the API version that was negotiated with the first and again after the engine was away.
 */
final class Requests implements AutoCloseable {
    private final DockerTransport transport;
    private final CallLimits limits;
    private final Versions versions;
    private final CallLane looking;
    private final CallLane changing;
    private final CallLane measuring;
    private final CallLane reading;
    private final CallLane inside;
    private final CallLane copying;

    /** @param wanted the API version the owner insists on, or null to negotiate */
    Requests(Vertx vertx, Timers timers, EngineAddress address, @Nullable ApiVersion wanted, CallLimits limits) {
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

    /** Breaks what is under way, and accepts nothing more. */
    @Override
    public void close() {
        transport.close();
    }

    /** @param came hears of the result before anybody else, on the thread of the call */
    <T> Future<CallResult<T>> look(Function<ApiVersion, CallResult<T>> call, Consumer<CallResult<T>> came) {
        return looking.call(limits.look(), () -> {
            CallResult<T> result = versions.call(call);
            came.accept(result);
            return result;
        });
    }

    <T> Future<CallResult<T>> stats(Function<ApiVersion, CallResult<T>> call) {
        return reading.call(limits.look(), () -> versions.call(call));
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
                        .call(version -> transport.send("POST", "/v" + version + path, Requests::nothing)));
    }

    <T> CallResult<T> get(ApiVersion version, String path, Function<JsonNode, T> reader) {
        return json("GET", version, path, reader);
    }

    <T> CallResult<T> read(ApiVersion version, String path, DockerTransport.Body<T> reader) {
        return transport.send("GET", "/v" + version + path, reader);
    }

    CallResult<Void> unread(ApiVersion version, String path) {
        return transport.send("GET", "/v" + version + path, Requests::nothing);
    }

    CallResult<Void> send(String method, ApiVersion version, String path) {
        return transport.send(method, "/v" + version + path, Requests::nothing);
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

    static String escaped(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("NullAway") // Void has no value but null.
    static Void nothing(Object body) {
        return null;
    }
}
