package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls make of trouble between us and the engine. */
@RealEngine
class DockerJavaCallsProxyTest {
    /** For changes that are not to succeed; looks have their time. */
    private static final CallLimits SHORT = new CallLimits(
            CallLimits.DEFAULT.look(), Duration.ofSeconds(3), 2, 3, 64 * 1024);

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final Vertx vertx = Vertx.vertx();
    private final DockerJavaCalls calls;

    DockerJavaCallsProxyTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
        this.calls = through(CallLimits.DEFAULT);
    }

    private DockerJavaCalls through(CallLimits limits) {
        return new DockerJavaCalls(
                vertx, new SystemClock(), new VertxTimers(vertx), new EngineAddress.Unix(proxy.socket()), null, limits);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        proxy.close();
    }

    @Test
    void aRestartWhoseAnswerIsLostIsUnknownAndSentOnce() {
        String id = engine.run("proxy-restart-lost", List.of("--stop-signal=KILL"), "sleep", "1000");
        proxy.treat(SocketProxy.fitting("POST", "/restart"), new Treatment.LoseAnswer());
        assertThat(await(calls.restart(id, Duration.ofSeconds(5)))).isInstanceOf(Unknown.class);
        assertThat(proxy.count("POST", "/restart")).isEqualTo(1);
    }

    @Test
    void aRestartWhoseAnswerIsLateIsUnknownAndSentOnce() {
        String id = engine.run("proxy-restart-late", List.of("--stop-signal=KILL"), "sleep", "1000");
        proxy.treat(SocketProxy.fitting("POST", "/restart"), new Treatment.HoldAnswer());
        try (DockerJavaCalls shortly = through(SHORT)) {
            assertThat(await(shortly.list())).as("the version is known by then").isInstanceOf(Done.class);
            assertThat(await(shortly.restart(id, Duration.ZERO))).isInstanceOf(Unknown.class);
        }
        assertThat(proxy.count("POST", "/restart")).isEqualTo(1);
    }

    @Test
    void aRecentLookIsNotAskedForAgain() {
        String id = engine.run("proxy-looked-at", List.of("--stop-signal=KILL"), "sleep", "1000");
        Duration hour = Duration.ofHours(1);
        await(calls.inspect(id, hour));
        assertThat(await(calls.inspect(id, hour))).isInstanceOf(Done.class);
        assertThat(proxy.count("GET", id)).isEqualTo(1);
        await(calls.inspect(id, Duration.ZERO));
        await(calls.inspect(id));
        assertThat(proxy.count("GET", id)).isEqualTo(3);
    }

    @Test
    void aProxysNoIsDenied() {
        proxy.treat(SocketProxy.fitting("POST", ""), new Treatment.Answer(403, "<h1>403 Forbidden</h1>"));
        Refused<Void> refused = refused(calls.restart("any", Duration.ZERO));
        assertThat(refused.error()).isEqualTo(ErrorClass.DENIED);
        assertThat(refused.message()).isEqualTo("<h1>403 Forbidden</h1>");
    }

    @Test
    void infoFallsBackToTheVersionWhereAProxyDeniesIt() {
        proxy.treat(SocketProxy.fitting("GET", "/info"), new Treatment.Answer(403, "{\"message\":\"no\"}"));
        assertThat(await(calls.info())).isInstanceOfSatisfying(Done.class,
                done -> assertThat(((EngineInfo) done.value()).version()).isNotEmpty());
    }

    @Test
    void aRefusedVersionIsNegotiatedAnewAndTriedOnceMore() {
        proxy.treat(SocketProxy.fitting("POST", "/restart"),
                new Treatment.Answer(400,
                        "{\"message\":\"client version 1.41 is too old. Minimum supported is 1.44\"}"));
        assertThat(refused(calls.restart("any", Duration.ZERO)).error()).isEqualTo(ErrorClass.BAD_REQUEST);
        assertThat(proxy.count("GET", "/_ping")).isEqualTo(2);
        assertThat(proxy.count("POST", "/restart")).isEqualTo(2);
    }

    @Test
    void theVersionIsAskedForOnce() {
        await(calls.list());
        await(calls.list());
        assertThat(proxy.count("GET", "/_ping")).isEqualTo(1);
    }

    @Test
    void anEngineThatIsTooOldIsRefusedWithTheReason() {
        proxy.treat(SocketProxy.fitting("GET", "/_ping"), new Treatment.Answer(200, "OK"));
        assertThat(refused(calls.list()).message()).contains("Api-Version");
    }

    @Test
    void aPausedConnectionIsAnsweredForByTheDeadline() {
        proxy.pause();
        try (DockerJavaCalls shortly = through(SHORT)) {
            assertThat(await(shortly.restart("any", Duration.ZERO))).isInstanceOf(Unknown.class);
            assertThat(proxy.count("POST", "/restart")).isZero();
            proxy.resume();
            assertThat(await(shortly.list())).isInstanceOf(Done.class);
        }
    }

    @Test
    void resultsComeOnTheCallersContext() throws Exception {
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(now -> calls.list()
                .onComplete(done -> same.complete(context.equals(Vertx.currentContext()))));
        assertThat(same.get(60, TimeUnit.SECONDS)).isTrue();
    }

    private <T> Refused<T> refused(Future<CallResult<T>> call) {
        CallResult<T> result = await(call);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused<T>) result;
    }

    private <T> CallResult<T> await(Future<CallResult<T>> call) {
        try {
            return call.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
