package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is cut off between its verification and its name, and what a person does to the container meanwhile. */
@RealEngine
class CutBackupTest {
    private static final String NAME = "bkp-cut";

    private final PrivateEngine engine;
    private final Scene scene;

    CutBackupTest(PrivateEngine engine, @TempDir Path dir) {
        this.engine = engine;
        this.scene = new Scene(engine, NAME, dir);
    }

    @BeforeAll
    static void up(PrivateEngine engine) {
        engine.run(NAME, List.of("--volume=" + NAME + "-data:/srv/data", "--init"), "sleep", "1000");
        engine.docker("exec", NAME, "sh", "-c", "echo one > /srv/data/one").orFail();
    }

    @AfterAll
    static void down(PrivateEngine engine) {
        engine.docker("rm", "--force", "--volumes", NAME);
        engine.docker("volume", "rm", "--force", NAME + "-data");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** As {@link Run} gives it its name. */
    private static Path keep(Map<String, String> notes) throws IOException {
        return Keeping.keep(Path.of(notes.getOrDefault(Run.PART, "")), notes.getOrDefault(Run.SUM, ""));
    }

    @Test
    void aNameThatTheDiskDoesNotGiveIsUnknownUntilItDoes() throws IOException {
        CountDownLatch hangs = new CountDownLatch(1);
        try (Rig rig = scene.rig()) {
            hangs(rig, hangs);
            assertThat(scene.status()).as("it goes on all the same").isEqualTo("running");
            assertThat(scene.files()).as("what may yet be kept is left").hasSize(1);
            Future<Outcome> settles = rig.settles();
            assertThat(settles.isComplete()).isFalse();
            hangs.countDown();
            assertThat(Hospital.get(settles)).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).endsWith(".tar, as was seen afterwards"));
            assertThat(scene.files()).hasSize(2);
            assertThat(rig.meters.get("dockmedic.backup.last.success.timestamp")
                    .tags("service", NAME, "name", NAME + "-data")
                    .gauge()
                    .value()).isPositive();
        } finally {
            hangs.countDown();
        }
    }

    @Test
    void aDiskThatHangsForLongIsTold() {
        CountDownLatch hangs = new CountDownLatch(1);
        try (Rig rig = scene.rig()) {
            hangs(rig, hangs);
            Future<Outcome> settles = rig.settles();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                rig.later(Duration.ofMinutes(6));
                return settles.isComplete();
            });
            assertThat(Hospital.get(settles)).isInstanceOfSatisfying(Outcome.Unknown.class,
                    unknown -> assertThat(unknown.why()).startsWith("whether it is kept is not known: "));
        } finally {
            hangs.countDown();
        }
    }

    /** One that is verified, and for whose name the disk takes as long as that. */
    private void hangs(Rig rig, CountDownLatch hangs) {
        rig.verified = () -> {
            rig.disk(scene.folder().resolve("part"), () -> {
                hangs.await();
                keep(rig.notes());
                return null;
            });
            return Future.succeededFuture();
        };
        assertThat(rig.backUp(NAME, Map.of())).isInstanceOfSatisfying(Outcome.Unknown.class,
                unknown -> assertThat(unknown.why()).startsWith("whether it is kept is not known: "));
    }

    @Test
    void killedBetweenTheSumAndTheNameItIsNoBackup() throws IOException {
        killedWhenVerified(notes -> {
            Path file = Keeping.kept(Path.of(notes.getOrDefault(Run.PART, "")));
            return Files.writeString(Path.of(file + ".sha256"),
                    notes.getOrDefault(Run.SUM, "") + "  " + file.getFileName() + "\n");
        });
        try (Rig next = scene.rig()) {
            assertThat(next.settle()).isEqualTo(new Outcome.Failed("not backed up: it was cut off in the middle"));
        }
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void killedAfterItHadItsNameItIsOne() throws IOException {
        killedWhenVerified(CutBackupTest::keep);
        List<String> kept = scene.files();
        try (Rig next = scene.rig()) {
            assertThat(next.settle()).isInstanceOfSatisfying(Outcome.Done.class,
                    done -> assertThat(done.detail()).endsWith(kept.getFirst() + ", as was seen afterwards"));
        }
        assertThat(scene.files()).hasSize(2).isEqualTo(kept);
    }

    /** What the disk had got by then. */
    private interface Done {
        Object of(Map<String, String> notes) throws IOException;
    }

    private void killedWhenVerified(Done done) throws IOException {
        Promise<Void> verified = Promise.promise();
        try (Rig rig = scene.rig()) {
            rig.verified = () -> {
                verified.complete();
                return Promise.<Void>promise().future();
            };
            rig.begin(NAME, Map.of());
            Hospital.get(verified.future());
            done.of(rig.notes());
        }
        assertThat(scene.status()).isEqualTo("running");
    }

    @Test
    void whatAPersonStopsOrPausesWhileItIsHeldStaysSo() throws IOException {
        try (Rig rig = scene.rig()) {
            meanwhile(() -> engine.docker("kill", NAME).orFail());
            assertThat(rig.backUp(NAME, Map.of())).isEqualTo(new Outcome.Failed(
                    "not backed up: it has ended meanwhile, and it is left so; what was copied is not kept"));
            assertThat(scene.status()).isEqualTo("exited");

            engine.docker("start", NAME).orFail();
            meanwhile(() -> {
                engine.docker("unpause", NAME).orFail();
                engine.docker("pause", NAME).orFail();
                List.of("unpause", "pause").forEach(did -> touched(rig, rig.container(NAME), did));
            });
            assertThat(rig.backUp(NAME, Map.of())).isEqualTo(new Outcome.Failed(
                    "not backed up: somebody has paused it meanwhile, and it is left so; what was copied is not kept"));
            assertThat(scene.status()).isEqualTo("paused");
            engine.docker("unpause", NAME).orFail();
            assertThat(scene.files()).isEmpty();
        }
    }

    @Test
    void whatWeHoldStaysHeldBesideAnotherInItsPlaceAndIsTold() throws IOException {
        try (Rig rig = scene.rig()) {
            for (String quiesce : List.of("stop", "pause")) {
                meanwhile(() -> {
                    touched(rig, rig.container(NAME), "rename");
                    Container other = new Container("b".repeat(64), NAME, "db:2", Map.of(), Service.of(NAME, Map.of()),
                            false);
                    List.of("create", "start").forEach(did -> touched(rig, other, did));
                });
                String undoing = quiesce.equals("stop") ? "start" : "unpause";
                Outcome told = new Outcome.Unknown(
                        "it is held still by us (" + quiesce + "), and left so, for somebody has"
                                + " started another container in its place meanwhile; docker " + undoing + " " + NAME
                                + " lets it go on");
                assertThat(rig.backUp(NAME, Map.of("quiesce", quiesce))).isEqualTo(told);
                assertThat(rig.settle()).as("it is not let go later either").isEqualTo(told);
                assertThat(scene.status()).isEqualTo(quiesce.equals("stop") ? "exited" : "paused");
                engine.docker(undoing, NAME).orFail();
            }
            assertThat(scene.files()).isEmpty();
        }
    }

    private static void touched(Rig rig, Container container, String did) {
        rig.happens(new ContainerEvent.Touched(rig.now(), "host", Origin.ENGINE, container, did));
    }

    private void meanwhile(Runnable act) {
        scene.proxy.treatNext(SocketProxy.fitting("GET", "/archive"), new Treatment.At(Moment.BEFORE, act));
    }
}
