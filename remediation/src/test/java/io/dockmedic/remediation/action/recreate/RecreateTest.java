package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container is made anew on a real engine; whatever fails, and whenever we end, one of the two is there and runs. */
@RealEngine
class RecreateTest {
    private static final String[] COMMAND = {"sh", "-c", "trap 'exit 0' TERM; while :; do sleep 60 & wait; done"};
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
        return up(name, "");
    }

    private String up(String name, String step) {
        return Struck.up(engine, name, step, POLICY, BusyboxImage.in(engine), COMMAND);
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
    void whoDeployedItJustNowHasToSayYesAndOurOwnMakingIsNoDeploy() {
        String old = up("fresh");
        String told = "whoever deployed it has to say yes";
        try (Rig rig = rig()) {
            assertThat(rig.recreateDoubt("fresh", Map.of())).contains("30m ago (after)", told);
            String asked = rig.recreateToApprove("fresh", Map.of());
            assertThat(asked).contains("Makes the container anew", "outside of volumes", told);
            assertThat(rig.recreate("fresh", Map.of(), "")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).startsWith("not created anew: it was made at")
                            .contains(told));
            assertThat(inspect("{{.Id}}", "fresh")).isEqualTo(old);

            assertThat(rig.recreate("fresh", Map.of(), asked)).isInstanceOf(Outcome.Done.class);
            assertThat(rig.recreateDoubt("fresh", Map.of())).isEmpty();
            assertThat(rig.recreate("fresh", Map.of(), "")).isInstanceOf(Outcome.Done.class);
        }
        runsAlone("fresh");
    }

    @Test
    void oneThatDiesAtOnceIsTakenBack() {
        engine.docker("volume", "create", "dies-anew").orFail();
        List<String> options = new ArrayList<>(POLICY);
        options.add("--volume=dies-anew:/data");
        // What it needs from its second run on is in its own layer.
        String id = engine.run("needs-layer", options, "sh", "-c",
                "test -e /data/ran && ! test -e /tmp/mine && exit 3; touch /data/ran /tmp/mine;"
                        + " trap 'exit 0' TERM; while :; do sleep 60 & wait; done");
        await().until(() -> engine.docker("exec", "needs-layer", "test", "-e", "/tmp/mine").exitCode() == 0);
        try (Rig rig = rig()) {
            assertThat(rig.recreate("needs-layer")).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("exit code 3").contains("runs"));
        }
        assertThat(inspect("{{.Id}}", "needs-layer")).isEqualTo(id);
        runsAlone("needs-layer");
    }

    @Test
    void whatWouldLoseSomethingIsRefusedAndNothingIsTouched() {
        String image = BusyboxImage.in(engine);
        for (String tag : List.of("postgres:anew", "moved:anew")) {
            engine.docker("tag", image, tag).orFail();
        }
        engine.run("no-rm", List.of("--rm", "--stop-timeout=1"), "sleep", "1000");
        engine.run("no-parent", POLICY, "sleep", "1000");
        engine.docker("run", "-d", "--name", "no-child", "--network", "container:no-parent", image).orFail();
        engine.docker("run", "-d", "--name", "no-data", "--network", "none", "postgres:anew").orFail();
        engine.docker("run", "-d", "--name", "no-image", "--network", "none", "moved:anew").orFail();
        engine.run("no-bind", List.of("--volume=" + dir.resolve("gone") + ":/data"), "sleep", "1000");
        BusyboxImage.importAs(engine, "moved:anew", List.of("CMD [\"sleep\",\"2\"]"));
        String before = engine.docker("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}").orFail().text();
        try (Rig rig = rig()) {
            Map.of("no-rm", "removes it by itself", "no-parent", "no-child shares its network", "no-data",
                    "/var/lib/postgresql", "no-image", "another one by now", "no-bind", "is not there")
                    .forEach((name, why) -> assertThat(rig.recreate(name)).isInstanceOfSatisfying(Outcome.Refused.class,
                            refused -> assertThat(refused.message()).contains(why)));
            assertThat(rig.recreate("no-child")).as("who lives on another can be made anew")
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(proxy.count("POST", "/create")).isEqualTo(1);
        assertThat(engine.docker("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}")
                .orFail()
                .text()
                .lines()
                .filter(line -> !line.contains("no-child"))).containsExactlyInAnyOrderElementsOf(
                        before.lines().filter(line -> !line.contains("no-child")).toList());
        engine.docker("rm", "-f", "no-rm", "no-parent", "no-child", "no-data", "no-image", "no-bind").orFail();
    }

    @Test
    void whatIsHeldUpMeanwhileOrStillOwedIsLeftAsItIs() {
        String id = engine.run("held-up", POLICY, "sleep", "1000");
        try (Rig rig = rig()) {
            rig.owes = true;
            assertThat(rig.recreate("held-up")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("still to be put back"));
            rig.owes = false;
            rig.mayGoOn = false;
            assertThat(rig.recreate("held-up")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("held up"));
        }
        assertThat(inspect("{{.Id}}", "held-up")).isEqualTo(id);
        assertThat(proxy.count("POST", "/stop")).isZero();
        runsAlone("held-up");
    }

    /** The new one fits still, and what is stopped would not start again. */
    @Test
    void onAFullDiskNothingIsStopped() {
        String id = engine.run("no-room", POLICY, "sleep", "1000");
        try (Rig rig = rig()) {
            rig.room = new Usage(1L << 30, 4096, 0, 0, 0, false);
            assertThat(rig.recreate("no-room")).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("the engine's disk is full", "/engine", "runs"));
        }
        assertThat(inspect("{{.Id}}", "no-room")).isEqualTo(id);
        assertThat(proxy.count("POST", "/stop")).isZero();
        runsAlone("no-room");
    }

    @Test
    void whoJoinsItMeanwhileIsNotLeftOnWhatIsGone() {
        String image = BusyboxImage.in(engine);
        String id = engine.run("joined", POLICY, "sleep", "1000");
        proxy.treatNext(Struck.call("create"),
                new Treatment.At(Moment.ANSWERED,
                        () -> engine.docker("run", "-d", "--name", "joins", "--stop-timeout=1",
                                "--network", "container:joined", image).orFail()));
        try (Rig rig = rig()) {
            assertThat(rig.recreate("joined")).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("joins shares its network"));
        }
        assertThat(inspect("{{.Id}}", "joined")).isEqualTo(id);
        assertThat(proxy.count("POST", "/stop")).isZero();
        runsAlone("joined");
        engine.docker("rm", "-f", "joined", "joins").orFail();
    }

    /** An engine, or what stands before it, that says yes and does nothing. */
    @Test
    void whatIsDoneWithoutAnyEffectEndsWithAPerson() {
        engine.run("in-vain", POLICY, "sleep", "1000");
        proxy.treat(Struck.call("remove"), new Treatment.Answer(204, ""));
        try (Rig rig = rig()) {
            assertThat(rig.recreate("in-vain")).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("left half done", "nothing of it is to be seen"));
        }
        assertThat(inspect("{{.State.Running}}", "in-vain")).isEqualTo("true");
        proxy.release();
        engine.docker("ps", "-aq", "--filter", "name=in-vain")
                .orFail()
                .text()
                .lines()
                .forEach(one -> engine.docker("rm", "-f", one).orFail());
    }

    /** The engine takes a name that nobody has for the beginning of an id. */
    @Test
    void aNameThatAnotherContainersIdBeginsWithIsFree() {
        String other = engine.run("begins", POLICY, "sleep", "1000");
        String name = other.substring(0, 3);
        String old = engine.run(name, POLICY, "sleep", "1000");
        try (Rig rig = rig()) {
            assertThat(rig.recreate(name)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(engine.docker("ps", "-q", "--no-trunc", "--filter", "name=^/" + name + "$").orFail().text())
                .isNotEmpty()
                .isNotEqualTo(old);
        engine.docker("rm", "-f", "begins", "/" + name).orFail();
    }

    @Tag("long")
    @Test
    void anEngineThatEndsInTheMiddleIsWaitedFor() throws Exception {
        try (PrivateEngine own = new PrivateEngine(); SocketProxy before = new SocketProxy(own.socket())) {
            String old = own.run("engine-ends", POLICY, "sleep", "1000");
            CountDownLatch gone = new CountDownLatch(1);
            before.treatNext(Struck.call("start"), new Treatment.At(Moment.BEFORE, () -> {
                own.terminate();
                gone.countDown();
            }));
            try (Rig rig = new Rig(before.socket(), dir.resolve("journal.db"))) {
                var outcome = rig.begin("engine-ends");
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                own.startAgain();
                await().until(outcome::isComplete);
                assertThat(outcome.result()).isInstanceOf(Outcome.Undone.class);
            }
            assertThat(
                    own.docker("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}} {{.State}}").orFail().text())
                    .isEqualTo(old + " engine-ends running");
        }
    }

    @ParameterizedTest
    @CsvSource({"create", "connect", "update", "stop", "rename-old", "rename-new", "start"})
    void whatTheEngineRefusesOnTheWayLeavesTheOldOneRunning(String step) {
        String name = "refused-" + step;
        String old = up(name, step);
        proxy.treatNext(Struck.call(step), new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        try (Rig rig = rig()) {
            assertThat(rig.recreate(name).toString()).contains("not today");
        }
        assertThat(inspect("{{.Id}}", name)).isEqualTo(old);
        runsAlone(name);
        Struck.isOnItsNetworks(engine, name, step);
    }

    @ParameterizedTest
    @CsvSource({"create", "connect", "update", "stop", "rename-old", "rename-new", "start", "update-new", "remove"})
    void whatIsNotAnsweredIsSettledByLooking(String step) {
        String name = "lost-" + step;
        String old = up(name, step);
        proxy.treatNext(Struck.call(step), new Treatment.LoseAnswer());
        Outcome outcome;
        try (Rig rig = rig()) {
            outcome = rig.recreate(name);
        }
        runsAlone(name);
        Struck.isOnItsNetworks(engine, name, step);
        assertThat(inspect("{{.Id}}", name).equals(old)).as("%s", outcome)
                .isNotEqualTo(outcome instanceof Outcome.Done);
        assertThat(proxy.count("POST", step.equals("connect") ? "/connect" : "/create")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"update-new", "remove"})
    void whatIsRefusedOnceTheNewOneIsProvenIsTriedAgain(String step) {
        String name = "proven-" + step;
        String old = up(name);
        proxy.treatNext(Struck.call(step), new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        try (Rig rig = rig()) {
            assertThat(rig.recreate(name)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(inspect("{{.Id}}", name)).isNotEqualTo(old);
        runsAlone(name);
        assertThat(proxy.count("POST", "/update")).isEqualTo(step.equals("remove") ? 2 : 3);
    }

    @ParameterizedTest
    @CsvSource({"create,ANSWERED", "stop,DURING", "rename-old,ANSWERED", "start,DURING", "remove,BEFORE"})
    void ourEndInTheMiddleIsMadeGoodByOurNextStart(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"create,BEFORE", "create,DURING", "connect,BEFORE", "connect,DURING", "connect,ANSWERED",
            "update,BEFORE", "update,ANSWERED", "stop,BEFORE", "stop,ANSWERED", "rename-old,BEFORE",
            "rename-new,BEFORE", "rename-new,ANSWERED", "start,BEFORE", "start,ANSWERED", "update-new,BEFORE",
            "update-new,DURING", "update-new,ANSWERED", "remove,DURING", "remove,ANSWERED"})
    void soItIsAtEveryOtherMoment(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    /** What the engine said of it is lost, and its record says that it was asked for, as it was by us. */
    @Test
    void whatWeStoppedAndIsFoundDownAfterAGapIsPutBack() throws Exception {
        String old = up("gap");
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            proxy.treatNext(Struck.call("stop"), new Treatment.At(Moment.DURING, () -> {
                rig.dies();
                dead.countDown();
            }));
            rig.begin("gap");
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        await().until(() -> inspect("{{.State.Running}}", "gap").equals("false"));
        try (Rig next = rig()) {
            proxy.treatNext(SocketProxy.fitting("GET", "/json"),
                    new Treatment.At(Moment.ANSWERED, () -> next.finds("gap")));
            assertThat(next.settle()).containsExactly(new Outcome.Undone(
                    "Dockmedic ended in the middle; the container is as it was before, and runs"));
        }
        assertThat(inspect("{{.Id}}", "gap")).isEqualTo(old);
        runsAlone("gap");
    }

    private void endsInTheMiddle(String step, Moment moment) throws Exception {
        String name = "ends-" + step + "-" + moment.name().toLowerCase(Locale.ROOT);
        String old = up(name, step);
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            proxy.treatNext(Struck.call(step), new Treatment.At(moment, () -> {
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
                assertThat(stays).as("%s", outcomes).isEqualTo(!Set.of("update-new", "remove").contains(step));
            }
        }
        runsAlone(name);
        Struck.isOnItsNetworks(engine, name, step);
    }
}
