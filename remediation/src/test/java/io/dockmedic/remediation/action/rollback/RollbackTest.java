package io.dockmedic.remediation.action.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.recreate.Rig;
import io.dockmedic.remediation.action.recreate.Struck;
import io.dockmedic.remediation.record.Rollback;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container goes back to the image on which it ran well, on a real engine; once, and to no other. */
@RealEngine
class RollbackTest {
    private static final List<String> LOOPS = List.of("--restart=always", "--stop-timeout=1");
    private static final String SLOW = "CMD [\"sh\",\"-c\",\"trap 'exit 0' TERM; while :; do sleep 60 & wait; done\"]";
    private static final String GOOD = "rolls/web:1";
    private static final String BAD = "rolls/web:2";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;

    RollbackTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @BeforeEach
    void images() {
        image(GOOD, "CMD [\"sh\",\"-c\",\"trap 'exit 0' TERM; while :; do sleep 60 & wait; done\"]", "ENV WHO=good",
                "ENV ONLY_GOOD=1", "LABEL of=good", "LABEL only.good=1", "WORKDIR /etc", "EXPOSE 81");
        image(BAD, "CMD [\"sh\",\"-c\",\"sleep 0.2; exit 3\"]", "ENV WHO=bad", "ENV ONLY_BAD=1", "LABEL of=bad",
                "LABEL only.bad=1", "WORKDIR /tmp", "EXPOSE 82");
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private void image(String tag, String... changes) {
        if (engine.docker("image", "inspect", tag).exitCode() != 0) {
            BusyboxImage.importAs(engine, tag, List.of(changes));
        }
    }

    private Rig rig() {
        return new Rig(proxy.socket(), dir.resolve("journal.db"));
    }

    private String id(String image) {
        return engine.docker("image", "inspect", "-f", "{{.Id}}", image).orFail().text();
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private String up(String name, String image, List<String> options, String... command) {
        List<String> call = new ArrayList<>(List.of("run", "--detach", "--network", "none", "--name", name));
        call.addAll(options);
        call.add(image);
        call.addAll(List.of(command));
        return engine.docker(call.toArray(String[]::new)).orFail().text();
    }

    /** It ran well on the one, and was then deployed on the other. */
    private String deployed(Rig rig, String name, String good, String bad, List<String> options) {
        return deployed(rig, name, "", good, bad, options);
    }

    private String deployed(Rig rig, String name, String step, String good, String bad, List<String> options) {
        Struck.up(engine, name, step, options, good);
        rig.ranWell(name);
        engine.docker("rm", "-f", name).orFail();
        return Struck.up(engine, name, step, options, bad);
    }

    private void runsAlone(String name) {
        assertThat(inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", name)).isEqualTo("running always");
        assertThat(engine.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + name).orFail().text())
                .isEqualTo(name);
    }

    private static void refused(Outcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.message()).contains("not rolled back", why));
    }

    @Test
    void whatLoopsIsTakenBackOnceWithAllThatSomebodyHasSet() {
        List<String> options = new ArrayList<>(LOOPS);
        options.addAll(List.of("--env=MINE=1", "--label=mine=1", "--label=com.docker.compose.image=" + id(BAD)));
        String badId = id(BAD);
        try (Rig rig = rig()) {
            String old = deployed(rig, "rolled", GOOD, BAD, options);
            await().until(() -> Integer.parseInt(inspect("{{.RestartCount}}", "rolled")) > 1);
            assertThat(rig.wouldRollBack("rolled")).contains(BAD, GOOD);

            assertThat(rig.rollback("rolled")).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).contains(BAD, GOOD, badId.substring(0, 19),
                            id(GOOD).substring(0, 19), "built 20", "deploy rolled again on " + BAD));
            runsAlone("rolled");
            assertThat(inspect("{{.Id}}", "rolled")).isNotEqualTo(old);
            assertThat(inspect("{{.Image}} {{.Config.Image}}", "rolled")).isEqualTo(id(GOOD) + " " + id(GOOD));
            assertThat(inspect("{{json .Config.Env}}", "rolled")).contains("WHO=good", "ONLY_GOOD=1", "MINE=1")
                    .doesNotContain("ONLY_BAD", "WHO=bad");
            assertThat(inspect("{{json .Config.Labels}}", "rolled"))
                    .contains("\"of\":\"good\"", "\"mine\":\"1\"", "\"com.docker.compose.image\":\"" + id(GOOD),
                            "\"dockmedic.rollback.from\":\"" + BAD + " " + badId)
                    .doesNotContain("only.bad");
            assertThat(inspect("{{.Config.WorkingDir}} {{json .Config.ExposedPorts}}", "rolled"))
                    .isEqualTo("/etc {\"81/tcp\":{}}");
            assertThat(id(BAD)).as("no name is moved").isEqualTo(badId);

            refused(rig.rollback("rolled"), "the very image that it is on now");
            engine.docker("rm", "-f", "rolled").orFail();
            up("rolled", BAD, options);
            refused(rig.rollback("rolled"), "taken back from this image already");
            engine.docker("rm", "-f", "rolled").orFail();
            image("rolls/web:3", "CMD [\"sh\",\"-c\",\"exit 4\"]");
            up("rolled", "rolls/web:3", options);
            // Until then it may pass for one that runs.
            await().until(() -> Integer.parseInt(inspect("{{.RestartCount}}", "rolled")) > 1);
            assertThat(rig.rollback("rolled")).as("another one may").isInstanceOf(Outcome.Done.class);
        }
        engine.docker("rm", "-f", "rolled").orFail();
    }

    @Test
    void withoutAnImageToGoToNothingIsTouched() {
        image("rolls/vol:1", "CMD [\"sleep\",\"100\"]", "VOLUME /kept");
        image("rolls/gone:1", "CMD [\"sleep\",\"101\"]");
        try (Rig rig = rig()) {
            up("unknown", BAD, LOOPS);
            refused(rig.rollback("unknown"), "not known on which image it ran well");
            up("same", GOOD, LOOPS);
            rig.ranWell("same");
            refused(rig.rollback("same"), "the very image that it is on now");
            deployed(rig, "older", "rolls/vol:1", BAD, LOOPS);
            refused(rig.rollback("older"), "keeps data in /kept");
            String there = id("rolls/gone:1");
            up("gone", "rolls/gone:1", LOOPS);
            rig.ranWell("gone", "rolls/gone@sha256:12ab");
            engine.docker("rm", "-f", "gone").orFail();
            up("gone", BAD, LOOPS);
            engine.docker("rmi", "rolls/gone:1").orFail();
            refused(rig.rollback("gone"),
                    there + ", is not here any more; get it with docker pull rolls/gone@sha256:12ab");
        }
        assertThat(proxy.count("POST", "/")).isZero();
        engine.docker("rm", "-f", "-v", "unknown", "same", "older", "gone").orFail();
    }

    @Test
    void whatDoesNotRunOnTheOlderOneEitherIsPutBackAndNotTriedAgain() {
        image("rolls/web:0", "CMD [\"sh\",\"-c\",\"exit 5\"]");
        try (Rig rig = rig()) {
            String old = deployed(rig, "either", "rolls/web:0", BAD, LOOPS);
            assertThat(rig.rollback("either")).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("did not keep running", BAD, "rolls/web:0"));
            assertThat(inspect("{{.Id}} {{.HostConfig.RestartPolicy.Name}}", "either")).isEqualTo(old + " always");
            int restarts = Integer.parseInt(inspect("{{.RestartCount}}", "either"));
            await().until(() -> Integer.parseInt(inspect("{{.RestartCount}}", "either")) > restarts
                    || inspect("{{.State.Running}}", "either").equals("true"));
            assertThat(engine.docker("ps", "-aq", "--filter", "name=either").orFail().text().lines()).hasSize(1);
            refused(rig.rollback("either"), "taken back from this image already");
        }
        engine.docker("rm", "-f", "either").orFail();
    }

    @Test
    void whatKeepsDataOrWasDeployedJustNowIsForAPerson() {
        image("rolls/web:v", "CMD [\"sh\",\"-c\",\"exit 3\"]", "VOLUME /only-new");
        image("rolls/store:1", "CMD [\"sleep\",\"100\"]");
        image("rolls/store:2", "CMD [\"sh\",\"-c\",\"exit 6\"]");
        engine.docker("tag", "rolls/store:2", "rolls/postgres:2").orFail();
        try (Rig rig = rig()) {
            up("data", BAD, List.of("--volume=rolls-data:/data"));
            assertThat(rig.doubt("data", Map.of("after", "0s"))).contains("keeps data");
            up("database", "rolls/postgres:2", List.of());
            assertThat(rig.doubt("database", Map.of("after", "0s"))).contains("keeps data");
            deployed(rig, "by-id", "rolls/store:1", id("rolls/store:2"), List.of());
            refused(rig.rollback("by-id"), "/var/lib/postgresql");
            deployed(rig, "by-id-kept", "rolls/store:1", id("rolls/store:2"),
                    List.of("--tmpfs=/var/lib/postgresql"));
            assertThat(rig.doubt("by-id-kept", Map.of("after", "0s"))).isEmpty();
            assertThat(rig.closeDoubt("by-id-kept")).contains("keeps data");
            up("deployed", BAD, List.of("--volume=rolls-data:/data:ro"));
            assertThat(rig.doubt("deployed", Map.of())).contains("30m");
            assertThat(rig.doubt("deployed", Map.of("after", "0s"))).isEmpty();

            deployed(rig, "volumes", GOOD, "rolls/web:v",
                    List.of("--restart=always", "--stop-timeout=1", "--volume=rolls-data:/data"));
            String only = inspect("{{range .Mounts}}{{if eq .Destination \"/only-new\"}}{{.Name}}{{end}}{{end}}",
                    "volumes");
            assertThat(only).isNotEmpty();
            assertThat(rig.toApprove("volumes")).contains("are not mounted any more, and stay: /only-new.",
                    "keeps data");
            assertThat(rig.rollback("volumes")).as("once it was approved").isInstanceOf(Outcome.Done.class);
            assertThat(inspect("{{range .Mounts}}{{.Name}}:{{.Destination}} {{end}}", "volumes"))
                    .isEqualTo("rolls-data:/data");
            engine.docker("volume", "inspect", only).orFail();
            runsAlone("volumes");
        }
        engine.docker("rm", "-f", "data", "database", "deployed", "volumes", "by-id", "by-id-kept").orFail();
    }

    @Test
    void whatWouldBeOtherwiseThanWhenItRanWellIsForAPerson() {
        image("rolls/web:user", "CMD [\"sh\",\"-c\",\"exit 3\"]", "USER 7");
        List<String> mine = List.of("--env=MINE=1", "--restart=always", "--stop-timeout=1");
        try (Rig rig = rig()) {
            up("otherwise", GOOD, mine);
            rig.ranWell("otherwise");
            engine.docker("rm", "-f", "otherwise").orFail();
            up("otherwise", BAD, List.of("--env=MINE=2", "--restart=always", "--stop-timeout=1", "--pids-limit=100"));
            assertThat(rig.closeDoubt("otherwise")).contains("variable MINE is another one", "threads limit",
                    "a person has to say yes").doesNotContain("ONLY", "WHO", "image");
            refused(rig.rollback("otherwise"), "a person has to say yes");
            refused(rig.rollback("otherwise", "It goes from a to b."), "what was approved is not what it would be");
            assertThat(rig.tookBack("otherwise", id(BAD))).as("nothing was done").isEmpty();
            assertThat(rig.wouldRollBack("otherwise")).contains("; but ", "variable MINE");
            String asked = rig.toApprove("otherwise");
            assertThat(asked).contains("MINE", "is gone then", BAD, GOOD);
            proxy.treatNext(SocketProxy.fitting("POST", "/update"), new Treatment.Answer(500,
                    "{\"message\": \"cannot update a stopped container: unknown\"}"));
            assertThat(rig.rollback("otherwise", asked)).as("also where it dies just then")
                    .isInstanceOf(Outcome.Done.class);

            deployed(rig, "as-it-was", GOOD, BAD, mine);
            assertThat(rig.closeDoubt("as-it-was")).isEmpty();
            up("old", GOOD, mine);
            rig.ranWell("old", "", Duration.ofDays(91));
            engine.docker("rm", "-f", "old").orFail();
            up("old", BAD, mine);
            assertThat(rig.closeDoubt("old")).contains("90 days");
            deployed(rig, "root", GOOD, "rolls/web:user", mine);
            assertThat(rig.closeDoubt("root")).contains("root");
            image("elsewhere/web:3", "CMD [\"sh\",\"-c\",\"exit 8\"]");
            deployed(rig, "elsewhere", GOOD, "elsewhere/web:3", mine);
            assertThat(rig.closeDoubt("elsewhere")).contains("not called as the other");
        }
        engine.docker("rm", "-f", "otherwise", "as-it-was", "old", "root", "elsewhere").orFail();
    }

    @Test
    void whatIsNotTheImagesFaultOrIsOverIsLeft() {
        List<String> labels = List.of("--restart=always", "--stop-timeout=1", "--label=com.docker.compose.project=p",
                "--label=com.docker.compose.service=s");
        List<String> first = with(labels, "--label=com.docker.compose.container-number=1");
        try (Rig rig = rig()) {
            up("p-s-2", BAD, with(labels, "--label=com.docker.compose.container-number=2"));
            rig.ranWell("p-s-2");
            deployed(rig, "p-s-1", GOOD, BAD, first);
            refused(rig.rollback("p-s-1"), "sibling p/s/2 ran well");

            deployed(rig, "again", GOOD, BAD, LOOPS);
            rig.wasUndone("again", id(BAD), id(GOOD));
            assertThat(rig.wouldRollBack("again")).contains("from " + BAD);
            rig.wasUndone("again", id(BAD), id(GOOD));
            refused(rig.rollback("again"), "tried 2 times");

            image("rolls/web:slow", SLOW, "ENV SLOW=1");
            deployed(rig, "recovers", GOOD, "rolls/web:slow", LOOPS);
            rig.leap(Duration.ofMinutes(1));
            assertThat(rig.rollback("recovers")).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("runs well by now"));
            assertThat(rig.tookBack("recovers", id("rolls/web:slow"))).isEmpty();
        }
        assertThat(proxy.count("POST", "/")).isZero();
        engine.docker("rm", "-f", "p-s-1", "p-s-2", "again", "recovers").orFail();
    }

    private static List<String> with(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    /** Right after its policy was taken: it has another run by itself, and nobody would start it again after that. */
    @Test
    void aLoopThatWeAreCutOffFromLoopsOn() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        try (Rig rig = rig()) {
            deployed(rig, "cut", GOOD, BAD, LOOPS);
            // What has just started, or ends, may refuse to have its policy taken: from then on the engine waits for six seconds.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Integer.parseInt(inspect("{{.RestartCount}}", "cut")) > 5
                            && inspect("{{.State.Status}}", "cut").equals("restarting"));
            proxy.treatNext(SocketProxy.fitting("POST", "/update"), new Treatment.At(Moment.ANSWERED, () -> {
                rig.dies();
                dead.countDown();
            }));
            rig.beginRollback("cut");
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        // The engine waits for up to a minute before it starts what loops once more.
        await().atMost(Duration.ofMinutes(3))
                .until(() -> inspect("{{.State.Status}} {{.HostConfig.RestartPolicy.Name}}", "cut")
                        .equals("exited no"));
        try (Rig next = rig()) {
            assertThat(next.settle()).singleElement().isInstanceOf(Outcome.Undone.class);
            int restarts = Integer.parseInt(inspect("{{.RestartCount}}", "cut"));
            await().until(() -> Integer.parseInt(inspect("{{.RestartCount}}", "cut")) > restarts);
            assertThat(inspect("{{.HostConfig.RestartPolicy.Name}}", "cut")).isEqualTo("always");
            assertThat(next.tookBack("cut", id(BAD))).contains(Rollback.State.UNDONE);
        }
        engine.docker("rm", "-f", "cut").orFail();
    }

    @ParameterizedTest
    @CsvSource({"rename-new,refused", "update-new,refused", "stop,lost"})
    void whateverFailsOnTheWayOneOfTheTwoRuns(String step, String how) {
        fails(step, how);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"create,refused", "create,lost", "connect,refused", "connect,lost", "update,refused", "update,lost",
            "stop,refused", "rename-old,refused", "rename-old,lost", "rename-new,lost", "start,refused", "start,lost",
            "update-new,lost", "remove,refused", "remove,lost"})
    void soItIsAtEveryOtherStep(String step, String how) {
        fails(step, how);
    }

    private void fails(String step, String how) {
        String name = how + "-" + step;
        image("rolls/web:slow", SLOW, "ENV SLOW=1");
        boolean refused = how.equals("refused");
        try (Rig rig = rig()) {
            String old = deployed(rig, name, step, GOOD, "rolls/web:slow", LOOPS);
            proxy.treatNext(Struck.call(step), refused
                    ? new Treatment.Answer(500, "{\"message\":\"not today\"}")
                    : new Treatment.LoseAnswer());
            Outcome outcome = rig.rollback(name);
            boolean done = outcome instanceof Outcome.Done;
            if (refused) {
                // What may just be dying is asked again for its policy, and so is what is refused once the new one is proven.
                assertThat(done).as("%s", outcome).isEqualTo(Set.of("update", "update-new", "remove").contains(step));
                assertThat(done || outcome.toString().contains("not today")).as("%s", outcome).isTrue();
            }
            assertThat(inspect("{{.Id}}", name).equals(old)).as("%s", outcome).isNotEqualTo(done);
            assertThat(inspect("{{.Image}}", name)).isEqualTo(id(done ? GOOD : "rolls/web:slow"));
            runsAlone(name);
            Struck.isOnItsNetworks(engine, name, step);
        }
        engine.docker("rm", "-f", name).orFail();
    }

    @ParameterizedTest
    @CsvSource("start,DURING")
    void ourEndInTheMiddleIsMadeGoodByOurNextStart(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"create,BEFORE", "create,DURING", "create,ANSWERED", "connect,BEFORE", "connect,DURING",
            "connect,ANSWERED", "update,BEFORE", "update,ANSWERED", "stop,BEFORE", "stop,DURING", "stop,ANSWERED",
            "rename-old,BEFORE", "rename-old,ANSWERED", "rename-new,BEFORE", "rename-new,ANSWERED", "start,BEFORE",
            "start,ANSWERED", "update-new,BEFORE", "update-new,DURING", "update-new,ANSWERED", "remove,BEFORE",
            "remove,DURING", "remove,ANSWERED"})
    void soItIsAtEveryOtherMoment(String step, Moment moment) throws Exception {
        endsInTheMiddle(step, moment);
    }

    private void endsInTheMiddle(String step, Moment moment) throws Exception {
        String name = "ends-" + step + "-" + moment.name().toLowerCase(Locale.ROOT);
        // It lives for long enough that it runs when it is looked at.
        image("rolls/web:slow", SLOW, "ENV SLOW=1");
        CountDownLatch dead = new CountDownLatch(1);
        String old;
        try (Rig rig = rig()) {
            old = deployed(rig, name, step, GOOD, "rolls/web:slow", LOOPS);
            proxy.treatNext(Struck.call(step), new Treatment.At(moment, () -> {
                rig.dies();
                dead.countDown();
            }));
            rig.beginRollback(name);
            assertThat(dead.await(60, TimeUnit.SECONDS)).isTrue();
        }
        try (Rig next = rig()) {
            List<Outcome> outcomes = next.settle();
            assertThat(outcomes).hasSize(1);
            boolean stays = outcomes.getFirst() instanceof Outcome.Undone;
            assertThat(outcomes.getFirst().toString()).contains("rolls/web:slow", GOOD);
            assertThat(inspect("{{.Id}}", name).equals(old)).as("%s", outcomes).isEqualTo(stays);
            assertThat(inspect("{{.Image}}", name)).isEqualTo(stays ? id("rolls/web:slow") : id(GOOD));
            runsAlone(name);
            Struck.isOnItsNetworks(engine, name, step);
            assertThat(next.tookBack(name, id("rolls/web:slow")))
                    .contains(stays ? Rollback.State.UNDONE : Rollback.State.DONE);
            if (!stays) {
                refused(next.rollback(name), "the very image");
            }
        }
        engine.docker("rm", "-f", name).orFail();
    }
}
