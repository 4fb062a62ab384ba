package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.container.shared.NetworkOwner;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shares the network of a container that is gone is made anew for that of the one in its place, on a real engine. */
@RealEngine
class SuccessorsTest {
    private static final String OBEYS = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;

    SuccessorsTest(PrivateEngine engine) {
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

    private String vpn(String name, String... options) {
        List<String> all = new ArrayList<>(List.of("--stop-timeout=1", "--ipc=shareable"));
        all.addAll(List.of(options));
        return engine.run(name, all, "sh", "-c", OBEYS);
    }

    private String shares(String name, String other, String... command) {
        List<String> call = new ArrayList<>(List.of("run", "--detach", "--name=" + name, "--network=container:" + other,
                "--ipc=container:" + other, "--restart=always", "--stop-timeout=1", "--label=of=me", "--env=TOKEN=t",
                "--volume=" + name + ":/cache", "--memory=64m", BusyboxImage.in(engine)));
        call.addAll(command.length == 0 ? List.of("sh", "-c", OBEYS) : List.of(command));
        return engine.docker(call.toArray(String[]::new)).orFail().text();
    }

    private void remove(String... names) {
        for (String name : names) {
            engine.docker("rm", "--force", "--volumes", name).orFail();
        }
    }

    private String network(String name) {
        return engine.docker("exec", name, "readlink", "/proc/1/ns/net").orFail().text();
    }

    /** All that the engine says of how it is set up; the host name is that of the one whose network it shares. */
    private String setUp(String name, String parent) {
        return inspect("{{json .Config}} {{json .HostConfig}} {{json .Mounts}} {{.Path}} {{.Args}} {{.Image}}", name)
                .replaceAll("\"Hostname\":\"[^\"]*\"", "")
                .replace(parent, "PARENT");
    }

    private void runsAlone(String name, String parent) {
        assertThat(inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.NetworkMode}}", name))
                .isEqualTo("running always container:" + inspect("{{.Id}}", parent));
        assertThat(network(name)).isEqualTo(network(parent));
        assertThat(engine.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + name).orFail().text())
                .isEqualTo(name);
    }

    private static Service called(String name) {
        return new Service("", name, "");
    }

    private static void refused(Outcome outcome, ErrorClass error, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.message()).startsWith("not created anew: ").contains(words);
            assertThat(refused.error()).isEqualTo(error);
        });
    }

    @Test
    void onlyTheOneWhoseNetworkItSharesIsAnother() {
        String gone = vpn("net-a");
        String old = shares("net-a-child", "net-a");
        String before = setUp("net-a-child", gone);
        remove("net-a");
        String came = vpn("net-a");
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-a"));
            assertThat(rig.recreateToApprove("net-a-child", Map.of("after", "0s")))
                    .contains("made for the network of net-a");
            assertThat(rig.recreate("net-a-child"))
                    .isEqualTo(new Outcome.Done("created anew, for the network of container " + came));
            assertThat(rig.replaced).containsEntry(old, inspect("{{.Id}}", "net-a-child"));
        }
        runsAlone("net-a-child", "net-a");
        assertThat(before).contains("PARENT");
        assertThat(setUp("net-a-child", came)).isEqualTo(before);
        remove("net-a-child", "net-a");
    }

    @Test
    void whatIsNotKnownForSureIsNotDone() {
        String gone = vpn("net-b");
        String old = shares("net-b-child", "net-b");
        remove("net-b");
        try (Rig rig = rig()) {
            refused(rig.recreate("net-b-child"), ErrorClass.BAD_REQUEST, "container " + gone, "is gone", "never saw it",
                    "by hand");
            rig.saw(gone, new Service("shop", "vpn", "1"));
            refused(rig.recreate("net-b-child"), ErrorClass.NOT_YET, "it was of shop/vpn/1, of which no container is");
            String[] labels = {"--label=com.docker.compose.project=shop", "--label=com.docker.compose.service=vpn"};
            vpn("net-b-1", labels);
            vpn("net-b-2", labels);
            refused(rig.recreate("net-b-child"), ErrorClass.NOT_YET, "of which 2 containers are");
            remove("net-b-2");
            engine.docker("pause", "net-b-1").orFail();
            refused(rig.recreate("net-b-child"), ErrorClass.NOT_YET,
                    "net-b-1, which has come in its place, does not run");
            engine.docker("unpause", "net-b-1").orFail();
            rig.touch("create");
            refused(rig.recreate("net-b-child"), ErrorClass.NOT_YET, "somebody did create", "deploying still");
        }
        assertThat(inspect("{{.Id}} {{.State.Status}}", "net-b-child")).isEqualTo(old + " running");
        assertThat(proxy.count("POST", "/")).as("nothing was called").isZero();
        remove("net-b-child", "net-b-1");
    }

    /** It may be off the network itself, or wait to be healthy: then it would be worth nothing to join it. */
    @Test
    void whatIsNotWellItselfIsNotJoined() {
        String gone = vpn("net-c");
        shares("net-c-child", "net-c");
        remove("net-c");
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-c"));
            vpn("net-c", "--health-cmd=false", "--health-interval=1s", "--health-retries=1");
            await().until(() -> inspect("{{.State.Health.Status}}", "net-c").equals("unhealthy"));
            refused(rig.recreate("net-c-child"), ErrorClass.NOT_YET,
                    "net-c, which has come in its place, is unhealthy");
            remove("net-c");
            vpn("net-c-far");
            engine.docker("run", "--detach", "--name=net-c", "--network=container:net-c-far", BusyboxImage.in(engine),
                    "sleep", "1000").orFail();
            engine.docker("kill", "net-c-far").orFail();
            refused(rig.recreate("net-c-child"), ErrorClass.NOT_YET, "net-c has no network itself", "net-c-far");
        }
        assertThat(proxy.count("POST", "/")).isZero();
        remove("net-c-child", "net-c", "net-c-far");
    }

    /** It is called as the gone one was, and does something else. */
    @Test
    void whatWasRunOnceIsInNobodysPlace() {
        String gone = vpn("net-j");
        shares("net-j-child", "net-j");
        remove("net-j");
        vpn("net-j", "--label=com.docker.compose.project=shop", "--label=com.docker.compose.service=vpn",
                "--label=com.docker.compose.oneoff=True");
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-j"));
            refused(rig.recreate("net-j-child"), ErrorClass.NOT_YET, "it was of net-j, of which no container is");
        }
        assertThat(proxy.count("POST", "/")).isZero();
        remove("net-j-child", "net-j");
    }

    /** A project has the name of its folder, as other folders may. */
    @Test
    void whatIsOfAnotherProjectOfTheSameNameIsNotJoined() {
        String gone = vpn("net-k");
        shares("net-k-child", "net-k");
        remove("net-k");
        List<String> labels = List.of("--label=com.docker.compose.project=net",
                "--label=com.docker.compose.service=vpn",
                "--label=com.docker.compose.project.working_dir=/srv/net",
                "--label=com.docker.compose.project.config_files=/srv/net/compose.yml");
        String came = vpn("net-k", labels.toArray(String[]::new));
        Service service = new Service("net", "vpn", "1");
        try (Rig rig = rig()) {
            rig.saw(gone, new NetworkOwner(service, "/home/ann/net", "/home/ann/net/compose.yml"));
            refused(rig.recreate("net-k-child"), ErrorClass.BAD_REQUEST,
                    "it was deployed from /home/ann/net (/home/ann/net/compose.yml), and net-k, which is of net/vpn/1 now,"
                            + " from /srv/net (/srv/net/compose.yml); make it anew by hand");
            rig.saw(gone, new NetworkOwner(service, "/srv/net", "/srv/net/other.yml"));
            refused(rig.recreate("net-k-child"), ErrorClass.BAD_REQUEST, "/srv/net/other.yml");
            assertThat(proxy.count("POST", "/")).isZero();
            rig.saw(gone, new NetworkOwner(service, "/srv/net", "/srv/net/compose.yml"));
            assertThat(rig.recreate("net-k-child"))
                    .isEqualTo(new Outcome.Done("created anew, for the network of container " + came));
        }
        remove("net-k-child", "net-k");
    }

    private void joins(String name, String other) {
        engine.docker("run", "--detach", "--name=" + name, "--network=container:" + other, BusyboxImage.in(engine),
                "sleep", "1000").orFail();
    }

    /** It runs on in the network of the other's last run. */
    @Test
    void whatIsCutOffItselfIsNotJoined() {
        String gone = vpn("net-l");
        shares("net-l-child", "net-l");
        remove("net-l");
        vpn("net-l-far");
        joins("net-l", "net-l-far");
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-l"));
            assertThat(rig.againstJoining("net-l-child", "net-l")).isEmpty();
            engine.docker("restart", "net-l-far").orFail();
            refused(rig.recreate("net-l-child"), ErrorClass.NOT_YET,
                    "net-l has no network itself: net-l is cut off from net-l-far, whose it shares");
        }
        assertThat(proxy.count("POST", "/")).isZero();
        remove("net-l-child", "net-l", "net-l-far");
    }

    @Test
    void whatJoinsTheOneThatIsToJoinItIsNotJoined() {
        vpn("net-n");
        shares("net-n-child", "net-n");
        joins("net-n-two", "net-n-child");
        joins("net-n-three", "net-n-two");
        remove("net-n");
        try (Rig rig = rig()) {
            for (String circle : List.of("net-n-two", "net-n-three", "net-n-child")) {
                assertThat(rig.againstJoining("net-n-child", circle))
                        .isEqualTo(circle + " has no network itself: it shares that of net-n-child itself");
            }
        }
        remove("net-n-three", "net-n-two", "net-n-child");
    }

    @Test
    void onAnotherImageItIsNotMadeForItWouldNotStartThereEither() {
        vpn("net-f");
        String image = BusyboxImage.in(engine);
        engine.docker("tag", image, "net-f:1").orFail();
        BusyboxImage.importAs(engine, "net-f:2", List.of("CMD [\"sleep\",\"1000\"]"));
        try (Rig rig = rig()) {
            for (String tag : List.of("net-f:1", "net-f:2")) {
                engine.docker("rm", "--force", "net-f-child");
                engine.docker("run", "--detach", "--name=net-f-child", "--network=container:net-f", tag, "sleep",
                        "1000")
                        .orFail();
                if (tag.endsWith("1")) {
                    rig.ranWell("net-f-child");
                }
            }
            remove("net-f");
            assertThat(rig.rollback("net-f-child")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("is gone", "would not start either"));
        }
        assertThat(proxy.count("POST", "/")).isZero();
        remove("net-f-child");
    }

    @Test
    void whatIsDeployedInTheMiddleIsLeftAsItIs() {
        String gone = vpn("net-d");
        String old = shares("net-d-child", "net-d");
        remove("net-d");
        vpn("net-d");
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-d"));
            proxy.treatNext(Struck.call("create"),
                    new Treatment.At(Moment.ANSWERED, () -> rig.touch("stop")));
            assertThat(rig.recreate("net-d-child")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.message()).contains("somebody did stop", "as it was before, and runs");
                assertThat(refused.error()).isEqualTo(ErrorClass.NOT_YET);
            });
        }
        assertThat(proxy.count("POST", "/stop")).isZero();
        assertThat(proxy.count("POST", "/update")).as("nothing was changed").isZero();
        assertThat(inspect("{{.Id}} {{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", "net-d-child"))
                .isEqualTo(old + " running always");
        remove("net-d-child", "net-d");
    }

    /** The old one cannot be started again, so the new one is what is left. */
    @Test
    void oneThatDiesAtOnceStaysAllTheSame() {
        String gone = vpn("net-e");
        String old = shares("net-e-child", "net-e", "sh", "-c",
                "test -e /cache/ran && exit 3; touch /cache/ran; " + OBEYS);
        await().until(() -> engine.docker("exec", "net-e-child", "test", "-e", "/cache/ran").exitCode() == 0);
        remove("net-e");
        vpn("net-e");
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-e"));
            assertThat(rig.recreate("net-e-child")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("exit code 3", "the new container stays"));
            assertThat(rig.replaced).containsEntry(old, inspect("{{.Id}}", "net-e-child"));
        }
        await("its policy brings it up").untilAsserted(() -> assertThat(
                inspect("{{.State.Status}} {{gt .RestartCount 0}}", "net-e-child"))
                .isIn("running true", "restarting true"));
        assertThat(inspect("{{.Id}}", "net-e-child")).isNotEqualTo(old);
        assertThat(inspect("{{.HostConfig.RestartPolicy.Name}}", "net-e-child")).isEqualTo("always");
        assertThat(engine.docker("ps", "-aq", "--filter", "name=net-e-child").orFail().text().lines()).hasSize(1);
        remove("net-e-child", "net-e");
    }

    /** It is stopped while the one that shares its network is made anew, and started again by whoever stopped it. */
    @Test
    void aNetworkThatIsNotThereAtTheStartIsWaitedFor() {
        String gone = vpn("net-g");
        shares("net-g-child", "net-g");
        remove("net-g");
        vpn("net-g");
        atTheStartOf("net-g-child", () -> engine.docker("kill", "net-g").orFail());
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-g"));
            Future<Outcome> came = rig.begin("net-g-child");
            await().until(() -> proxy.count("POST", "/start") >= 3);
            assertThat(engine.docker("ps", "-aq", "--filter", "name=net-g-child").orFail().text().lines())
                    .as("the old one is kept meanwhile")
                    .hasSize(2);
            engine.docker("start", "net-g").orFail();
            await().until(came::isComplete);
            assertThat(came.result()).isInstanceOf(Outcome.Done.class);
        }
        runsAlone("net-g-child", "net-g");
        remove("net-g-child", "net-g");
    }

    @Test
    void aNetworkThatDoesNotComeLeavesTheNewOneWithWhatToType() {
        String gone = vpn("net-h");
        String old = shares("net-h-child", "net-h");
        remove("net-h");
        vpn("net-h");
        atTheStartOf("net-h-child", () -> engine.docker("kill", "net-h").orFail());
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-h"));
            Future<Outcome> came = rig.begin("net-h-child");
            await().until(() -> proxy.count("POST", "/start") >= 2);
            rig.leap(Duration.ofMinutes(2));
            await().until(came::isComplete);
            assertThat(came.result()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("to start a container was refused", "non running",
                            "the new container stays and does not run; when its network is there: docker start"
                                    + " net-h-child"));
            assertThat(rig.replaced).containsEntry(old, inspect("{{.Id}}", "net-h-child"));
        }
        engine.docker("start", "net-h").orFail();
        engine.docker("start", "net-h-child").orFail();
        runsAlone("net-h-child", "net-h");
        remove("net-h-child", "net-h");
    }

    /** Whoever updates twice in a row has made it anew once more by then. */
    @Test
    void whatWasReplacedOnceMoreMeanwhileIsJoinedAllTheSame() {
        String gone = vpn("net-i");
        String old = shares("net-i-child", "net-i");
        remove("net-i");
        vpn("net-i");
        atTheStartOf("net-i-child", () -> {
            remove("net-i");
            vpn("net-i");
        });
        try (Rig rig = rig()) {
            rig.saw(gone, called("net-i"));
            assertThat(rig.recreate("net-i-child")).isInstanceOf(Outcome.Done.class);
            assertThat(rig.replaced).containsEntry(old, inspect("{{.Id}}", "net-i-child"));
        }
        runsAlone("net-i-child", "net-i");
        remove("net-i-child", "net-i");
    }

    /** Right after the name has changed places, before the start. */
    private void atTheStartOf(String child, Runnable act) {
        proxy.treatNext(SocketProxy.fitting("POST", "/rename\\?name=" + child + "$"),
                new Treatment.At(Moment.ANSWERED, act));
    }

    @ParameterizedTest
    @CsvSource({"rename-old", "rename-new", "start"})
    void whatTheEngineRefusesOnceTheOldOneIsDownIsAskedForAgain(String step) {
        String parent = "rf-" + step;
        String gone = vpn(parent);
        shares(parent + "-child", parent);
        remove(parent);
        vpn(parent);
        proxy.treatNext(Struck.call(step), new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        try (Rig rig = rig()) {
            rig.saw(gone, called(parent));
            assertThat(rig.recreate(parent + "-child")).isInstanceOf(Outcome.Done.class);
        }
        runsAlone(parent + "-child", parent);
        remove(parent + "-child", parent);
    }

    @ParameterizedTest
    @CsvSource({"create,ANSWERED", "stop,DURING", "start,BEFORE"})
    void ourEndInTheMiddleIsMadeGoodByOurNextStart(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"create,BEFORE", "create,DURING", "update,BEFORE", "update,ANSWERED", "stop,BEFORE", "stop,ANSWERED",
            "rename-old,BEFORE", "rename-old,ANSWERED", "rename-new,BEFORE", "rename-new,ANSWERED", "start,DURING",
            "start,ANSWERED", "remove,BEFORE", "remove,ANSWERED"})
    void soItIsAtEveryOtherMoment(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    /** What it joins has been replaced once more, and the new one is put aside for another. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"aside,BEFORE", "aside,ANSWERED", "remove,BEFORE", "remove,ANSWERED", "create,BEFORE",
            "create,ANSWERED",
            "rename-new,BEFORE", "rename-new,ANSWERED"})
    void soItIsWhileItIsMadeOnceMore(String step, Moment moment) throws Exception {
        String parent = "om-" + step + "-" + moment.name().toLowerCase(Locale.ROOT);
        String name = parent + "-child";
        String gone = vpn(parent);
        shares(name, parent);
        remove(parent);
        vpn(parent);
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            rig.saw(gone, called(parent));
            atTheStartOf(name, () -> {
                remove(parent);
                vpn(parent);
                proxy.treatNext(step.equals("aside")
                        ? SocketProxy.fitting("POST", "/rename.*dockmedic-new")
                        : Struck.call(step), new Treatment.At(moment, () -> {
                            rig.dies();
                            dead.countDown();
                        }));
            });
            rig.begin(name);
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Rig next = rig()) {
            assertThat(next.settle()).hasSize(1);
        }
        assertThat(engine.docker("ps", "-aq", "--filter", "name=" + name).orFail().text().lines()).hasSize(1);
        runsAlone(name, parent);
        remove(name, parent);
    }

    private void endsInTheMiddle(String step, Moment moment) throws Exception {
        String parent = "nd-" + step + "-" + moment.name().toLowerCase(Locale.ROOT);
        String name = parent + "-child";
        String gone = vpn(parent);
        String old = shares(name, parent);
        remove(parent);
        vpn(parent);
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            rig.saw(gone, called(parent));
            proxy.treatNext(Struck.call(step), new Treatment.At(moment, () -> {
                rig.dies();
                dead.countDown();
            }));
            rig.begin(name);
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Rig next = rig()) {
            assertThat(next.settle()).hasSize(1);
        }
        assertThat(inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", name)).isEqualTo("running always");
        assertThat(engine.docker("ps", "-aq", "--filter", "name=" + name).orFail().text().lines()).hasSize(1);
        if (inspect("{{.Id}}", name).equals(old)) {
            assertThat(step).as("it was never stopped").isIn("create", "update", "stop");
        } else {
            runsAlone(name, parent);
        }
        remove(name, parent);
    }
}
