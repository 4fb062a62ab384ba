package io.dockmedic.remediation.diagnose;

import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.EngineDevices;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.engine.detail.Hidden;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.diagnose.look.Part;
import io.dockmedic.remediation.escalate.Receiving;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A close look by the whole stage, with a real journal. */
class ExaminationTest {
    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final Receiving pager = new Receiving(vertx, number -> 204);
    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), new RemediationSettings("host", Policy.DEFAULT,
                List.of(pager.receiver("pager")), true, null)).settled();
        hospital.containers = List.of(Samples.container(Samples.CONSENT));
    }

    @AfterEach
    void close() throws Exception {
        hospital.close();
        pager.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private Optional<JsonObject> diagnose(String name) throws Exception {
        return hospital.diagnose(name).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Details details(String image, String secret) {
        return new Details(image, "sha256:1", Map.of("image", image), Map.of("variable A", new Hidden(secret)),
                List.of(),
                List.of(), List.of(), null);
    }

    private void runsWellFor(int seconds) {
        hospital.engine.comeUp();
        hospital.happens(new ContainerEvent.Started(hospital.time.now(), "host", Origin.ENGINE,
                Samples.container(Samples.CONSENT), StartCause.FOREIGN, false));
        hospital.pass(seconds);
    }

    @Test
    void whatChangedSinceItLastRanWellIsFoundAndNoSecretIsTold() throws Exception {
        hospital.engine.details = details("web:1", "s3cret");
        runsWellFor(65);
        hospital.until(() -> hospital.count("remediation_good_runs") == 1);
        hospital.engine.details = details("web:2", "0ther");
        hospital.engine.running = false;
        JsonObject found = diagnose("web").orElseThrow();
        assertThat(found.getJsonArray("changes"))
                .isEqualTo(JsonArray.of("image: web:1 -> web:2", "variable A is another one"));
        assertThat(found.getString("firstError")).isEqualTo("panic: no database");
        assertThat(found.getJsonObject("container").getString("meaning")).isEqualTo("the program's general error");
        assertThat(found.encode()).doesNotContain("s3cret", "0ther", "hunter2");
    }

    @Test
    void whatRunsForLessThanAMinuteOrIsUnhealthyDidNotRunWell() {
        runsWellFor(30);
        hospital.engine.running = false;
        hospital.pass(60);
        hospital.engine.health = "unhealthy";
        runsWellFor(90);
        assertThat(hospital.count("remediation_good_runs")).isZero();
    }

    @Test
    void whatCannotBeHadIsNamed() throws Exception {
        hospital.engine.image = new CallResult.Refused<>(ErrorClass.DENIED, 403, "by the proxy");
        JsonObject found = diagnose(Samples.ID.substring(0, 12)).orElseThrow();
        assertThat(found.getJsonArray("missing").encode()).contains("image: denied, by the proxy");
        hospital.engine.there = false;
        assertThat(diagnose("web").orElseThrow().getJsonArray("conclusions").getString(0)).contains("may be gone");
        assertThat(diagnose("nobody")).isEmpty();
    }

    @Test
    void aStartForWantOfAGpuIsTriedOnceAndThePersonHearsWhatTheEngineLacks() {
        String words = "could not select device driver \"nvidia\" with capabilities: [[gpu]]";
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.DEVICE, 500, words);
        hospital.engine.error = words;
        hospital.engine.asks = new GpuAsk(List.of(new Wish.All("")), "");
        hospital.engine.devices = new CallResult.Done<>(new EngineDevices(List.of("runc"), "runc",
                List.of("/etc/cdi"), List.of(), true));
        hospital.engine.running = false;
        hospital.incident(FIRED, Samples.incident("i1", "ContainerExited", Samples.crash(hospital.time.now())),
                Samples.RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.until(() -> !pager.got.isEmpty());
        assertThat(hospital.engine.restarts).hasSize(1);
        JsonObject page = pager.got.getFirst().body();
        assertThat(page.getJsonArray("attempts").encode()).contains("refused (device)");
        assertThat(page.getJsonObject("evidence").getJsonObject("diagnosis").getJsonArray("conclusions").stream())
                .anySatisfy(line -> assertThat((String) line).contains("no device driver", "nvidia-container-toolkit"))
                .contains("It asks for all GPUs.",
                        "The engine says that it has: runtimes runc (runc for what names none); CDI folders /etc/cdi;"
                                + " CDI devices none.");
    }

    @Test
    void whatIsLookedAtBesideIsInItAndRedacted() throws Exception {
        hospital.look = seen -> Future.succeededFuture(new Part(
                new JsonObject().put("needs", new JsonArray().add(new JsonObject().put("found", "password=hunter2"))),
                List.of("It may not write to /data with password=hunter2."), List.of("its files: token=hunter2")));
        JsonObject found = diagnose("web").orElseThrow();
        assertThat(found.getJsonArray("needs").getJsonObject(0).getString("found")).isEqualTo("password=[redacted]");
        assertThat(found.getJsonArray("conclusions").encode()).contains("It may not write to /data");
        assertThat(found.getJsonArray("missing").encode()).contains("its files");
        assertThat(found.encode()).doesNotContain("hunter2");
    }

    @Test
    void aLookThatFailsIsNamedAndTakesNothingElseWithIt() throws Exception {
        hospital.look = seen -> Future.failedFuture("no luck");
        JsonObject found = diagnose("web").orElseThrow();
        assertThat(found.getJsonArray("missing").encode()).contains("one look failed: no luck");
        assertThat(found.getString("firstError")).isEqualTo("panic: no database");
    }

    @Test
    void itGoesOutWithTheEscalation() {
        hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found");
        hospital.engine.running = false;
        hospital.incident(FIRED, Samples.incident("i1", "ContainerExited", Samples.crash(hospital.time.now())),
                Samples.RESTART_THEN_TELL);
        hospital.pass(3);
        hospital.until(() -> !pager.got.isEmpty());
        JsonObject evidence = pager.got.getFirst().body().getJsonObject("evidence");
        assertThat(evidence.getJsonObject("diagnosis").getString("firstError")).isEqualTo("panic: no database");
        assertThat(evidence.encode()).doesNotContain("hunter2");
    }
}
