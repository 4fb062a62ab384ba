package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SmallDisk;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a backup of a real engine's volume, and that the container goes on, whatever comes in between. */
@RealEngine
class BackupVolumeTest {
    private static final String ARCHIVE = "/archive";
    private static final String IDLES = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final List<String> made = new ArrayList<>();
    private Path kept;

    BackupVolumeTest(PrivateEngine engine) {
        this.engine = engine;
        this.proxy = new SocketProxy(engine.socket());
    }

    @BeforeEach
    void directory() throws IOException {
        kept = Files.createDirectory(dir.resolve("kept"));
    }

    @AfterEach
    void close() {
        proxy.close();
        made.forEach(name -> engine.docker("rm", "--force", "--volumes", name));
        made.forEach(name -> engine.docker("volume", "rm", "--force", name + "-data"));
    }

    private Rig rig() {
        return rig(kept);
    }

    private Rig rig(Path directory) {
        return new Rig(proxy.socket(), dir.resolve("journal.db"), Optional.of(directory));
    }

    /** With a volume, and in that some files, a folder, a link and an owner. */
    private void up(String name, String... options) {
        made.add(name);
        List<String> all = new ArrayList<>(List.of("--volume=" + name + "-data:/srv/data", "--stop-timeout=5"));
        all.addAll(Arrays.asList(options));
        engine.run(name, all, "sh", "-c",
                "test -e /srv/data/ready || { mkdir -p /srv/data/deep/er; echo one > /srv/data/one; "
                        + "head -c 3000000 /dev/urandom > /srv/data/deep/er/big; ln -s one /srv/data/link; "
                        + "chown 999:998 /srv/data/one; chmod 600 /srv/data/one; touch /srv/data/ready; }; " + IDLES);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> engine.docker("exec", name, "test", "-e", "/srv/data/ready").exitCode() == 0);
    }

    /** All that is there, with owners, modes and sums. */
    private String content(String name) {
        return engine.docker("exec", name, "sh", "-c",
                "cd /srv/data && find . | sort | while read f; do stat -c '%n %u:%g %a %F' $f; done; md5sum one deep/er/big")
                .orFail()
                .text();
    }

    private String status(String name) {
        return engine.docker("inspect", "-f", "{{.State.Status}}", name).orFail().text();
    }

    private String started(String name) {
        return engine.docker("inspect", "-f", "{{.State.StartedAt}}", name).orFail().text();
    }

    /** All that is there: each backup with its sum, and of what those of its name are. */
    private List<Path> files(String service) throws IOException {
        Path folder = kept.resolve(service);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** What was kept is laid out beside it, and compared with what is in the container. */
    private void holdsAllOf(String name, Path tar) throws IOException {
        Path out = Files.createDirectory(dir.resolve("out-" + name));
        Command.run(Map.of(), List.of("sh", "-ec", "cd " + tar.getParent() + " && sha256sum -c " + tar.getFileName()
                + ".sha256")).orFail();
        Command.run(Map.of(), List.of("tar", "-xpf", tar.toString(), "-C", out.toString())).orFail();
        String there = Command.run(Map.of(), List.of("sh", "-ec", "cd " + out
                + " && find . | LC_ALL=C sort | while read f; do stat -c '%n %u:%g %a %F' $f; done; md5sum one deep/er/big"))
                .orFail()
                .text();
        assertThat(there).isEqualTo(content(name));
    }

    /** Some kilobytes would be missing for its start; for a pause none are. */
    @Test
    void onAFullDiskItIsNotStopped() throws IOException {
        up("bkp-full");
        String run = started("bkp-full");
        Usage full = new Usage(1L << 30, 0, 0, 0, 0, false);
        try (Rig rig = rig()) {
            rig.lookedInside = () -> rig.room = () -> full;
            assertThat(rig.backUp("bkp-full", Map.of("quiesce", "stop"))).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why())
                            .contains("bkp-full could not be held still: the engine's disk is full"));
            assertThat(rig.backUp("bkp-full", Map.of("quiesce", "stop"))).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> {
                        assertThat(refused.error()).isEqualTo(ErrorClass.SERVER_ERROR);
                        assertThat(refused.message()).startsWith("not backed up: the engine's disk is full");
                    });
            assertThat(proxy.count("POST", "/stop")).isZero();
            assertThat(rig.backUp("bkp-full", Map.of("quiesce", "pause"))).isInstanceOf(Outcome.Done.class);
        }
        assertThat(started("bkp-full")).isEqualTo(run);
    }

    private void shares(String name, String other) {
        made.add(name);
        engine.docker("run", "--detach", "--name=" + name, "--network=container:" + other, "--stop-timeout=1",
                "--volume=" + name + "-data:/srv/data", BusyboxImage.in(engine), "sh", "-c",
                "echo one > /srv/data/one; " + IDLES).orFail();
    }

    /** It could never be started again, or not now. */
    @Test
    void whatCouldNotJoinItsNetworkAgainIsNotStopped() throws IOException {
        made.add("bkp-vpn");
        engine.run("bkp-vpn", Map.of(), "sleep", "1000");
        shares("bkp-shares", "bkp-vpn");
        String run = started("bkp-shares");
        try (Rig rig = rig()) {
            engine.docker("kill", "bkp-vpn").orFail();
            assertThat(rig.backUp("bkp-shares", Map.of("quiesce", "stop"))).isInstanceOfSatisfying(
                    Outcome.Refused.class, refused -> {
                        assertThat(refused.error()).isEqualTo(ErrorClass.NOT_YET);
                        assertThat(refused.message()).startsWith("not backed up: bkp-vpn, whose network it shares, is"
                                + " exited");
                    });
            engine.docker("rm", "--force", "bkp-vpn").orFail();
            assertThat(rig.backUp("bkp-shares", Map.of("quiesce", "stop"))).isInstanceOfSatisfying(
                    Outcome.Refused.class, refused -> {
                        assertThat(refused.error()).isEqualTo(ErrorClass.NETWORK_GONE);
                        assertThat(refused.message()).startsWith("not backed up: container ").contains("is gone");
                    });
            assertThat(proxy.count("POST", "/stop")).isZero();
            assertThat(started("bkp-shares")).isEqualTo(run);
            assertThat(rig.backUp("bkp-shares", Map.of("quiesce", "pause"))).isInstanceOf(Outcome.Done.class);
        }
        assertThat(status("bkp-shares")).isEqualTo("running");
    }

    /** It went between the first look and the stop. */
    @Test
    void whatLosesItsNetworkMeanwhileIsNotStopped() {
        made.add("bkp-late-vpn");
        engine.run("bkp-late-vpn", Map.of(), "sleep", "1000");
        shares("bkp-late", "bkp-late-vpn");
        String run = started("bkp-late");
        try (Rig rig = rig()) {
            rig.lookedInside = () -> engine.docker("rm", "--force", "bkp-late-vpn").orFail();
            assertThat(rig.backUp("bkp-late", Map.of("quiesce", "stop"))).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("bkp-late could not be held still: container ",
                            "is gone"));
        }
        assertThat(proxy.count("POST", "/stop")).isZero();
        assertThat(started("bkp-late")).isEqualTo(run);
        assertThat(status("bkp-late")).isEqualTo("running");
    }

    @Test
    void pausedWhileItIsCopiedAndReadBack() throws IOException {
        up("bkp-pause");
        String run = started("bkp-pause");
        List<String> meanwhile = new ArrayList<>();
        proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE),
                new Treatment.At(Moment.BEFORE, () -> meanwhile.add(status("bkp-pause"))));
        try (Rig rig = rig()) {
            assertThat(rig.wouldDo("bkp-pause", Map.of("keep", "1"))).startsWith(
                    "bkp-pause-data, mounted at /srv/data (quiesce: pause, at most 10m) would have been backed up to "
                            + kept.resolve("bkp-pause/bkp-pause-data-"))
                    .endsWith(".tar; of 0 that are kept, 0 would have been removed");
            assertThat(files("bkp-pause")).as("a dry-run writes nothing").isEmpty();

            Outcome came = rig.backUp("bkp-pause", Map.of());
            assertThat(came).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).startsWith("backed up bkp-pause-data, mounted at /srv/data to ")
                            .contains("7 entries", "sha256 ", "read back"));
            assertThat(meanwhile).containsExactly("paused");
            assertThat(status("bkp-pause")).isEqualTo("running");
            assertThat(started("bkp-pause")).as("the same run").isEqualTo(run);
            assertThat(files("bkp-pause")).hasSize(3);
            holdsAllOf("bkp-pause", files("bkp-pause").getFirst());
            assertThat(rig.ledger).extracting(OwnAct::action, OwnAct::phase)
                    .startsWith(tuple("pause", OwnAct.Phase.BEGINS), tuple("pause", OwnAct.Phase.ENDED),
                            tuple("unpause", OwnAct.Phase.BEGINS), tuple("unpause", OwnAct.Phase.ENDED));
            assertThat(rig.meters.get("dockmedic.backup.last.success.timestamp")
                    .tags("service", "bkp-pause", "name", "bkp-pause-data")
                    .gauge()
                    .value()).isPositive();
            assertThat(rig.backUp("bkp-pause", Map.of("unless_newer", "20h")).toString()).contains("nothing to do: ");
        }
    }

    @Test
    void whoIsInsideIsNotThrownOutByAStop() throws IOException {
        up("bkp-inside");
        String run = started("bkp-inside");
        try (Rig rig = rig()) {
            rig.inside = new Company(List.of("bash"), "");
            assertThat(rig.backUp("bkp-inside", Map.of("quiesce", "stop")).toString())
                    .contains("somebody is inside, at a terminal (docker exec -it): bash");
            assertThat(started("bkp-inside")).isEqualTo(run);
            assertThat(status("bkp-inside")).isEqualTo("running");
            assertThat(rig.backUp("bkp-inside", Map.of())).as("held still, and let go on")
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void isRestoredByTheCommandsOfTheDocumentation() throws IOException {
        up("bkp-back");
        String before = content("bkp-back");
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-back", Map.of())).isInstanceOf(Outcome.Done.class);
        }
        engine.docker("exec", "bkp-back", "sh", "-c", "cd /srv/data && rm -rf deep one && echo two > two").orFail();
        Path tar = files("bkp-back").getFirst();
        String page = Files.readString(Path.of("../docs/remediation.md"));
        String section = page.substring(page.indexOf("### Restoring a backup"));
        String commands = section.substring(section.indexOf("```sh\n") + 6);
        String script = commands.substring(0, commands.indexOf("```"))
                .replace("/var/backups/dockmedic/shop+db+1", String.valueOf(tar.getParent()))
                .replace("shop_db-20261128T023000Z.tar", String.valueOf(tar.getFileName()))
                .replace("shop-db-1", "bkp-back")
                .replace("shop_db:", "bkp-back-data:")
                .replace(" busybox sh", " " + BusyboxImage.TAG + " sh");
        assertThat(script).doesNotContain("shop");
        Command.run(Map.of("DOCKER_HOST", engine.dockerHost(), "DOCKER", engine.edition().docker().toString()),
                List.of("bash", "-euc", "docker() { \"$DOCKER\" \"$@\"; }\n" + script)).orFail();
        assertThat(content("bkp-back")).isEqualTo(before);
    }

    @Test
    void stoppedAndStartedAgain() throws IOException {
        up("bkp-stop");
        String run = started("bkp-stop");
        List<String> meanwhile = new ArrayList<>();
        proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE),
                new Treatment.At(Moment.BEFORE, () -> meanwhile.add(status("bkp-stop"))));
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-stop", Map.of("quiesce", "stop", "volume", "/srv/data")))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(rig.ledger).extracting(OwnAct::action, OwnAct::phase)
                    .startsWith(tuple("stop", OwnAct.Phase.BEGINS), tuple("stop", OwnAct.Phase.ENDED),
                            tuple("start", OwnAct.Phase.BEGINS), tuple("start", OwnAct.Phase.ENDED));
        }
        assertThat(meanwhile).containsExactly("exited");
        assertThat(status("bkp-stop")).isEqualTo("running");
        assertThat(started("bkp-stop")).isNotEqualTo(run);
        holdsAllOf("bkp-stop", files("bkp-stop").getFirst());
    }

    @Test
    void whatWouldHaveNoGpuWhenItIsStartedAgainIsNotStopped() throws IOException {
        up("bkp-gpu");
        String run = started("bkp-gpu");
        try (Rig rig = rig()) {
            rig.asks = new GpuAsk(List.of(new Wish.All("")), "");
            rig.mismatch = "library 580, driver 570";
            assertThat(rig.backUp("bkp-gpu", Map.of("quiesce", "stop")))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.message())
                            .contains("would have none when it is started again: library 580, driver 570"));
            assertThat(rig.backUp("bkp-gpu", Map.of())).isInstanceOf(Outcome.Done.class);
        }
        assertThat(started("bkp-gpu")).isEqualTo(run);
    }

    @Test
    void whatDoesNotRunIsCopiedAndStaysDown() throws IOException {
        up("bkp-down");
        engine.docker("stop", "bkp-down").orFail();
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-down", Map.of("quiesce", "stop"))).isInstanceOf(Outcome.Done.class);
            assertThat(rig.ledger).extracting(OwnAct::action).doesNotContain("stop", "start");
        }
        assertThat(status("bkp-down")).isEqualTo("exited");
        assertThat(files("bkp-down")).hasSize(3);
        proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE),
                new Treatment.At(Moment.BEFORE, () -> engine.docker("start", "bkp-down").orFail()));
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-down", Map.of())).isEqualTo(new Outcome.Failed(
                    "not backed up: somebody or the engine started bkp-down while it was copied"));
        }
        assertThat(status("bkp-down")).as("theirs").isEqualTo("running");
        assertThat(files("bkp-down")).hasSize(3);
    }

    @Test
    void whatWasNotAnsweredIsUnknownUntilItIsSeen() throws IOException {
        up("bkp-late");
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/pause"), new Treatment.At(Moment.BEFORE, () -> {}));
            assertThat(rig.backUp("bkp-late", Map.of())).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("which may yet come true"));
            assertThat(rig.ledger).extracting(OwnAct::phase).containsExactly(OwnAct.Phase.BEGINS);
            // It comes after all.
            engine.docker("pause", "bkp-late").orFail();
            assertThat(rig.settle()).isEqualTo(new Outcome.Failed(
                    "not backed up: the engine did not answer when it was to be held still; it goes on"));
        }
        assertThat(status("bkp-late")).isEqualTo("running");
        assertThat(files("bkp-late")).isEmpty();
    }

    /** There is nothing to be paused; whoever brings it up again is not to wait for five minutes. */
    @Test
    void whatHasEndedIsNotWaitedForThoughThePauseWasNotAnswered() throws IOException {
        up("bkp-ended");
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("POST", "/pause"),
                    new Treatment.At(Moment.BEFORE, () -> engine.docker("kill", "bkp-ended").orFail()));
            assertThat(rig.backUp("bkp-ended", Map.of())).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("it has ended meanwhile"));
            assertThat(rig.ledger).extracting(OwnAct::phase).contains(OwnAct.Phase.ENDED);
        }
        assertThat(status("bkp-ended")).isEqualTo("exited");
        assertThat(files("bkp-ended")).isEmpty();
    }

    @Test
    void whatSomebodyHasStoppedLongAfterWeMayHaveIsLeftAndTold() {
        up("bkp-after");
        Path file = dir.resolve("after.db");
        try (Rig rig = new Rig(proxy.socket(), file, Optional.of(kept))) {
            rig.later(Duration.ofMinutes(-10));
            long before = proxy.count("POST", "/stop");
            proxy.treatNext(SocketProxy.fitting("POST", "/stop"), new Treatment.At(Moment.BEFORE, rig::dies));
            rig.begin("bkp-after", Map.of("quiesce", "stop"));
            await().atMost(Duration.ofMinutes(1)).until(() -> proxy.count("POST", "/stop") > before);
        }
        engine.docker("stop", "bkp-after").orFail();
        try (Rig next = new Rig(proxy.socket(), file, Optional.of(kept))) {
            assertThat(next.settle()).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).startsWith("it is exited, and whether by us (stop, which the"
                            + " engine did not answer) or by somebody is not known: it is left so"));
        }
        assertThat(status("bkp-after")).isEqualTo("exited");
    }

    /** Killed before the engine had answered the stop; its messages about that are lost, and its record says that it was asked for. */
    @Test
    void whatWeStoppedAndIsFoundDownAfterAGapGoesOn() {
        up("bkp-gap");
        Path file = dir.resolve("gap.db");
        long before = proxy.count("POST", "/stop");
        try (Rig rig = new Rig(proxy.socket(), file, Optional.of(kept))) {
            proxy.treatNext(SocketProxy.fitting("POST", "/stop"), new Treatment.At(Moment.DURING, rig::dies));
            rig.begin("bkp-gap", Map.of("quiesce", "stop"));
            await().atMost(Duration.ofMinutes(1)).until(() -> proxy.count("POST", "/stop") > before);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> status("bkp-gap").equals("exited"));
        try (Rig next = new Rig(proxy.socket(), file, Optional.of(kept))) {
            proxy.treatNext(SocketProxy.fitting("GET", "/json"),
                    new Treatment.At(Moment.ANSWERED, () -> next.finds("bkp-gap")));
            assertThat(next.settle()).isEqualTo(new Outcome.Failed(
                    "not backed up: the engine did not answer when it was to be held still; it goes on"));
        }
        assertThat(status("bkp-gap")).isEqualTo("running");
    }

    @Test
    void anotherRunOfItIsSomebodysAlsoWhereNothingWasHeardOfIt() {
        up("bkp-run");
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE), new Treatment.At(Moment.BEFORE, () -> {
                engine.docker("unpause", "bkp-run").orFail();
                engine.docker("restart", "--time=5", "bkp-run").orFail();
                engine.docker("pause", "bkp-run").orFail();
            }));
            assertThat(rig.backUp("bkp-run", Map.of()).toString()).contains("somebody has paused another run of it");
            assertThat(status("bkp-run")).isEqualTo("paused");
            engine.docker("unpause", "bkp-run").orFail();

            proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE), new Treatment.At(Moment.BEFORE, () -> {
                engine.docker("start", "bkp-run").orFail();
                engine.docker("stop", "bkp-run").orFail();
            }));
            assertThat(rig.backUp("bkp-run", Map.of("quiesce", "stop")).toString())
                    .contains("it was started meanwhile, and has ended since");
        }
        assertThat(status("bkp-run")).isEqualTo("exited");
    }

    @Test
    void aRunThatBeganAfterTheDecisionIsNotHeldOrGoesOn() {
        up("bkp-crash");
        String id = engine.docker("inspect", "-f", "{{.Id}}", "bkp-crash").orFail().text();
        Treatment restart = new Treatment.At(Moment.ANSWERED,
                () -> engine.docker("restart", "--time=5", "bkp-crash").orFail());
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("GET", "/containers/json"), restart);
            assertThat(rig.backUp("bkp-crash", Map.of())).isEqualTo(new Outcome.Failed("not backed up: bkp-crash could"
                    + " not be held still: it has changed since the decision, it is running now"));
            assertThat(status("bkp-crash")).isEqualTo("running");
            assertThat(proxy.count("POST", "/pause")).isZero();

            for (String quiesce : List.of("pause", "stop")) {
                proxy.treatNext(SocketProxy.fitting("GET", "/containers/json"), new Treatment.At(Moment.ANSWERED,
                        () -> proxy.treatNext(SocketProxy.fitting("GET", id + "/json"), restart)));
                assertThat(rig.backUp("bkp-crash", Map.of("quiesce", quiesce))).isInstanceOf(Outcome.Done.class);
                assertThat(status("bkp-crash")).as("what we hold is let go: " + quiesce).isEqualTo("running");
            }
        }
    }

    @Test
    void eachNameHasItsOwnAndWhatIsDoubtfulRetiresNothing() throws IOException {
        up("bkp-name");
        made.add("bkp-beside");
        engine.run("bkp-beside", List.of("--volume=bkp-name-data:/there"), "sleep", "1000");
        try (Rig rig = rig()) {
            String one = ListText.of(List.of("head", "-c", "100000", "/srv/data/deep/er/big"));
            String two = ListText.of(List.of("echo", "two"));
            assertThat(rig.backUp("bkp-name", Map.of("dump", one, "keep", "1"))).isInstanceOf(Outcome.Done.class);
            List<Path> first = files("bkp-name");
            assertThat(rig.backUp("bkp-name", Map.of("dump", two, "keep", "1"))).isInstanceOfSatisfying(
                    Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("backups called dump are of "));
            assertThat(rig.backUp("bkp-name", Map.of("dump", two, "keep", "1", "name", "two")))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(files("bkp-name")).containsAll(first).hasSize(6);

            assertThat(rig.backUp("bkp-name", Map.of("keep", "1"))).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail())
                            .endsWith("; it may be of no one moment: bkp-beside writes there too"));
            engine.docker("exec", "bkp-name", "rm", "-r", "/srv/data/deep").orFail();
            for (int files : List.of(11, 13)) {
                assertThat(rig.backUp("bkp-name", Map.of("keep", "1"))).isInstanceOfSatisfying(Outcome.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("doubtful: backed up ")
                                .contains(
                                        "; it is less than half as large as the largest that is kept",
                                        ": nothing older was removed"));
                assertThat(files("bkp-name")).hasSize(files);
            }
            assertThat(rig.meters.get("dockmedic.backup.last.size")
                    .tags("service", "bkp-name", "name", "bkp-name-data")
                    .gauge()
                    .value()).as("a doubtful one does not count").isGreaterThan(3_000_000);
        }
    }

    @Test
    void whatACommandWritesIsKeptWhereItEndsWell() throws IOException {
        up("bkp-dump");
        try (Rig rig = rig()) {
            String dump = ListText.of(List.of("sh", "-c", "echo careful >&2; cat /srv/data/deep/er/big; echo the end"));
            assertThat(rig.backUp("bkp-dump", Map.of("dump", dump))).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).startsWith("backed up what a command writes to "));
            assertThat(rig.ledger).extracting(OwnAct::action).doesNotContain("pause", "stop");
            assertThat(rig.heard).containsExactly("careful");
            List<Path> files = files("bkp-dump");
            assertThat(files).hasSize(3);
            byte[] written = Files.readAllBytes(files.getFirst());
            assertThat(new String(written, written.length - 8, 8, StandardCharsets.US_ASCII))
                    .isEqualTo("the end\n");
            assertThat(written).hasSize(3_000_008);

            String fails = ListText.of(List.of("sh", "-c", "echo half; echo it is locked >&2; exit 3"));
            assertThat(rig.backUp("bkp-dump", Map.of("dump", fails, "name", "fails"))).isEqualTo(new Outcome.Failed(
                    "not backed up: the command ended with exit code 3: it is locked"));
            String goesOn = ListText.of(List.of("sh", "-c", "echo half; sleep 5"));
            Future<Outcome> cut = rig.begin("bkp-dump", Map.of("dump", goesOn, "name", "cut"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> files("bkp-dump").stream().anyMatch(BackupVolumeTest::isHalf));
            proxy.cut();
            assertThat(Hospital.get(cut)).isEqualTo(new Outcome.Failed(
                    "not backed up: its output has ended, and the command goes on in the container: it was cut off"));
            proxy.treatNext(SocketProxy.fitting("GET", "/exec/[0-9a-f]+/json"),
                    new Treatment.At(Moment.AFTER, proxy::cut));
            assertThat(rig.backUp("bkp-dump", Map.of("dump", dump, "name", "asked-again")))
                    .as("what cuts one question off")
                    .isInstanceOf(Outcome.Done.class);
            files = files("bkp-dump");
            assertThat(files).hasSize(6);
            String nothing = ListText.of(List.of("true"));
            assertThat(rig.backUp("bkp-dump", Map.of("dump", nothing, "name", "nothing")).toString())
                    .contains("there is nothing in it");
            assertThat(files("bkp-dump")).as("the good one, and nothing else").isEqualTo(files);
        }
    }

    private static boolean isHalf(Path file) {
        return String.valueOf(file.getFileName()).startsWith("cut-") && file.toFile().length() == 5;
    }

    @Test
    void olderOnesGoWhenANewOneIsGoodAndWhatIsNotOursStays() throws IOException {
        up("bkp-keep");
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-keep", Map.of("quiesce", "none"))).isInstanceOf(Outcome.Done.class);
            List<Path> first = files("bkp-keep");
            Path folder = kept.resolve("bkp-keep");
            Path theirs = Files.writeString(folder.resolve("bkp-keep-data-20200101T000000Z.tar"), "no sum beside it");
            Path named = Files.writeString(folder.resolve("bkp-keep-data-before-upgrade.tar"), "x");
            Files.writeString(folder.resolve("bkp-keep-data-before-upgrade.tar.sha256"), "x");
            Files.writeString(folder.resolve("bkp-keep-data-20200101T000001Z.tar.part"), "cut off");

            proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE), new Treatment.Answer(500, "{\"message\":\"no\"}"));
            assertThat(rig.backUp("bkp-keep", Map.of("keep", "1", "max_age", "1s")))
                    .isEqualTo(new Outcome.Failed("not backed up: no"));
            assertThat(files("bkp-keep")).as("the last good one, when another failed").containsAll(first);

            assertThat(rig.backUp("bkp-keep", Map.of("keep", "1"))).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).contains("; removed " + first.getFirst().getFileName()));
            assertThat(files("bkp-keep")).doesNotContainAnyElementsOf(first.subList(0, 2))
                    .contains(theirs, named)
                    .hasSize(6);
            assertThat(status("bkp-keep")).isEqualTo("running");
        }
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        up("bkp-no", "--volume=/other");
        try (Rig rig = new Rig(proxy.socket(), dir.resolve("none.db"), Optional.empty())) {
            assertThat(rig.backUp("bkp-no", Map.of()).toString()).contains(
                    "the configuration names no directory for backups");
        }
        try (Rig rig = rig(dir.resolve("not-there"))) {
            assertThat(rig.backUp("bkp-no", Map.of("volume", "/other")).toString())
                    .contains("the directory for backups, " + dir.resolve("not-there") + ", is not there");
        }
        Path within = Path
                .of(engine.docker("volume", "inspect", "-f", "{{.Mountpoint}}", "bkp-no-data").orFail().text());
        try (Rig rig = rig(Files.createDirectory(within.resolve("kept")))) {
            assertThat(rig.backUp("bkp-no", Map.of("volume", "bkp-no-data")).toString())
                    .contains("is within what the container mounts");
        }
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-no", Map.of()).toString())
                    .contains("several volumes, say which; what is mounted there: /other, /srv/data");
            assertThat(rig.backUp("bkp-no", Map.of("volume", "shop_db")).toString()).contains("no volume shop_db");
            assertThat(rig.wouldDo("bkp-no", Map.of("volume", "shop_db"))).startsWith("nothing: ");
        }
        assertThat(proxy.count("GET", ARCHIVE)).isZero();
        assertThat(proxy.count("POST", "/pause")).isZero();
        assertThat(kept).isEmptyDirectory();
    }

    @Test
    void aFullDiskLeavesNothingBehindAndTheContainerGoesOn() throws IOException {
        up("bkp-full");
        try (SmallDisk small = SmallDisk.mount(dir, 2); Rig rig = rig(small.path(""))) {
            assertThat(rig.backUp("bkp-full", Map.of())).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).startsWith("not backed up: the disk is full: it had "));
            assertThat(small.path("bkp-full")).isEmptyDirectory();
            small.fill();
            assertThat(rig.backUp("bkp-full", Map.of()).toString()).contains("not backed up: ");
            assertThat(small.path("bkp-full")).isEmptyDirectory();
        }
        assertThat(status("bkp-full")).isEqualTo("running");
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-full", Map.of("max_size", "1MiB"))).isEqualTo(
                    new Outcome.Failed("not backed up: it is larger than 1.0 MiB (max_size)"));
            assertThat(files("bkp-full")).isEmpty();
        }
        assertThat(status("bkp-full")).isEqualTo("running");
    }

    @Test
    void whatTheDiskDoesNotKeepIsNotKept() throws IOException {
        up("bkp-bad");
        proxy.treatNext(SocketProxy.fitting("POST", "/unpause"),
                new Treatment.At(Moment.BEFORE, () -> damage("bkp-bad")));
        try (Rig rig = rig()) {
            assertThat(rig.backUp("bkp-bad", Map.of())).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("what was read back is not what was written"));
        }
        assertThat(files("bkp-bad")).isEmpty();
        assertThat(status("bkp-bad")).isEqualTo("running");
    }

    /** One bit of what was written is another one. */
    private void damage(String service) {
        try (RandomAccessFile part = new RandomAccessFile(files(service).getFirst().toFile(), "rw")) {
            part.seek(part.length() - 1_000_000);
            int one = part.read();
            part.seek(part.length() - 1_000_000);
            part.write(one ^ 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWeHeldWhenWeEndedGoesOnAtOurNextStart() throws IOException {
        for (String quiesce : List.of("pause", "stop")) {
            Path file = dir.resolve(quiesce + ".db");
            String name = "bkp-cut-" + quiesce;
            long before = proxy.count("GET", ARCHIVE);
            up(name);
            try (Rig rig = new Rig(proxy.socket(), file, Optional.of(kept))) {
                proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE), new Treatment.At(Moment.AFTER, rig::dies));
                rig.begin(name, Map.of("quiesce", quiesce));
                await().atMost(Duration.ofMinutes(1)).until(() -> proxy.count("GET", ARCHIVE) > before);
            }
            assertThat(status(name)).isNotEqualTo("running");
            try (Rig next = new Rig(proxy.socket(), file, Optional.of(kept))) {
                assertThat(next.settle()).isEqualTo(new Outcome.Failed("not backed up: it was cut off in the middle"));
                assertThat(status(name)).isEqualTo("running");
                assertThat(files(name)).isEmpty();
                assertThat(next.backUp(name, Map.of())).isInstanceOf(Outcome.Done.class);
            }
        }
    }

    @Test
    void whatSomebodyDidMeanwhileStays() throws IOException {
        up("bkp-theirs");
        try (Rig rig = rig()) {
            proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE),
                    new Treatment.At(Moment.BEFORE, () -> engine.docker("unpause", "bkp-theirs").orFail()));
            assertThat(rig.backUp("bkp-theirs", Map.of())).isEqualTo(new Outcome.Failed(
                    "not backed up: somebody or the engine let bkp-theirs go on while it was copied"));
            assertThat(files("bkp-theirs")).isEmpty();

            proxy.treatNext(SocketProxy.fitting("GET", ARCHIVE), new Treatment.At(Moment.BEFORE, () -> {
                engine.docker("start", "bkp-theirs").orFail();
                engine.docker("stop", "bkp-theirs").orFail();
                rig.happens(new ContainerEvent.Stopped(rig.now(), "host", Origin.ENGINE, rig.container("bkp-theirs"),
                        new Judgement(Intent.ASKED, false, List.of("a person"))));
            }));
            assertThat(rig.backUp("bkp-theirs", Map.of("quiesce", "stop")).toString())
                    .contains("somebody has stopped it meanwhile, and it is left so");
            assertThat(status("bkp-theirs")).isEqualTo("exited");

            engine.docker("start", "bkp-theirs").orFail();
            engine.docker("pause", "bkp-theirs").orFail();
            for (String quiesce : List.of("pause", "stop")) {
                assertThat(rig.backUp("bkp-theirs", Map.of("quiesce", quiesce)).toString())
                        .contains("somebody has paused it");
                assertThat(status("bkp-theirs")).as("a person's pause is theirs").isEqualTo("paused");
            }
        }
        assertThat(files("bkp-theirs")).isEmpty();
    }
}
