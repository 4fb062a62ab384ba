package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container is made anew on a real engine; whatever fails, and whenever we end, one of the two is there and runs. */
@RealEngine
class RecreateTest {
    private static final List<String> POLICY = List.of("--restart=always", "--stop-timeout=1", "--label=of=me");

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;

    RecreateTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private Rig rig() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"));
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private void runsAlone(String name) {
        assertThat(inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", name)).isEqualTo("running always");
        assertThat(engine.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + name).orFail().text())
                .isEqualTo(name);
    }

    private String up(String name) {
        return engine.run(name, POLICY, "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.05; done");
    }

    /** The call of that name: the which one of its kind, from 1. */
    private static Predicate<Request> call(String step) {
        return switch (step) {
            case "create" -> SocketProxy.fitting("POST", "/containers/create");
            case "stop" -> SocketProxy.fitting("POST", "/stop");
            case "start" -> SocketProxy.fitting("POST", "/start");
            case "remove" -> SocketProxy.fitting("DELETE", "/containers/");
            case "rename-old" -> SocketProxy.fitting("POST", "/rename.*dockmedic-old");
            case "rename-new" -> SocketProxy.fitting("POST", "/rename\\?name=[a-z-]+$");
            case "update" -> SocketProxy.fitting("POST", "/update");
            default -> throw new IllegalArgumentException(step);
        };
    }

    @Test
    void itIsMadeAnewAndTheOldOneGoes() {
        String old = up("anew");
        try (Rig rig = rig()) {
            assertThat(rig.recreate("anew")).isInstanceOf(Outcome.Done.class);
            String made = inspect("{{.Id}}", "anew");
            assertThat(made).isNotEqualTo(old);
            assertThat(rig.replaced).containsEntry(old, made);
        }
        runsAlone("anew");
        assertThat(inspect("{{.Config.Labels.of}}", "anew")).isEqualTo("me");
    }

    @Test
    void oneThatDiesAtOnceIsTakenBack() {
        engine.docker("volume", "create", "dies-anew").orFail();
        List<String> options = new ArrayList<>(POLICY);
        options.add("--volume=dies-anew:/data");
        // What it needs from its second run on is in its own layer.
        String id = engine.run("needs-layer", options, "sh", "-c",
                "test -e /data/ran && ! test -e /tmp/mine && exit 3; touch /data/ran /tmp/mine;"
                        + " trap 'exit 0' TERM; while :; do sleep 0.05; done");
        await().until(() -> engine.docker("exec", "needs-layer", "test", "-e", "/tmp/mine").exitCode() == 0);
        try (Rig rig = rig()) {
            assertThat(rig.recreate("needs-layer")).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("exit code 3").contains("runs"));
        }
        assertThat(inspect("{{.Id}}", "needs-layer")).isEqualTo(id);
        runsAlone("needs-layer");
    }

    @ParameterizedTest
    @CsvSource({"create", "update", "stop", "rename-old", "rename-new", "start"})
    void whatTheEngineRefusesOnTheWayLeavesTheOldOneRunning(String step) {
        String name = "refused-" + step;
        String old = up(name);
        proxy.treatNext(call(step), new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        try (Rig rig = rig()) {
            assertThat(rig.recreate(name).toString()).contains("not today");
        }
        assertThat(inspect("{{.Id}}", name)).isEqualTo(old);
        runsAlone(name);
    }

    @ParameterizedTest
    @CsvSource({"create", "update", "stop", "rename-old", "rename-new", "start", "remove"})
    void whatIsNotAnsweredIsSettledByLooking(String step) {
        String name = "lost-" + step;
        up(name);
        proxy.treatNext(call(step), new Treatment.LoseAnswer());
        try (Rig rig = rig()) {
            rig.recreate(name);
        }
        runsAlone(name);
    }

    @Test
    void whatIsRefusedOnceTheNewOneIsProvenIsTriedAgain() {
        String old = up("proven");
        proxy.treatNext(call("remove"), new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        try (Rig rig = rig()) {
            assertThat(rig.recreate("proven")).isInstanceOf(Outcome.Done.class);
        }
        assertThat(inspect("{{.Id}}", "proven")).isNotEqualTo(old);
        runsAlone("proven");
    }

    @ParameterizedTest
    @CsvSource({"create,ANSWERED", "stop,DURING", "rename-old,ANSWERED", "start,DURING", "remove,BEFORE"})
    void ourEndInTheMiddleIsMadeGoodByOurNextStart(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"create,BEFORE", "create,DURING", "update,BEFORE", "update,ANSWERED", "stop,BEFORE", "stop,ANSWERED",
        "rename-old,BEFORE", "rename-new,BEFORE", "rename-new,ANSWERED", "start,BEFORE", "start,ANSWERED",
        "remove,DURING", "remove,ANSWERED"})
    void soItIsAtEveryOtherMoment(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    private void endsInTheMiddle(String step, Moment moment) throws Exception {
        String name = "ends-" + step + "-" + moment.name().toLowerCase(Locale.ROOT);
        String old = up(name);
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            proxy.treatNext(call(step), new Treatment.At(moment, () -> {
                rig.dies();
                dead.countDown();
            }));
            rig.begin(name);
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Rig next = rig()) {
            List<Outcome> outcomes = next.settle();
            assertThat(outcomes).hasSize(1);
            boolean stays = outcomes.getFirst() instanceof Outcome.Undone;
            assertThat(inspect("{{.Id}}", name).equals(old)).as("%s", outcomes).isEqualTo(stays);
            if (!step.equals("start")) {
                assertThat(stays).as("%s", outcomes).isEqualTo(!step.equals("remove"));
            }
        }
        runsAlone(name);
    }
}
