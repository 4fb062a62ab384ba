package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.ContainerEvent.Removed;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.ContainerEvent.Stopped;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Ledger;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each timeline of {@code docs/intent.md} that needs no restart of the engine, on a real one. */
@RealEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InMatrix(value = IntentTimelinesTest.SHOWN, on = Column.INSTALLED)
class IntentTimelinesTest {
    static final String SHOWN = "who wanted a death is read from the order of the messages";
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final String IGNORES = "trap '' TERM; while :; do sleep 60 & wait; done";
    private static final String EXITS_ON_HUP = "trap 'sleep 0.3; exit 1' HUP; echo ready; while :; do sleep 60 & wait; done";

    private final PrivateEngine engine;
    private Watching watching;

    IntentTimelinesTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeAll
    void watch(@TempDir Path directory) {
        watching = new Watching(engine, directory);
    }

    @AfterAll
    void stopWatching() {
        watching.close();
    }

    @Test
    void exitByItself() {
        sh("exits", List.of(), "exit 3");

        assertThat(watching.death("exits")).returns(3, Died::exitCode)
                .returns(false, Died::engineRestarts)
                .returns(Intent.NOT_ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void killedFromOutside() {
        sh("outside", List.of(), OBEYS);
        kill9(pid("outside"));

        assertThat(watching.death("outside")).returns(137, Died::exitCode)
                .returns(false, Died::oomKilled)
                .returns(Intent.NOT_ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void mainProcessOutOfMemory() {
        sh("oom", List.of("--memory=16m", "--memory-swap=16m"),
                "sleep 1; x=$(dd if=/dev/zero bs=1M count=64 | tr '\\0' x)");

        assertThat(watching.death("oom")).returns(true, Died::oomKilled)
                .returns(Intent.NOT_ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void gracefulStop() {
        sh("graceful", List.of(), OBEYS);
        engine.docker("stop", "graceful").orFail();

        assertThat(watching.death("graceful")).returns(Intent.ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void forcedStop() {
        sh("forced", List.of(), IGNORES);
        engine.docker("stop", "-t", "1", "forced").orFail();

        assertThat(watching.death("forced")).returns(137, Died::exitCode)
                .returns(Intent.ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void stopWithMoreTimeThanTheContainersOwn() {
        sh("patient", List.of("--stop-timeout=1"), "trap 'sleep 7; exit 0' TERM; while :; do sleep 60 & wait; done");
        engine.docker("stop", "-t", "30", "patient").orFail();

        assertThat(watching.death("patient")).returns(Intent.ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void kill() {
        sh("killed", List.of(), OBEYS);
        engine.docker("kill", "killed").orFail();

        assertThat(watching.death("killed")).returns(Intent.ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void personsRestart() {
        sh("restarted", List.of(), OBEYS);
        watching.event("restarted", Started.class);
        engine.docker("restart", "restarted").orFail();

        assertThat(watching.death("restarted")).returns(Intent.ASKED, IntentTimelinesTest::intent);
        assertThat(watching.event("restarted", Touched.class)).isNotNull();
    }

    @Test
    void takenOffANetworkAndPutOnAgain() {
        engine.docker("network", "create", "timelines").orFail();
        String id = engine.docker("run", "--detach", "--network=timelines", "--name=networked", BusyboxImage.in(engine),
                "sh", "-c", OBEYS).orFail().text();
        watching.event("networked", Started.class);
        engine.docker("network", "disconnect", "timelines", "networked").orFail();
        Publisher<OwnAct> ledger = new Publisher<>(
                watching.vertx(), Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), new SimpleMeterRegistry());
        Watching.sync(ledger.publish(new OwnAct("act-3/1", id, "connect", Instant.now(), OwnAct.Phase.BEGINS)));
        engine.docker("network", "connect", "timelines", "networked").orFail();
        Watching.sync(ledger.publish(new OwnAct("act-3/1", id, "connect", Instant.now(), OwnAct.Phase.ENDED)));
        engine.docker("network", "disconnect", "timelines", "networked").orFail();
        engine.docker("network", "connect", "timelines", "networked").orFail();
        // Its end and its starts say the same words.
        kill9(pid("networked"));
        watching.death("networked");
        engine.docker("start", "networked").orFail();
        engine.docker("restart", "networked").orFail();
        Awaitility.await()
                .until(() -> watching.all("networked", Touched.class)
                        .stream()
                        .anyMatch(touched -> touched.action().equals("restart")));

        assertThat(watching.all("networked", Touched.class)).extracting(Touched::action)
                .filteredOn(action -> action.contains("connect"))
                .as("20.10 says twice that it is off; what is ours is not told")
                .startsWith("disconnect")
                .containsOnlyOnce("connect")
                .endsWith("connect");
        engine.docker("rm", "--force", "networked").orFail();
        engine.docker("network", "rm", "timelines").orFail();
    }

    @Test
    void forcedRemoval() {
        sh("removed", List.of(), OBEYS);
        engine.docker("rm", "-f", "removed").orFail();

        assertThat(watching.death("removed")).returns(137, Died::exitCode)
                .returns(Intent.ASKED, IntentTimelinesTest::intent);
        assertThat(watching.event("removed", Removed.class)).isNotNull();
    }

    @Test
    void stopDuringThePolicysBackOff() {
        sh("looper", List.of("--restart=always"), "sleep 0.05; exit 1");
        // 3.2 s, doubled with each death so far.
        List<Died> deaths = watching.deaths("looper", 6);
        engine.docker("stop", "looper").orFail();

        assertThat(deaths).allMatch(Died::engineRestarts)
                .allMatch(death -> intent(death) == Intent.NOT_ASKED);
        assertThat(watching.event("looper", Touched.class).action()).isEqualTo("stop");
        assertThat(watching.event("looper", Stopped.class).judgement().intent()).isEqualTo(Intent.ASKED);
    }

    @Test
    void thePolicysStartsAreTheEngines() {
        sh("policy", List.of("--restart=on-failure:2"), "sleep 0.05; exit 4");
        List<Died> deaths = watching.deaths("policy", 3);

        assertThat(deaths).extracting(Died::engineRestarts).containsExactly(true, true, false);
        assertThat(watching.all("policy", Started.class)).extracting(Started::cause)
                .containsExactly(StartCause.FOREIGN, StartCause.ENGINE, StartCause.ENGINE);
    }

    @Test
    void harmlessSignalBeforeADeathOfItsOwn() {
        sh("hup", List.of("--restart=always"), EXITS_ON_HUP);
        awaitReady("hup");
        engine.docker("kill", "-s", "HUP", "hup").orFail();

        assertThat(watching.death("hup")).returns(1, Died::exitCode)
                .returns(Intent.NOT_ASKED, IntentTimelinesTest::intent)
                .as("the signal has switched the policy off")
                .returns(false, Died::engineRestarts);
    }

    @Test
    void forgedLabelsChangeNothingAboutAFault() {
        sh("forged", List.of("--label=exitCode=0", "--label=signal=15"), "exit 7");

        assertThat(watching.death("forged")).returns(7, Died::exitCode)
                .returns(Intent.NOT_ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void forgedLabelsChangeNothingAboutAStop() {
        sh("forgedstop", List.of("--label=signal=1"), OBEYS);
        engine.docker("stop", "forgedstop").orFail();

        assertThat(watching.death("forgedstop")).returns(Intent.ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void forgedLabelsChangeNothingAboutAKill() {
        sh("forgedkill", List.of("--label=signal=1", "--label=exitCode=1"), OBEYS);
        engine.docker("kill", "forgedkill").orFail();

        assertThat(watching.death("forgedkill")).returns(137, Died::exitCode)
                .returns(Intent.ASKED, IntentTimelinesTest::intent);
    }

    @Test
    void hiddenHarmlessSignalIsUnknown() {
        sh("hidden", List.of("--label=signal=15"), EXITS_ON_HUP);
        awaitReady("hidden");
        engine.docker("kill", "-s", "HUP", "hidden").orFail();

        assertThat(watching.death("hidden")).returns(Intent.UNKNOWN, IntentTimelinesTest::intent);
    }

    @Test
    void unhealthyWithWhatTheProbeSaid() {
        sh("sick", List.of("--health-cmd=echo no answer from port 80; exit 1", "--health-interval=200ms",
                "--health-retries=2"), OBEYS);

        assertThat(watching.event("sick", HealthChanged.class)).returns("unhealthy", HealthChanged::status)
                .returns("no answer from port 80", HealthChanged::output);
        engine.docker("rm", "-f", "sick").orFail();
    }

    @Test
    void ourOwnRestartIsOursAndAStopAfterItIsNot() {
        String id = sh("ours", List.of(), OBEYS);
        watching.event("ours", Started.class);
        Publisher<OwnAct> ledger = new Publisher<>(
                watching.vertx(), Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), new SimpleMeterRegistry());
        Watching.sync(ledger.publish(new OwnAct("act-1", id, "restart", Instant.now(), OwnAct.Phase.BEGINS)));
        engine.docker("restart", "ours").orFail();
        Watching.sync(ledger.publish(new OwnAct("act-1", id, "restart", Instant.now(), OwnAct.Phase.ENDED)));

        Died ours = watching.death("ours");
        assertThat(intent(ours)).isEqualTo(Intent.ASKED);
        assertThat(ours.judgement().ours()).isTrue();
        engine.docker("stop", "ours").orFail();
        assertThat(watching.deaths("ours", 2).getLast().judgement().ours()).isFalse();
        assertThat(watching.all("ours", Started.class)).extracting(Started::cause)
                .containsExactly(StartCause.FOREIGN, StartCause.OURS);
    }

    @Test
    void ourOwnRestartOfWhatHasToBeKilledIsOurs() {
        String id = sh("stubborn", List.of(), IGNORES);
        watching.event("stubborn", Started.class);
        Publisher<OwnAct> ledger = new Publisher<>(
                watching.vertx(), Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), new SimpleMeterRegistry());
        Watching.sync(ledger.publish(new OwnAct("act-2", id, "restart", Instant.now(), OwnAct.Phase.BEGINS)));
        engine.docker("restart", "--time=1", "stubborn").orFail();
        Watching.sync(ledger.publish(new OwnAct("act-2", id, "restart", Instant.now(), OwnAct.Phase.ENDED)));

        Died ours = watching.death("stubborn");
        assertThat(ours.exitCode()).isEqualTo(137);
        assertThat(intent(ours)).isEqualTo(Intent.ASKED);
        assertThat(ours.judgement().ours()).isTrue();
    }

    @Test
    void ourOwnStartIsOursAndWhatComesAfterItIsNot() {
        String id = sh("started", List.of(), OBEYS);
        watching.event("started", Started.class);
        kill9(pid("started"));
        watching.death("started");
        Publisher<OwnAct> ledger = new Publisher<>(
                watching.vertx(), Ledger.TOPIC, List.of(Ledger.SUBSCRIBER), new SimpleMeterRegistry());
        Watching.sync(ledger.publish(new OwnAct("act-1", id, "start", Instant.now(), OwnAct.Phase.BEGINS)));
        engine.docker("start", "started").orFail();
        Awaitility.await().until(() -> watching.all("started", Started.class).size() == 2);
        Watching.sync(ledger.publish(new OwnAct("act-1", id, "start", Instant.now(), OwnAct.Phase.ENDED)));
        assertThat(watching.all("started", Touched.class)).noneMatch(touch -> touch.at()
                .isAfter(watching.death("started").at()));

        engine.docker("restart", "started").orFail();
        Died later = watching.deaths("started", 2).getLast();
        assertThat(later.judgement()).returns(Intent.ASKED, Judgement::intent).returns(false, Judgement::ours);
        Awaitility.await().until(() -> watching.all("started", Started.class).size() == 3);
        assertThat(watching.all("started", Started.class)).extracting(Started::cause)
                .containsExactly(StartCause.FOREIGN, StartCause.OURS, StartCause.FOREIGN);
    }

    private String sh(String name, List<String> options, String script) {
        return engine.run(name, options, "sh", "-c", script);
    }

    /** Its trap is set: the kernel drops a signal that comes before. */
    private void awaitReady(String name) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> engine.docker("logs", name).text().contains("ready"));
    }

    private String pid(String name) {
        return engine.docker("inspect", "-f", "{{.State.Pid}}", name).orFail().text();
    }

    private static void kill9(String pid) {
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    private static Intent intent(Died died) {
        return died.judgement().intent();
    }
}
