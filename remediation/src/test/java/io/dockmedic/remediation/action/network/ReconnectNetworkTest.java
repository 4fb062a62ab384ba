package io.dockmedic.remediation.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What puts containers of a real engine back on their networks, and what of it is known when it is cut off. */
@RealEngine
class ReconnectNetworkTest {
    private static final String BACK = "rcn_back";
    private static final String FRONT = "rcn_front";
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
    private static final String CONNECT = "/networks/.*/connect";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final List<String> made = new ArrayList<>();

    ReconnectNetworkTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @BeforeEach
    void networks() {
        engine.docker("network", "create", "--subnet=172.29.77.0/24", BACK).orFail();
        engine.docker("network", "create", FRONT).orFail();
    }

    @AfterEach
    void close() {
        proxy.close();
        made.forEach(name -> engine.docker("rm", "--force", name));
        Stream.of(BACK, FRONT).forEach(network -> engine.docker("network", "rm", network));
    }

    private Rig rig() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"));
    }

    /** On the first network with a name and an address of its own, and on the second. */
    private void up(String name) {
        made.add(name);
        engine.docker("run", "--detach", "--network", BACK, "--network-alias=db", "--ip=172.29.77.9", "--name", name,
                BusyboxImage.in(engine), "sleep", "1000").orFail();
        engine.docker("network", "connect", FRONT, name).orFail();
    }

    private void lose(String name, String... networks) {
        for (String network : networks) {
            engine.docker("network", "disconnect", network, name).orFail();
        }
    }

    private String networks(String name) {
        return engine.docker("inspect", "-f",
                "{{range $name, $on := .NetworkSettings.Networks}}{{$name}}={{$on.IPAddress}}={{$on.Aliases}} {{end}}",
                name).orFail().text();
    }

    @Test
    void itIsOnThemAgainUnderItsNamesAndAtItsAddress() {
        up("rcn-web");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-web");
            assertThat(rig.wouldDo("rcn-web")).isEqualTo(
                    "nothing: it is on all the networks that it was on when it last ran well");
            lose("rcn-web", BACK, FRONT);
            String without = networks("rcn-web");
            assertThat(rig.wouldDo("rcn-web")).startsWith("the container would have been put back on its networks: ")
                    .contains(BACK + " (as ", "db", "at 172.29.77.9)", FRONT);
            assertThat(networks("rcn-web")).as("a dry-run changes nothing").isEqualTo(without);

            assertThat(rig.reconnect("rcn-web"))
                    .isEqualTo(new Outcome.Done("connected to rcn_back, rcn_front; undone by"
                            + " docker network disconnect rcn_back rcn-web; docker network disconnect rcn_front rcn-web"));
            assertThat(networks("rcn-web")).contains(BACK + "=172.29.77.9=", "db", FRONT + "=");
            assertThat(rig.ledger).extracting(OwnAct::action, OwnAct::phase)
                    .containsExactly(tuple("connect", OwnAct.Phase.BEGINS),
                            tuple("connect", OwnAct.Phase.ENDED),
                            tuple("connect", OwnAct.Phase.BEGINS),
                            tuple("connect", OwnAct.Phase.ENDED));
            assertThat(rig.reconnect("rcn-web")).as("once").isInstanceOf(Outcome.Refused.class);
        }
        assertThat(proxy.count("POST", CONNECT)).isEqualTo(2);
    }

    /** As whoever reads the outcome would. */
    @Test
    void whatItSaysUndoesItTakesItOffThoseNetworksAndNoOthers() {
        up("rcn-undone");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-undone");
            lose("rcn-undone", BACK);
            String without = networks("rcn-undone");
            assertThat(without).contains(FRONT);
            Outcome outcome = rig.reconnect("rcn-undone");
            assertThat(networks("rcn-undone")).contains(FRONT, BACK);
            List<String> undo = List.of(outcome.text().split("; ", -1))
                    .stream()
                    .map(said -> said.replaceFirst("^undone by ", ""))
                    .filter(said -> said.startsWith("docker "))
                    .toList();
            assertThat(undo).hasSize(1);
            undo.forEach(command -> engine.docker(command.substring("docker ".length()).split(" ", -1)).orFail());
            assertThat(networks("rcn-undone")).isEqualTo(without);
        }
    }

    @Test
    void aNetworkThatIsGoneIsSaidAndTheOthersStay() {
        up("rcn-gone");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-gone");
            lose("rcn-gone", BACK, FRONT);
            engine.docker("network", "rm", FRONT).orFail();
            assertThat(rig.reconnect("rcn-gone")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).startsWith("connected to rcn_back; undone by")
                            .contains("not connected to rcn_front: "));
            assertThat(networks("rcn-gone")).contains(BACK).doesNotContain(FRONT);
            assertThat(rig.reconnect("rcn-gone")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.error()).isEqualTo(ErrorClass.NOT_FOUND);
                assertThat(refused.message()).startsWith("not connected to rcn_front: ");
            });
        }
    }

    @Test
    void whereSomebodyMayHaveDoneItAPersonIsAsked() {
        up("rcn-asked");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-asked");
            lose("rcn-asked", FRONT);
            assertThat(rig.doubt("rcn-asked")).isEmpty();
            rig.engineSince = LATER;
            assertThat(rig.doubt("rcn-asked")).startsWith("the engine was out of sight since it was last seen there");
            rig.engineSince = Instant.EPOCH;
            rig.touches = List.of(new Touch(LATER, "stop"));
            assertThat(rig.reconnect("rcn-asked")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).startsWith("not connected: somebody did stop at "));
            String asked = rig.toApprove("rcn-asked");
            assertThat(asked).startsWith("Puts it back on rcn_front").contains("But somebody did stop");
            assertThat(Hospital.get(rig.begin("rcn-asked", asked.replace("rcn_front", "another"))))
                    .as("another than was approved")
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(Hospital.get(rig.begin("rcn-asked", asked))).isInstanceOf(Outcome.Done.class);
        }
    }

    /** The engine takes everything off at its end, and says so in the same words. */
    @Test
    void whereItWasDownMeanwhileSomebodyMayHaveTakenItOffUnheard() {
        up("rcn-again");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-again");
            engine.docker("kill", "rcn-again").orFail();
            lose("rcn-again", FRONT);
            engine.docker("start", "rcn-again").orFail();
            assertThat(networks("rcn-again")).contains(BACK).doesNotContain(FRONT);
            assertThat(rig.doubt("rcn-again")).startsWith("it was down since it was last seen there");
            assertThat(rig.reconnect("rcn-again")).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(proxy.count("POST", CONNECT)).isZero();
    }

    @Test
    void whatDoesNotRunOrIsAnotherIsLeftAlone() {
        up("rcn-down");
        try (Rig rig = rig()) {
            assertThat(rig.wouldDo("rcn-down")).isEqualTo("nothing: it is not known to have run well");
            rig.ranWell("rcn-down");
            lose("rcn-down", FRONT);
            engine.docker("pause", "rcn-down").orFail();
            assertThat(rig.reconnect("rcn-down").toString()).contains("it needs a container that runs");
            engine.docker("rm", "--force", "rcn-down").orFail();
            up("rcn-down");
            lose("rcn-down", FRONT);
            assertThat(rig.wouldDo("rcn-down")).contains("it was made anew since it last ran well");
        }
        assertThat(proxy.count("POST", CONNECT)).isZero();
    }

    @Test
    void whatWasNotAnsweredIsLookedForAndNotCalledAgain() {
        up("rcn-lost");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-lost");
            lose("rcn-lost", FRONT);
            proxy.treatNext(SocketProxy.fitting("POST", CONNECT), new Treatment.LoseAnswer());
            assertThat(rig.reconnect("rcn-lost")).isInstanceOf(Outcome.Unknown.class);
            assertThat(rig.settle()).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).startsWith("connected to rcn_front"));
        }
        assertThat(proxy.count("POST", CONNECT)).isEqualTo(1);
    }

    @Test
    void whatWeEndedInTheMiddleOfIsKnownAtOurNextStart() {
        up("rcn-cut");
        try (Rig rig = rig()) {
            rig.ranWell("rcn-cut");
            lose("rcn-cut", BACK, FRONT);
            proxy.treatNext(SocketProxy.fitting("POST", "/networks/" + FRONT + "/connect"),
                    new Treatment.At(Moment.BEFORE, rig::dies));
            rig.begin("rcn-cut", "");
            await().atMost(Duration.ofMinutes(1)).until(() -> proxy.count("POST", CONNECT) == 2);
        }
        try (Rig next = rig()) {
            assertThat(next.settle()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).startsWith("connected to rcn_back; undone by")
                            .endsWith("not to rcn_front"));
            assertThat(next.reconnect("rcn-cut")).isInstanceOf(Outcome.Done.class);
        }
        assertThat(networks("rcn-cut")).contains(BACK, FRONT);
    }

    /** It takes everything off at its end, and puts back on what was on: what was asked for meanwhile is looked for then. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(value = Moment.class, names = {"BEFORE", "DURING"})
    void anEngineThatEndsInTheMiddleIsLookedAtWhenItIsBack(Moment moment) throws Exception {
        try (PrivateEngine own = new PrivateEngine(); SocketProxy before = new SocketProxy(own.socket())) {
            own.docker("network", "create", FRONT).orFail();
            own.docker("run", "--detach", "--network", FRONT, "--restart=always", "--name", "rcn-ends",
                    BusyboxImage.in(own), "sleep", "1000").orFail();
            CountDownLatch gone = new CountDownLatch(1);
            try (Rig rig = new Rig(before.socket(), dir.resolve("ends.db"))) {
                rig.ranWell("rcn-ends");
                own.docker("network", "disconnect", FRONT, "rcn-ends").orFail();
                before.treatNext(SocketProxy.fitting("POST", CONNECT), new Treatment.At(moment, () -> {
                    own.terminate();
                    gone.countDown();
                }));
                var came = rig.begin("rcn-ends", "");
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                own.startAgain();
                await().atMost(Duration.ofMinutes(1)).until(came::isComplete);
                Outcome outcome = came.result() instanceof Outcome.Unknown ? rig.settle() : came.result();
                boolean on = own.docker("inspect", "-f", "{{json .NetworkSettings.Networks}}", "rcn-ends")
                        .orFail()
                        .text()
                        .contains(FRONT);
                assertThat(outcome).as("on it: %s", on)
                        .isInstanceOf(on ? Outcome.Done.class : Outcome.Refused.class);
            }
            assertThat(before.count("POST", CONNECT)).as("not asked again").isEqualTo(1);
        }
    }
}
