package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.intent.OwnAct;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup in the midst of which we end in order: what is held goes on before we are gone, and once. */
@RealEngine
class EndedBackupTest {
    private static final String NAME = "bkp-ended";
    private static final Outcome BROKEN_OFF = new Outcome.Failed(
            "not backed up: it was broken off, for Dockmedic ends");

    private final Scene scene;
    private final Promise<Void> ended = Promise.promise();

    EndedBackupTest(PrivateEngine engine, @TempDir Path dir) {
        this.scene = new Scene(engine, NAME, dir);
    }

    /** With more than is copied within many seconds. */
    @BeforeAll
    static void up(PrivateEngine engine) {
        engine.run(NAME, List.of("--volume=" + NAME + "-large:/large", "--volume=" + NAME + "-small:/small", "--init"),
                "sleep", "1000");
        engine.docker("exec", NAME, "sh", "-c", "truncate -s 40G /large/one; echo one > /small/one").orFail();
    }

    @AfterAll
    static void down(PrivateEngine engine) {
        engine.docker("rm", "--force", "--volumes", NAME);
        engine.docker("volume", "rm", "--force", NAME + "-large", NAME + "-small");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** We end at that moment of that call. */
    private void endsAt(Rig rig, String method, String path, Moment moment) {
        scene.proxy.treatNext(SocketProxy.fitting(method, path),
                new Treatment.At(moment, () -> rig.ends().onComplete(ended)));
    }

    @Test
    void whatIsHeldGoesOnOnceAndNothingIsLeftOfTheCopy() throws IOException {
        for (String quiesce : List.of("stop", "pause")) {
            String undoing = quiesce.equals("stop") ? "/start$" : "/unpause$";
            try (Rig rig = scene.rig(quiesce + ".db")) {
                endsAt(rig, "GET", "/archive", Moment.AFTER);
                assertThat(rig.backUp(NAME, Map.of("quiesce", quiesce, "volume", "/large"))).isEqualTo(BROKEN_OFF);
                assertThat(scene.status()).isEqualTo("running");
                assertThat(scene.files()).isEmpty();
                assertThat(rig.ledger).extracting(OwnAct::phase)
                        .containsExactly(OwnAct.Phase.BEGINS, OwnAct.Phase.ENDED, OwnAct.Phase.BEGINS,
                                OwnAct.Phase.ENDED);
            }
            // As if its outcome had not been written down.
            try (Rig next = scene.rig(quiesce + ".db")) {
                assertThat(next.settle()).isEqualTo(new Outcome.Failed("not backed up: it was cut off in the middle"));
            }
            assertThat(scene.proxy.count("POST", undoing)).isEqualTo(1);
            assertThat(scene.status()).isEqualTo("running");
        }
    }

    @Test
    void nothingIsCopiedOrHeldAnyMore() throws IOException {
        try (Rig rig = scene.rig()) {
            endsAt(rig, "POST", "/pause$", Moment.DURING);
            assertThat(rig.backUp(NAME, Map.of("volume", "/small"))).isEqualTo(BROKEN_OFF);
            Hospital.get(ended.future());
            assertThat(scene.proxy.count("GET", "/archive")).isZero();
            assertThat(scene.proxy.count("POST", "/unpause$")).isEqualTo(1);
            assertThat(rig.backUp(NAME, Map.of("volume", "/small"))).isEqualTo(BROKEN_OFF);
            assertThat(scene.proxy.count("POST", "/pause$")).isEqualTo(1);
        }
        assertThat(scene.status()).isEqualTo("running");
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void whatIsNotReadBackYetIsNotKept() throws IOException {
        try (Rig rig = scene.rig()) {
            endsAt(rig, "POST", "/unpause$", Moment.ANSWERED);
            assertThat(rig.backUp(NAME, Map.of("volume", "/small"))).isEqualTo(BROKEN_OFF);
        }
        assertThat(scene.status()).isEqualTo("running");
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void whatCannotBeLetGoInTimeIsAtOurNextStart() throws IOException {
        try (Rig rig = scene.rig()) {
            scene.proxy.treat(SocketProxy.fitting("POST", "/unpause$"),
                    new Treatment.Answer(500, "{\"message\":\"no\"}"));
            endsAt(rig, "GET", "/archive", Moment.AFTER);
            Future<Outcome> came = rig.begin(NAME, Map.of("volume", "/large"));
            Hospital.get(ended.future());
            assertThat(came.isComplete()).isFalse();
            Future<Void> again = rig.ends();
            await().atMost(Duration.ofSeconds(20)).until(again::isComplete);
        }
        assertThat(scene.status()).isEqualTo("paused");
        scene.proxy.forgetTreatments();
        try (Rig next = scene.rig()) {
            assertThat(next.settle()).isEqualTo(new Outcome.Failed("not backed up: it was cut off in the middle"));
        }
        assertThat(scene.status()).isEqualTo("running");
        assertThat(scene.files()).isEmpty();
    }
}
