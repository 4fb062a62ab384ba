package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import io.dockmedic.collectors.intent.StopRecord;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RealEngine
class DockerJavaCallsTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    /** For changes that are not to succeed; looks have their time. */
    private static final CallLimits SHORT = new CallLimits(
            CallLimits.DEFAULT.look(), Duration.ofMillis(700), 2, 3, 64 * 1024);
    /** Few at once, and looks that end while the test waits. */
    private static final CallLimits FEW = new CallLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 2, 3, 64 * 1024);

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final DockerJavaCalls calls;

    DockerJavaCallsTest(PrivateEngine engine) {
        this.engine = engine;
        this.calls = to(engine.socket(), CallLimits.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    void changesAContainer() {
        String id = engine.run("calls-change", List.of("--restart=on-failure:3", "--stop-signal=KILL", "--memory=32m"),
                "sleep", "1000");
        assertThat(await(calls.pause(id))).isInstanceOf(Done.class);
        assertThat(done(calls.inspect(id)).paused()).isTrue();
        assertThat(await(calls.unpause(id))).isInstanceOf(Done.class);
        assertThat(done(calls.inspect(id)).paused()).isFalse();

        ContainerState.RestartPolicy none = new ContainerState.RestartPolicy("no", 0);
        assertThat(await(calls.restartPolicy(id, none))).isInstanceOf(Done.class);
        assertThat(done(calls.inspect(id)).restartPolicy()).isEqualTo(none);
        ContainerState.RestartPolicy thrice = new ContainerState.RestartPolicy("on-failure", 3);
        assertThat(await(calls.restartPolicy(id, thrice))).isInstanceOf(Done.class);
        assertThat(done(calls.inspect(id)).restartPolicy()).isEqualTo(thrice);

        assertThat(await(calls.memory(id, 48 << 20, 96 << 20))).isInstanceOf(Done.class);
        assertThat(done(calls.inspect(id)).limits().memoryBytes()).isEqualTo(48 << 20);
        assertThat(done(calls.inspect(id)).limits().swapBytes()).isIn(96L << 20, -1L);

        assertThat(await(calls.kill(id, "HUP"))).isInstanceOf(Done.class);
        assertThat(await(calls.stop(id, Duration.ofSeconds(1)))).isInstanceOf(Done.class);
        assertThat(done(calls.inspect(id)).running()).isFalse();
        assertThat(refused(calls.stop(id, Duration.ofSeconds(1))).status()).isEqualTo(304);
        assertThat(await(calls.start(id))).isInstanceOf(Done.class);
        assertThat(await(calls.kill(id, "KILL"))).isInstanceOf(Done.class);
        Awaitility.await().atMost(SOON).until(() -> done(calls.inspect(id)).status().equals("exited"));
        assertThat(refused(calls.pause("no-such-container")).error()).isEqualTo(ErrorClass.NOT_FOUND);
    }

    @Test
    void saysWhoAnswersInANegotiatedVersion() {
        EngineInfo info = done(calls.info());
        assertThat(info.version()).startsWith(engine.docker("version", "-f", "{{.Server.Version}}").text());
        assertThat(info.apiVersion()).isEqualTo(engine.docker("version", "-f", "{{.Server.APIVersion}}").text());
        assertThat(info.dataRoot()).isEqualTo(engine.dataRoot().toString());
        assertThat(info.id()).isNotEmpty();
        assertThat(info.name()).isNotEmpty();
    }

    @Test
    void inspectReadsWhatTheEngineSays() {
        String id = engine.run("calls-inspect",
                List.of("--label=a=b", "--restart=on-failure:3", "--stop-signal=SIGUSR1", "--stop-timeout=42",
                        "--volume=/data"),
                "sleep", "1000");
        ContainerState state = done(calls.inspect(id));
        assertThat(state.id()).isEqualTo(id);
        assertThat(state.name()).isEqualTo("calls-inspect");
        assertThat(state.labels()).isEqualTo(Map.of("a", "b"));
        assertThat(state.status()).isEqualTo("running");
        assertThat(state.running()).isTrue();
        assertThat(state.pid()).isPositive();
        assertThat(state.startedAt()).isAfter(state.createdAt());
        assertThat(state.finishedAt()).isNull();
        assertThat(state.restartPolicy()).isEqualTo(new ContainerState.RestartPolicy("on-failure", 3));
        assertThat(state.stopSignal()).isEqualTo("SIGUSR1");
        assertThat(state.stopTimeout()).isEqualTo(Duration.ofSeconds(42));
        assertThat(state.command()).containsExactly("sleep", "1000");
        assertThat(state.writableVolume()).isTrue();
        assertThat(state.health()).isNull();
        assertThat(done(calls.list())).contains(id);
    }

    @Test
    void restartRestarts() {
        String id = engine.run("calls-restart", List.of("--stop-signal=KILL"), "sleep", "1000");
        ContainerState before = done(calls.inspect(id));
        assertThat(await(calls.restart(id, Duration.ofSeconds(5)))).isInstanceOf(Done.class);
        ContainerState after = done(calls.inspect(id));
        assertThat(after.startedAt()).isAfter(before.startedAt());
        assertThat(after.running()).isTrue();
    }

    @Test
    void startStartsWhatDoesNotRunAndLeavesAloneWhatDoes() {
        String id = engine.run("calls-start", List.of(), "sleep", "1000");
        ContainerState first = done(calls.inspect(id));
        Refused<Void> refused = refused(calls.start(id));
        assertThat(refused.error()).isEqualTo(ErrorClass.CONFLICT);
        assertThat(refused.status()).isEqualTo(304);
        assertThat(done(calls.inspect(id)).startedAt()).isEqualTo(first.startedAt());

        engine.docker("kill", id).orFail();
        engine.docker("wait", id).orFail();
        assertThat(await(calls.start(id))).isInstanceOf(Done.class);
        ContainerState second = done(calls.inspect(id));
        assertThat(second.running()).isTrue();
        assertThat(second.startedAt()).isAfter(first.startedAt());
        assertThat(refused(calls.start("no-such-container")).error()).isEqualTo(ErrorClass.NOT_FOUND);
    }

    @Test
    void aStartSaysStartAndForgetsAStopAsARestartDoes() {
        String id = engine.run("calls-start-events", List.of("--stop-signal=KILL"), "sleep", "1000");
        engine.docker("stop", id).orFail();
        StopRecord record = new StopRecord(engine.dataRoot());
        assertThat(record.stoppedOnRequest(id)).contains(true);
        assertThat(await(calls.start(id))).isInstanceOf(Done.class);
        assertThat(record.stoppedOnRequest(id)).contains(false);
        Awaitility.await().atMost(SOON).until(() -> said(id, "start", "restart").equals(List.of("start", "start")));
    }

    @Test
    void aStartGivesTheRestartPolicyItsFullCountAgainAsARestartDoes() {
        String id = engine.run("calls-start-policy", List.of("--restart=on-failure:1"), "sh", "-c", "exit 1");
        Awaitility.await().atMost(SOON).until(() -> done(calls.inspect(id)).status().equals("exited"));
        assertThat(await(calls.start(id))).isInstanceOf(Done.class);
        Awaitility.await().atMost(SOON).until(() -> done(calls.inspect(id)).status().equals("exited"));
        Awaitility.await().atMost(SOON).until(() -> said(id, "die").size() == 4);
    }

    @Test
    void logLinesAreTheLastOfBothStreams() {
        String id = engine.run("calls-logs", List.of(), "sh", "-c",
                "for i in 1 2 3; do echo out$i; sleep 0.05; echo err$i >&2; sleep 0.05; done; printf end");
        engine.docker("wait", id).orFail();
        assertThat(done(calls.lastLogLines(id, 4))).containsExactly("err2", "out3", "err3", "end");
    }

    @Test
    void logLinesOfOneRunAreThoseBetweenItsStartAndItsEnd() {
        String id = engine.run("calls-runs", List.of(), "sh", "-c", "echo run; echo ends");
        engine.docker("wait", id).orFail();
        // The engine stamps a line when it reads it, which may be a moment after the end that it shows.
        String last = engine.docker("logs", "--timestamps", "--tail=1", id).orFail().text();
        Instant end = Instant.parse(last.substring(0, last.indexOf(' ')));
        engine.docker("start", "-a", id).orFail();

        assertThat(done(calls.lastLogLines(id, 10))).containsExactly("run", "ends", "run", "ends");
        assertThat(done(calls.logLines(id, 10, null, end))).containsExactly("run", "ends");
        assertThat(done(calls.logLines(id, 10, end.plusSeconds(60), null))).isEmpty();
    }

    @Test
    void logLinesOfATerminalAreReadToo() {
        String id = engine.run("calls-tty", List.of("--tty"), "sh", "-c", "echo one; echo two");
        engine.docker("wait", id).orFail();
        assertThat(done(calls.lastLogLines(id, 10))).containsExactly("one", "two");
    }

    @Test
    void whatIsNotThereIsRefusedAsNotFound() {
        Refused<ContainerState> refused = refused(calls.inspect("no-such-container"));
        assertThat(refused.error()).isEqualTo(ErrorClass.NOT_FOUND);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.message()).isEqualTo("No such container: no-such-container");
        assertThat(refused(calls.restart("no-such-container", Duration.ofSeconds(1))).error())
                .isEqualTo(ErrorClass.NOT_FOUND);
    }

    @Test
    void aCommandThatCannotBeRunIsABadCommand() {
        engine.docker("create", "--network", "none", "--name", "calls-badcmd", BusyboxImage.in(engine),
                "/no/such/program")
                .orFail();
        assertThat(refused(calls.restart("calls-badcmd", Duration.ofSeconds(1))).error())
                .isEqualTo(ErrorClass.BAD_COMMAND);
    }

    @Test
    void withoutAnEngineCallsAreRefusedAsUnreachable() {
        DockerJavaCalls nowhere = to(Path.of("/tmp/no-such-docker.sock"), CallLimits.DEFAULT);
        assertThat(refused(nowhere.list()).error()).isEqualTo(ErrorClass.UNREACHABLE);
        assertThat(refused(nowhere.restart("any", Duration.ZERO)).status()).isZero();
        nowhere.close();
    }

    @Test
    void aFrozenEngineIsAnsweredForByTheDeadlineAndComesBack() {
        try (PrivateEngine own = new PrivateEngine(); DockerJavaCalls shortly = to(own.socket(), SHORT)) {
            String id = own.run("frozen", List.of("--stop-signal=KILL"), "sleep", "1000");
            assertThat(await(shortly.inspect(id))).isInstanceOf(Done.class);
            own.freeze();
            long before = System.nanoTime();
            assertThat(await(shortly.restart(id, Duration.ofSeconds(1)))).isInstanceOf(Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1600));
            own.thaw();
            assertThat(await(shortly.inspect(id))).isInstanceOf(Done.class);
        }
    }

    @Test
    void aStuckEngineHoldsUpABoundedNumberOfCalls() {
        try (PrivateEngine own = new PrivateEngine(); DockerJavaCalls few = to(own.socket(), FEW)) {
            assertThat(await(few.list())).isInstanceOf(Done.class);
            own.freeze();
            List<Future<CallResult<List<String>>>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(few.list());
            }
            // Two run, three wait, the other five are told at once.
            assertThat(all.stream().filter(Future::isComplete).count()).isEqualTo(5);
            assertThat(all.stream().filter(Future::isComplete).map(this::await)).allMatch(Refused.class::isInstance);
            // The others by their deadlines, those that waited too.
            assertThat(all.stream().map(this::await)).noneMatch(Done.class::isInstance);
            assertThat(await(all.getFirst())).isInstanceOf(Unknown.class);
            own.thaw();
            assertThat(await(few.list())).isInstanceOf(Done.class);
        }
    }

    /** Which of these words the engine said of a container; by whole seconds, so the last ones a moment later. */
    private List<String> said(String id, String... words) {
        List<String> arguments = new ArrayList<>(List.of("events", "--since", "1", "--until", "0s", "--filter",
                "container=" + id, "--format", "{{.Action}}"));
        for (String word : words) {
            arguments.addAll(List.of("--filter", "event=" + word));
        }
        return engine.docker(arguments.toArray(String[]::new)).orFail().text().lines().toList();
    }

    private DockerJavaCalls to(Path socket, CallLimits limits) {
        return new DockerJavaCalls(
                vertx, new SystemClock(), new VertxTimers(vertx), new EngineAddress.Unix(socket), null, limits);
    }

    private <T> T done(Future<CallResult<T>> call) {
        CallResult<T> result = await(call);
        assertThat(result).isInstanceOf(Done.class);
        return ((Done<T>) result).value();
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
