package io.dockmedic.remediation.action.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.collectors.intent.OwnActs;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The containers of a project are restarted on a real engine; whatever fails, and whenever we end, none is left down by us. */
@RealEngine
class RestartStackTest {
    private static final String CONSENT = "--label=dockmedic.heal=true";
    /** What it writes down at each start is there after the next one too. */
    private static final String RUNS = "echo run >> /tmp/runs; ";
    private static final String LIVES = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final List<String> made = new ArrayList<>();

    RestartStackTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @AfterEach
    void close() {
        proxy.close();
        made.forEach(name -> engine.docker("rm", "-f", name));
    }

    private Rig rig() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"));
    }

    /** Where it matters how long a container runs: a shell may take a quarter of a second to end, which must not be two. */
    private Rig atTheEnginesPace() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"), 1);
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private Instant startedAt(String name) {
        return Instant.parse(inspect("{{.State.StartedAt}}", name));
    }

    private String status(String name) {
        return inspect("{{.State.Status}}", name);
    }

    private int runs(String name) {
        return (int) engine.docker("exec", name, "cat", "/tmp/runs").orFail().text().lines().count();
    }

    private String up(String project, String service, String dependsOn, List<String> options, String script) {
        String name = project + "-" + service;
        List<String> all = new ArrayList<>(List.of("--stop-timeout=1", "--label=com.docker.compose.project=" + project,
                "--label=com.docker.compose.service=" + service, "--label=com.docker.compose.container-number=1",
                "--label=com.docker.compose.oneoff=False", "--label=com.docker.compose.depends_on=" + dependsOn));
        all.addAll(options);
        made.add(name);
        return engine.run(name, all, "sh", "-c", RUNS + script);
    }

    private void up(String project, String service, String dependsOn) {
        up(project, service, dependsOn, List.of(CONSENT), LIVES);
    }

    /** A database that takes its time to be healthy, what asks it, and what asks that. */
    private void chain(String project) {
        up(project, "web", "api:service_started:true");
        up(project, "api", "db:service_healthy:true");
        up(project, "db", "", List.of(CONSENT, "--health-cmd=test -e /tmp/ready", "--health-interval=500ms"),
                "rm -f /tmp/ready; sleep 1; touch /tmp/ready; " + LIVES);
        await().until(() -> inspect("{{.State.Health.Status}}", project + "-db").equals("healthy"));
    }

    private Predicate<Request> restartOf(String name) {
        return SocketProxy.fitting("POST", "/" + inspect("{{.Id}}", name) + "/restart");
    }

    @Test
    void onAFullDiskNoneIsStopped() {
        up("crowd", "web", "");
        up("crowd", "worker", "");
        try (Rig rig = rig()) {
            rig.room = new Usage(1L << 30, 0, 0, 0, 0, false);
            assertThat(rig.restart("crowd-web")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("the engine's disk is full"));
        }
        assertThat(proxy.count("POST", "/restart|/start")).isZero();
        assertThat(runs("crowd-web") + runs("crowd-worker")).isEqualTo(2);
    }

    private void shares(String project, String service, String dependsOn, String other) {
        made.add(project + "-" + service);
        engine.docker("run", "--detach", "--name=" + project + "-" + service, "--network=container:" + other,
                "--stop-timeout=1", CONSENT, "--label=com.docker.compose.project=" + project,
                "--label=com.docker.compose.service=" + service,
                "--label=com.docker.compose.depends_on=" + dependsOn, BusyboxImage.in(engine), "sh", "-c", LIVES)
                .orFail();
    }

    /** It could never be started again. */
    @Test
    void whatIsBoundToOneThatIsGoneIsLeftAlone() {
        up("orphan", "web", "");
        up("orphan", "vpn", "");
        shares("orphan", "torrent", "", "orphan-vpn");
        engine.docker("rm", "--force", "orphan-vpn").orFail();
        String before = inspect("{{.State.Pid}} {{.State.StartedAt}}", "orphan-torrent");
        try (Rig rig = rig()) {
            assertThat(rig.restart("orphan-web")).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail())
                            .startsWith("restarted in this order: orphan-web; left alone: orphan-torrent (container ")
                            .contains(
                                    "is gone, so once stopped orphan-torrent never starts again; by hand: docker compose"
                                            + " -p orphan up --detach --force-recreate torrent"));
            assertThat(rig.restart("orphan-torrent")).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.error()).isEqualTo(ErrorClass.NETWORK_GONE);
                assertThat(refused.message()).startsWith("not restarted: orphan-torrent: container ");
            });
        }
        assertThat(inspect("{{.State.Pid}} {{.State.StartedAt}}", "orphan-torrent")).isEqualTo(before);
        assertThat(runs("orphan-web")).isEqualTo(2);
    }

    @Test
    void whatIsBoundToOneThatDoesNotRunIsRestartedOnlyAfterThat() {
        up("await", "vpn", "");
        shares("await", "torrent", "vpn:service_started:true", "await-vpn");
        up("alien", "vpn", "");
        shares("await", "lodger", "", "alien-vpn");
        engine.docker("kill", "await-vpn", "alien-vpn").orFail();
        Instant lodger = startedAt("await-lodger");
        try (Rig rig = rig()) {
            assertThat(rig.restart("await-lodger")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.error()).isEqualTo(ErrorClass.NOT_YET));
            assertThat(rig.restart("await-torrent")).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).startsWith(
                            "restarted in this order: await-vpn, await-torrent; left alone: await-lodger (alien-vpn,"
                                    + " whose network it shares, is exited"));
        }
        assertThat(startedAt("await-lodger")).isEqualTo(lodger);
        assertThat(startedAt("await-torrent")).isAfter(startedAt("await-vpn"));
    }

    /** Right before its stop, although it was there when the plan was made. */
    @Test
    void whatWasBoundToOneThatGoesMeanwhileIsLeftAsItWas() {
        up("late", "db", "");
        up("elsewhere", "vpn", "");
        shares("late", "torrent", "db:service_started:true", "elsewhere-vpn");
        Instant torrent = startedAt("late-torrent");
        proxy.treatNext(restartOf("late-db"),
                new Treatment.At(Moment.ANSWERED, () -> engine.docker("rm", "--force", "elsewhere-vpn").orFail()));
        try (Rig rig = rig()) {
            assertThat(rig.restart("late-torrent")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("restarted in this order: late-db",
                            "as they were: late-torrent (container ", "is gone, so once stopped"));
        }
        assertThat(startedAt("late-torrent")).isEqualTo(torrent);
        assertThat(status("late-torrent")).isEqualTo("running");
    }

    /** Room is made at once by who can make it; whoever else is to know what is down. */
    @Test
    void whatDoesNotStartForWantOfRoomIsTriedForAMinute() {
        String id = up("tight", "web", "", List.of(CONSENT), LIVES);
        Treatment full = new Treatment.Answer(500,
                "{\"message\":\"mkdir /var/lib/docker/x: no space left on device\"}");
        proxy.treat(request -> {
            boolean fits = request.path().contains("/" + id + "/restart");
            if (fits) {
                engine.docker("kill", id);
            }
            return fits;
        }, full);
        proxy.treat(SocketProxy.fitting("POST", id + "/start"), full);
        try (Rig rig = rig()) {
            assertThat(rig.restart("tight-web")).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("tight-web is down, for the engine does not start it",
                            "no space left on device", "when there is room, docker start tight-web starts it"));
        }
        assertThat(proxy.count("POST", id + "/start")).as("tried, and not for a quarter of an hour").isBetween(2L, 8L);
        proxy.release();
    }

    @Test
    void whereSomebodyIsInsideOneItIsLeftAlone() {
        up("desk", "web", "");
        String worked = up("desk", "worker", "", List.of(CONSENT), LIVES);
        try (Rig rig = rig()) {
            rig.inside.put(worked, new Company(List.of("bash"), ""));
            assertThat(rig.restart("desk-web").toString()).contains("desk-web")
                    .contains("somebody is inside, at a terminal (docker exec -it): bash");
        }
        assertThat(runs("desk-worker")).isEqualTo(1);
        assertThat(runs("desk-web")).isEqualTo(2);
    }

    @Test
    void eachIsRestartedOnceAndAfterWhatItDependsOnIsHealthy() {
        chain("shop");
        try (Rig rig = rig()) {
            assertThat(rig.restart("shop-web")).isEqualTo(
                    new Outcome.Done("restarted in this order: shop-db, shop-api, shop-web"));
            assertThat(rig.counted.values()).containsExactly(List.of("shop/db/1", "shop/api/1", "shop/web/1"));
            assertThat(rig.ledger.stream().filter(act -> act.phase() == OwnAct.Phase.BEGINS)).extracting(OwnAct::action)
                    .containsExactly("restart", "restart", "restart");
        }
        assertThat(startedAt("shop-api")).isAfter(startedAt("shop-db").plusMillis(1000))
                .isBefore(startedAt("shop-web"));
        for (String name : made) {
            assertThat(runs(name)).as(name).isEqualTo(2);
        }
    }

    @Test
    void whatDoesNotBecomeHealthyIsNamedAndWhatDependsOnItIsLeftAsItWas() {
        up("sick", "web", "api:service_started:false");
        up("sick", "api", "db:service_healthy:false");
        up("sick", "other", "");
        up("sick", "zone", "lodger:service_started:false");
        up("sick", "db", "",
                List.of(CONSENT, "--ipc=shareable", "--health-cmd=test -e /tmp/first", "--health-interval=500ms"),
                "if test -e /tmp/was; then rm -f /tmp/first; else touch /tmp/was /tmp/first; fi; " + LIVES);
        up("sick", "lodger", "", List.of(CONSENT, "--ipc=container:sick-db"), LIVES);
        Instant zone = startedAt("sick-zone");
        Instant api = startedAt("sick-api");
        Instant web = startedAt("sick-web");
        try (Rig rig = rig()) {
            assertThat(rig.restart("sick-api", "20s")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).startsWith("sick-db is ")
                            .contains("20s after it was started", "restarted in this order: sick-lodger, sick-other",
                                    "as they were: sick-api (it depends on sick-db), sick-web (it depends on sick-api),"
                                            + " sick-zone (it depends on sick-lodger)"));
        }
        assertThat(startedAt("sick-lodger")).as("else it was cut off").isAfter(startedAt("sick-db"));
        assertThat(startedAt("sick-zone")).isEqualTo(zone);
        assertThat(startedAt("sick-api")).isEqualTo(api);
        assertThat(startedAt("sick-web")).isEqualTo(web);
        for (String name : made) {
            assertThat(status(name)).as(name).isEqualTo("running");
        }
    }

    @Test
    void whatDiesAgainAndAgainHasNoMoreTimeThanTheRestAndWhatLivesOnItIsNotStopped() {
        up("loop", "web", "db:service_healthy:true");
        up("loop", "db", "", List.of(CONSENT, "--restart=always", "--ipc=shareable"),
                "test -e /was && exit 1; touch /was; " + LIVES);
        up("loop", "lodger", "", List.of(CONSENT, "--ipc=container:loop-db"), LIVES);
        try (Rig rig = atTheEnginesPace()) {
            Future<Outcome> outcome = rig.begin("loop-web", "10s", "");
            await().atMost(Duration.ofMinutes(3)).until(outcome::isComplete);
            assertThat(outcome.result()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).startsWith("loop-db ")
                            .contains(
                                    "10s after it was started", "as they were: loop-web (it depends on loop-db)",
                                    "cut off: loop-lodger"));
        }
        assertThat(status("loop-lodger")).isEqualTo("running");
    }

    @Test
    void whatHasAHealthCheckHasToRunForTwoSecondsToo() {
        up("brief", "db", "", List.of(CONSENT, "--health-cmd=true"),
                "test -e /was && sleep 0.1 && exit 3; touch /was; " + LIVES);
        try (Rig rig = atTheEnginesPace()) {
            assertThat(rig.restart("brief-db")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("has died again, with exit code 3"));
        }
    }

    @Test
    void aCircleIsRefusedAndNamed() {
        up("ring", "a", "b:service_started:true");
        up("ring", "b", "c:service_started:true");
        up("ring", "c", "a:service_started:true");
        try (Rig rig = rig()) {
            assertThat(rig.restart("ring-b")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("a -> b -> c -> a"));
        }
        assertThat(proxy.count("POST", "/restart")).isZero();
    }

    @Test
    void whoIsLeftAloneIsSaidAndADryRunChangesNothing() {
        up("mixed", "web", "db:service_started:true,job:service_completed_successfully:true");
        up("mixed", "job", "", List.of(CONSENT), "sleep 0.5");
        up("mixed", "seed", "", List.of(CONSENT), "true");
        up("mixed", "db", "seed:service_started:true");
        up("mixed", "mine", "", List.of(), LIVES);
        up("mixed", "held", "", List.of(CONSENT), LIVES);
        up("mixed", "gone", "", List.of(CONSENT, "--rm"), LIVES);
        up("mixed", "stopped", "", List.of(CONSENT, "--label=ended=ASKED"), LIVES);
        up("mixed", "moved", "", List.of(CONSENT, "--label=footing=/mnt/db was on /mnt"), LIVES);
        up("mixed", "wants", "stopped:service_started:true");
        up("mixed", "parent", "");
        engine.docker("run", "-d", "--name", "mixed-guest", "--stop-timeout=1", "--network", "container:mixed-parent",
                inspect("{{.Config.Image}}", "mixed-db"), "sleep", "1000").orFail();
        made.add("mixed-guest");
        engine.docker("pause", "mixed-held").orFail();
        engine.docker("stop", "mixed-stopped").orFail();
        await().until(() -> status("mixed-job").equals("exited") && status("mixed-seed").equals("exited"));
        String everything = everything();
        String order = "mixed in this order: mixed-db (until it runs), mixed-job (until it has completed),"
                + " mixed-web (until it runs); left alone: ";
        try (Rig rig = rig()) {
            assertThat(rig.wouldDo("mixed-web")).startsWith(order)
                    .contains("mixed-gone (the engine removes it when it ends)", "mixed-held (it is paused",
                            "mixed-mine (it does not consent)", "mixed-moved (/mnt/db was on /mnt)",
                            "mixed-seed (it has ended well",
                            "mixed-stopped (somebody stopped it)",
                            "mixed-wants (it depends on mixed-stopped, which is left alone and does not run",
                            "mixed-parent (mixed-guest would be cut off");
            assertThat(rig.wouldDo("mixed-wants")).startsWith("nothing: mixed-wants: it depends on mixed-stopped");
            assertThat(rig.toApprove("mixed-web")).startsWith("Restarts " + order);
            assertThat(rig.restartApproved("mixed-web", "Restarts something else."))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(everything()).isEqualTo(everything);

            assertThat(rig.restartApproved("mixed-web", rig.toApprove("mixed-web"))).isInstanceOfSatisfying(
                    Outcome.Done.class,
                    done -> assertThat(done.detail())
                            .startsWith("restarted in this order: mixed-db, mixed-job, mixed-web; left alone: "));
        }
        assertThat(status("mixed-job")).isEqualTo("exited");
        assertThat(startedAt("mixed-web")).isAfter(startedAt("mixed-job").plusMillis(500));
        assertThat(status("mixed-held")).isEqualTo("paused");
        assertThat(status("mixed-stopped")).isEqualTo("exited");
        assertThat(proxy.count("POST", "/(re)?start")).isEqualTo(3);
        engine.docker("unpause", "mixed-held").orFail();
    }

    /** Of all containers, but for what time alone changes. */
    private String everything() {
        return engine.docker("ps", "-aq", "--no-trunc")
                .orFail()
                .text()
                .lines()
                .sorted()
                .map(id -> inspect("{{json .Config}}{{json .HostConfig}}{{.State.Status}}{{.State.StartedAt}}", id))
                .reduce("", String::concat);
    }

    @Test
    void whoeverIsAtWorkOnItHasTheRightOfWay() {
        chain("busy");
        Instant api = startedAt("busy-api");
        try (Rig rig = rig()) {
            proxy.treatNext(restartOf("busy-db"), new Treatment.At(Moment.ANSWERED, () -> {
                engine.docker("stop", "busy-web").orFail();
                rig.heardThatSomebodyStopped("busy-web");
            }));
            assertThat(rig.restart("busy-web")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why())
                            .contains("somebody did stop on busy-web", "restarted in this order: busy-db",
                                    "busy-api ("));
        }
        assertThat(status("busy-web")).isEqualTo("exited");
        assertThat(status("busy-db")).isEqualTo("running");
        assertThat(startedAt("busy-api")).isEqualTo(api);
    }

    @Test
    void whatIsHeldUpOrTouchedJustNowIsNotBegun() {
        up("held", "db", "", List.of(CONSENT, "--label=touched=somebody did create on held-db"), LIVES);
        up("held", "web", "db:service_started:true");
        up("still", "web", "");
        try (Rig rig = rig()) {
            assertThat(rig.restart("held-web").toString()).contains("somebody did create on held-db", "right of way");
            rig.mayGoOn = false;
            assertThat(rig.restart("still-web")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("held up"));
        }
        assertThat(proxy.count("POST", "/restart")).isZero();
    }

    @Tag("long")
    @Test
    void whatIsNotAnsweredIsSettledByLookingAndNotDoneTwice() {
        chain("lost");
        proxy.treatNext(restartOf("lost-api"), new Treatment.LoseAnswer());
        try (Rig rig = rig()) {
            assertThat(rig.restart("lost-web")).isInstanceOf(Outcome.Done.class);
        }
        for (String name : made) {
            assertThat(runs(name)).as(name).isEqualTo(2);
        }
    }

    @Tag("long")
    @Test
    void whatDiesMeanwhileAndIsNotStartedAtOnceIsStarted() {
        chain("half");
        proxy.treatNext(restartOf("half-db"),
                new Treatment.At(Moment.ANSWERED, () -> engine.docker("stop", "half-api").orFail()));
        proxy.treatNext(SocketProxy.fitting("POST", "/start"),
                new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        try (Rig rig = rig()) {
            assertThat(rig.restart("half-web")).isInstanceOf(Outcome.Done.class);
        }
        assertThat(proxy.count("POST", "/start")).isEqualTo(2);
        for (String name : made) {
            assertThat(status(name)).as(name).isEqualTo("running");
            assertThat(runs(name)).as(name).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource("api,DURING")
    void ourEndInTheMiddleIsMadeGoodByOurNextStart(String service, Moment moment) throws Exception {
        endsInTheMiddle(service, moment, () -> {});
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"db,BEFORE", "db,DURING", "db,ANSWERED", "api,BEFORE", "api,ANSWERED", "web,BEFORE", "web,DURING",
            "web,ANSWERED"})
    void soItIsAtEveryOtherMoment(String service, Moment moment) throws Exception {
        endsInTheMiddle(service, moment, () -> {});
    }

    /** As if the engine had ended too, between the stop and the start that a restart is. */
    @Test
    void whatWasDownByOurDoingWhenWeEndedIsStarted() throws Exception {
        endsInTheMiddle("api", Moment.BEFORE, () -> engine.docker("stop", "ends-api-before-api").orFail());
    }

    /** What the engine said of it is lost, and its record says that it was asked for, as it was by us. */
    @Test
    void whatIsFoundDownByOurDoingAfterAGapIsStartedAndSaid() throws Exception {
        cutOffAndStopped("gap", Duration.ZERO);
        try (Rig next = rig()) {
            proxy.treatNext(SocketProxy.fitting("GET", "/json"),
                    new Treatment.At(Moment.ANSWERED, () -> next.finds("gap-db")));
            assertThat(next.settle()).containsExactly(new Outcome.Done(
                    "restarted in this order: gap-db (found down after a restart of Dockmedic and started; if it was"
                            + " stopped by hand meanwhile, that could not be seen), gap-web"));
        }
        for (String name : made) {
            assertThat(runs(name)).as(name).isEqualTo(2);
        }
    }

    @Test
    void whatIsFoundStoppedThatIsNotOursEndsIt() throws Exception {
        cutOffAndStopped("other", Duration.ZERO);
        engine.docker("stop", "other-web").orFail();
        try (Rig next = rig()) {
            proxy.treatNext(SocketProxy.fitting("GET", "/json"), new Treatment.At(Moment.ANSWERED, () -> {
                next.finds("other-db");
                next.finds("other-web");
            }));
            assertThat(next.settle()).singleElement()
                    .isInstanceOfSatisfying(Outcome.Failed.class,
                            failed -> assertThat(failed.why()).contains("somebody did stop on other-web",
                                    "restarted in this order: other-db"));
        }
        assertThat(status("other-db")).isEqualTo("running");
        assertThat(status("other-web")).isEqualTo("exited");
    }

    @Test
    void whatEndedLongAfterWeMayHaveStoppedItIsLeftAndTold() throws Exception {
        cutOffAndStopped("late", Duration.ofMinutes(-5));
        try (Rig next = rig()) {
            assertThat(next.settle()).singleElement()
                    .isInstanceOfSatisfying(Outcome.Unknown.class,
                            unknown -> assertThat(unknown.why()).startsWith("late-db is down, and whether by us is not")
                                    .contains("as they were: late-web (somebody may have stopped late-db"));
        }
        assertThat(status("late-db")).isEqualTo("exited");
        assertThat(runs("late-web")).isEqualTo(1);
    }

    /** We end when its first is to be restarted, of which the engine does only the stop, so much later than we know. */
    private void cutOffAndStopped(String project, Duration early) throws Exception {
        up(project, "db", "");
        up(project, "web", "db:service_started:true");
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            rig.leap(early);
            proxy.treatNext(restartOf(project + "-db"), new Treatment.At(Moment.BEFORE, () -> {
                engine.docker("stop", project + "-db").orFail();
                rig.dies();
                dead.countDown();
            }));
            rig.begin(project + "-web", "10m", "");
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void endsInTheMiddle(String service, Moment moment, Runnable before) throws Exception {
        String project = "ends-" + service + "-" + moment.name().toLowerCase(Locale.ROOT);
        chain(project);
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            proxy.treatNext(restartOf(project + "-" + service), new Treatment.At(moment, () -> {
                before.run();
                rig.dies();
                dead.countDown();
            }));
            rig.begin(project + "-web", "10m", "");
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Rig next = rig()) {
            // Not too long after the last call, by what each may take.
            next.leap(Duration.ofMinutes(16));
            assertThat(next.settle()).singleElement().isInstanceOf(Outcome.Done.class);
        }
        for (String name : made) {
            assertThat(status(name)).as(name).isEqualTo("running");
            assertThat(runs(name)).as(name).isEqualTo(2);
        }
    }

    /** A restart of it: that stops it, and is then answered otherwise. */
    private Predicate<Request> onlyStops(String name) {
        return restartOf(name).and(request -> engine.docker("stop", name).exitCode() == 0);
    }

    @Test
    void whatWeStoppedIsStartedAlsoWhenTheEngineRefusesThatForLong() {
        String refuses = "{\"message\":\"not today\"}";
        up("tries", "db", "");
        up("tries", "web", "");
        proxy.treatNext(onlyStops("tries-db"), new Treatment.Answer(500, refuses));
        for (int each = 0; each < 3; each++) {
            proxy.treatNext(SocketProxy.fitting("POST", "/start"), new Treatment.Answer(500, refuses));
        }
        try (Rig rig = rig()) {
            assertThat(rig.restart("tries-db")).isEqualTo(
                    new Outcome.Done("restarted in this order: tries-db, tries-web"));
        }
        assertThat(proxy.count("POST", "/start")).isEqualTo(4);
    }

    private void pair(String project, String script, String... options) {
        up(project, "db", "", List.of(CONSENT, "--ipc=shareable"), LIVES);
        List<String> all = new ArrayList<>(List.of(CONSENT, "--ipc=container:" + project + "-db"));
        all.addAll(List.of(options));
        up(project, "guest", "", all, script);
    }

    @Test
    void whatWasStoppedWhileWeWereAwayStaysDown() throws Exception {
        pair("away", LIVES);
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            proxy.treatNext(restartOf("away-db"), new Treatment.At(Moment.ANSWERED, () -> {
                rig.dies();
                dead.countDown();
            }));
            rig.begin("away-db", "10m", "");
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        engine.docker("stop", "away-guest").orFail();
        try (Rig next = rig()) {
            next.leap(Duration.ofDays(3));
            assertThat(next.settle()).singleElement()
                    .isInstanceOfSatisfying(Outcome.Failed.class,
                            failed -> assertThat(failed.why()).contains("restarted in this order: away-db",
                                    "away-guest (it ended, and it is not known that nobody stopped it)"));
        }
        assertThat(status("away-guest")).isEqualTo("exited");
    }

    @Test
    void whatSharesWithOneThatWasNotRestartedGoesOnAsItWas() {
        pair("same", LIVES);
        proxy.treat(restartOf("same-db"), new Treatment.Answer(500, "{\"message\":\"not today\"}"));
        Instant guest = startedAt("same-guest");
        try (Rig rig = rig()) {
            assertThat(rig.restart("same-db")).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).startsWith("same-db was not restarted")
                            .contains("as they were: same-guest (what it shares was not restarted)"));
        }
        assertThat(startedAt("same-guest")).isEqualTo(guest);
    }

    @Test
    void whatCannotBeWrittenDownIsTriedNowAndThenAndNotForEver() {
        pair("disk", LIVES);
        Instant guest = startedAt("disk-guest");
        try (Rig rig = rig()) {
            proxy.treatNext(restartOf("disk-db"), new Treatment.At(Moment.ANSWERED, () -> rig.disk.full = true));
            Future<Outcome> outcome = rig.begin("disk-db", "10m", "");
            await().until(() -> List.copyOf(rig.ledger).stream().anyMatch(act -> act.phase() == OwnAct.Phase.VOID));
            rig.leap(Duration.ofMinutes(15));
            await().until(outcome::isComplete);
            assertThat(outcome.result()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("it could not be written down",
                            "cut off: disk-guest"));
        }
        assertThat(proxy.count("GET", "/json")).isLessThan(100);
        assertThat(startedAt("disk-guest")).isEqualTo(guest);
    }

    @Test
    void whatSomebodyIsStoppingIsNotRestartedIntoTheirStop() {
        pair("slow", "trap '' TERM; while :; do sleep 60 & wait; done", "--stop-timeout=60");
        up("slow", "web", "db:service_started:true");
        try (Rig rig = rig()) {
            proxy.treatNext(restartOf("slow-db"), new Treatment.At(Moment.ANSWERED, () -> {
                Thread.ofVirtual().start(() -> {
                    engine.docker("stop", "-t", "3", "slow-guest").orFail();
                    rig.heardThatSomebodyStopped("slow-guest");
                });
                rig.heardThatSomebodyStopped("slow-web");
            }));
            assertThat(rig.restart("slow-db")).isInstanceOf(Outcome.Failed.class);
        }
        assertThat(status("slow-guest")).isEqualTo("exited");
        assertThat(proxy.count("POST", "/(re)?start")).isEqualTo(1);
    }

    @Test
    void whatTheEngineRefusesIsNotTriedForLongAgainstWhoHasStoppedTheRest() {
        up("rest", "db", "");
        up("rest", "web", "");
        proxy.treatNext(onlyStops("rest-db"), new Treatment.Answer(500, "{}"));
        proxy.treat(SocketProxy.fitting("POST", "/start"), new Treatment.Answer(500, "{}"));
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin("rest-db", "10m", "");
            await().until(() -> proxy.count("POST", "/start") >= 1);
            rig.heardThatSomebodyStopped("rest-web");
            await().until(outcome::isComplete);
            assertThat(outcome.result()).isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(proxy.count("POST", "/start")).isLessThanOrEqualTo(4);
    }

    @Test
    void whatTheEngineNeverStartsIsToldToAPerson() {
        up("never", "db", "");
        proxy.treatNext(onlyStops("never-db"), new Treatment.Answer(500, "{}"));
        proxy.treat(SocketProxy.fitting("POST", "/start"), new Treatment.Answer(500, "{}"));
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin("never-db", "10s", "");
            await().until(() -> proxy.count("POST", "/start") >= 1);
            rig.leap(Duration.ofMinutes(15));
            await().until(outcome::isComplete);
            assertThat(outcome.result()).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).startsWith("never-db is down, for the engine does not"));
            assertThat(rig.settle()).singleElement().isInstanceOf(Outcome.Unknown.class);
        }
    }

    /** Nothing is answered at first, and then everything but for this one. */
    @Test
    void whatAloneCannotBeLookedAtHoldsUpTheStackForAQuarterOfAnHour() {
        up("dark", "db", "");
        up("dark", "web", "");
        Treatment refuses = new Treatment.Answer(500, "{\"message\":\"it hangs\"}");
        AtomicBoolean all = new AtomicBoolean(true);
        AtomicBoolean dark = new AtomicBoolean();
        Predicate<Request> look = SocketProxy.fitting("GET", "/" + inspect("{{.Id}}", "dark-db") + "/json");
        proxy.treatNext(restartOf("dark-db").and(any -> !dark.getAndSet(true)), new Treatment.LoseAnswer());
        proxy.treat(SocketProxy.fitting("GET", "/info").and(any -> dark.get() && all.get()), refuses);
        proxy.treat(look.and(any -> dark.get()), refuses);
        try (Rig rig = rig()) {
            Future<Outcome> outcome = rig.begin("dark-db", "10m", "");
            asked(2);
            rig.leap(Duration.ofMinutes(20));
            asked(2);
            assertThat(outcome.isComplete()).as("the engine is waited for").isFalse();
            all.set(false);
            asked(2);
            assertThat(outcome.isComplete()).isFalse();
            rig.leap(Duration.ofMinutes(15));
            await().until(outcome::isComplete);
            assertThat(outcome.result()).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).startsWith("the engine does not show how dark-db is"));
            assertThat(claimed(rig, inspect("{{.Id}}", "dark-db"), Duration.ofHours(1)))
                    .as("what somebody does to it later is theirs")
                    .isEmpty();
        }
        assertThat(proxy.count("POST", "/restart")).isEqualTo(1);
    }

    /** The words of a restart that are taken for ours so long after all that the ledger has heard. */
    private static List<String> claimed(Rig rig, String container, Duration later) {
        OwnActs acts = new OwnActs();
        List<OwnAct> heard = List.copyOf(rig.ledger);
        heard.forEach(acts::note);
        Instant at = heard.getLast().at().plus(later);
        return Stream.of("kill", "die", "stop", "start", "restart")
                .filter(word -> acts.claim(container, word, at, Instant.EPOCH).isPresent())
                .toList();
    }

    /** So often more it is asked whether the engine answers at all. */
    private void asked(int times) {
        long before = proxy.count("GET", "/info");
        await().until(() -> proxy.count("GET", "/info") >= before + times);
    }

    @Tag("long")
    @Test
    void anEngineThatEndsInTheMiddleIsWaitedFor() throws Exception {
        try (PrivateEngine own = new PrivateEngine(); SocketProxy before = new SocketProxy(own.socket())) {
            for (String service : List.of("db", "web")) {
                own.run("engine-" + service, List.of(CONSENT, "--label=com.docker.compose.project=engine",
                        "--label=com.docker.compose.service=" + service, "--label=com.docker.compose.depends_on="
                                + (service.equals("web") ? "db:service_started:true" : "")),
                        "sleep", "1000");
            }
            CountDownLatch gone = new CountDownLatch(1);
            before.treatNext(SocketProxy.fitting("POST", "/restart"), new Treatment.At(Moment.BEFORE, () -> {
                own.terminate();
                gone.countDown();
            }));
            try (Rig rig = new Rig(before.socket(), dir.resolve("journal.db"))) {
                var outcome = rig.begin("engine-web", "10m", "");
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                own.startAgain();
                await().atMost(Duration.ofSeconds(60)).until(outcome::isComplete);
                assertThat(outcome.result()).isInstanceOf(Outcome.Done.class);
            }
            assertThat(own.docker("ps", "--format", "{{.Names}}").orFail().text().lines())
                    .containsExactlyInAnyOrder("engine-db", "engine-web");
        }
    }
}
