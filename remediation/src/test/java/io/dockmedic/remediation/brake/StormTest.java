package io.dockmedic.remediation.brake;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.brake.Crowd.container;
import static io.dockmedic.remediation.brake.Crowd.dies;
import static io.dockmedic.remediation.brake.Crowd.fall;
import static io.dockmedic.remediation.brake.Crowd.held;
import static io.dockmedic.remediation.brake.Crowd.services;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RELEASED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.remediation.escalate.Reminding;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Inhibited;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Much goes wrong at once, on a stage with a real journal and a real receiver. */
class StormTest {
    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final Receiving pager = new Receiving(vertx, number -> 204);

    @AfterEach
    void close() throws Exception {
        pager.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private RemediationSettings settings() {
        return Crowd.settings(pager.receiver("pager"));
    }

    private Hospital hospital() {
        return new Hospital(dir.resolve("journal.db"), settings()).settled();
    }

    private static Health.Status said(Hospital hospital) {
        return Objects.requireNonNull(hospital.health.parts().get("remediation.brakes")).status();
    }

    private List<JsonObject> pages(String kind) {
        return Crowd.pages(pager, kind);
    }

    @Test
    void sixtyOfAHundredDieAtOnceAndOnePageTellsOfAll() {
        try (Hospital hospital = hospital()) {
            services(hospital, 100);
            fall(hospital, 60);
            int before = hospital.engine.starts.size();
            assertThat(before).isLessThanOrEqualTo(30);
            hospital.pass(12);
            hospital.until(() -> !pages("storm").isEmpty());
            hospital.pass(120);
            assertThat(hospital.engine.starts).hasSize(before);
            assertThat(pages("escalation")).isEmpty();
            assertThat(pages("storm")).singleElement().satisfies(page -> {
                assertThat(page.getString("summary")).contains("31 of 100 services");
                assertThat(page.getJsonObject("storm").getInteger("services_count")).isEqualTo(60);
                assertThat(page.getJsonObject("storm").getJsonArray("containers")).hasSize(60).contains("s7");
                assertThat(page.getJsonArray("held").size()).isBetween(30, 60).isEqualTo(page.getInteger("held_count"));
                assertThat(page.getJsonArray("held"))
                        .allSatisfy(one -> assertThat(((JsonObject) one).getJsonArray("containers"))
                                .containsExactly(((JsonObject) one).getString("service")));
            });
            assertThat(said(hospital)).isEqualTo(Health.Status.DEGRADED);
            assertThat(hospital.meters.get("dockmedic.brakes").tag("kind", "storm").gauge().value()).isEqualTo(1);
        }
    }

    /** One page of the cause is enough; but what goes on all at once is a storm as ever. */
    @Test
    void whatFollowsFromAnotherIncidentCountsOnlyWhenItGoesOn() {
        try (Hospital hospital = hospital()) {
            services(hospital, 100);
            Inhibited by = new Inhibited("s1", "DatabaseDown");
            for (int number = 0; number < 60; number++) {
                hospital.incident(FIRED, Samples.inhibited(dies(hospital, number), by), RESTART_THEN_TELL);
            }
            assertThat(hospital.engine.starts).isEmpty();
            assertThat(hospital.meters.get("dockmedic.brakes").tag("kind", "storm").gauge().value()).isZero();
            for (int number = 0; number < 60; number++) {
                hospital.incident(RELEASED, dies(hospital, number), RESTART_THEN_TELL);
            }
            assertThat(hospital.engine.starts.size()).isBetween(1, 30);
            assertThat(hospital.meters.get("dockmedic.brakes").tag("kind", "storm").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void aStormIsToldAgainAsOneUntilAllOfItIsKnown() {
        RemediationSettings often = new RemediationSettings("host", settings().policy(), List.of(
                pager.receiver("pager", new Reminding(Duration.ofMinutes(2), null, ""))), true, null);
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), often).settled()) {
            // Long enough with the engine.
            hospital.later(5 * 60);
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            hospital.until(() -> pages("storm").size() == 1);
            List<String> held = held(pages("storm").getFirst());
            assertThat(held).hasSizeGreaterThan(2);
            jump(hospital);
            hospital.until(() -> pages("storm").size() == 2);
            assertThat(pages("storm").getLast().getString("idempotency_key")).endsWith(".again1");
            assertThat(held(pages("storm").getLast())).isEqualTo(held);

            Hospital.get(hospital.remarks.acknowledge(held.getFirst(), "anna", ""));
            jump(hospital);
            hospital.until(() -> pages("storm").size() == 3);
            assertThat(held(pages("storm").getLast())).isNotEmpty().doesNotContain(held.getFirst());
            assertThat(pages("escalation")).isEmpty();
        }
    }

    /** Not before all that is on its way has arrived. */
    private static void jump(Hospital hospital) {
        hospital.until(() -> hospital.count("remediation_deliveries WHERE state = 'pending'") == 0);
        hospital.later(2 * 60);
        hospital.pass(2);
    }

    @Test
    void ofAStormThatEndsInADryRunNobodyHearsAgain() {
        RemediationSettings often = new RemediationSettings("host", settings().policy(), List.of(
                pager.receiver("pager", new Reminding(Duration.ofMinutes(2), null, ""))), true, null);
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), often).settled()) {
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            hospital.until(() -> pages("storm").size() == 1);
            assertThat(hospital.count("remediation_pages")).isEqualTo(1);
            Waiting.on(hospital.controls.pause(null, "", "", true));
            hospital.pass((int) Policy.DEFAULT.storm().calm().toSeconds());
            assertThat(hospital.count("remediation_pages")).isZero();
        }
    }

    @Test
    void aStormThatBecomesPartOfALargerOneIsToldAgainWithThatOnly() {
        try (Hospital hospital = hospital()) {
            services(hospital, 100);
            List<Container> all = IntStream.range(0, 45)
                    .mapToObj(number -> new Container(String.format("%064x", number + 1), "s" + number,
                            number < 12 ? "app" : "other" + number, CONSENT, new Service("", "s" + number, ""), false))
                    .toList();
            List<Container> more = new ArrayList<>(all);
            more.addAll(List.copyOf(hospital.containers).subList(45, 100));
            hospital.containers = more;
            all.subList(0, 12).forEach(one -> hospital.incident(FIRED, dies(hospital, one), RESTART_THEN_TELL));
            hospital.pass(15);
            hospital.until(() -> pages("storm").size() == 1);
            assertThat(pages("storm").getFirst().getJsonObject("storm").getString("image")).isEqualTo("app");
            hospital.pass(60);
            all.subList(12, 45).forEach(one -> hospital.incident(FIRED, dies(hospital, one), RESTART_THEN_TELL));
            hospital.pass(2);
            assertThat(hospital.count("remediation_pages")).as("the larger one is not told of yet").isEqualTo(1);
            hospital.pass((int) Policy.DEFAULT.storm().calm().toSeconds());
            hospital.until(() -> !pages("storm_over").isEmpty());
            hospital.quiet();
            assertThat(hospital.count("remediation_pages")).isEqualTo(1);
            assertThat(hospital.count("remediation_pages WHERE last - since > 60000")).as("known since then")
                    .isEqualTo(1);
        }
    }

    @Test
    void afterCalmActsGoOnButNotOnTheBacklogOfWhichAPersonHears() {
        try (Hospital hospital = hospital()) {
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            int before = hospital.engine.starts.size();
            hospital.incident(RESOLVED, dies(hospital, 7), RESTART_THEN_TELL);
            hospital.pass((int) Policy.DEFAULT.storm().calm().toSeconds());
            hospital.until(() -> !pages("storm_over").isEmpty());
            assertThat(hospital.engine.starts).hasSize(before);
            assertThat(pages("storm")).hasSize(1);
            assertThat(pages("storm_over")).singleElement().satisfies(page -> {
                List<String> still = page.getJsonArray("held")
                        .stream()
                        .map(one -> ((JsonObject) one).getString("service"))
                        .toList();
                assertThat(still).contains("s5", "s6").doesNotContain("s7");
            });
            assertThat(said(hospital)).isEqualTo(Health.Status.UP);

            hospital.incident(AGAIN, dies(hospital, 6), RESTART_THEN_TELL);
            hospital.pass(2);
            assertThat(hospital.engine.starts).hasSize(before + 1);
        }
    }

    @Test
    void aPersonEndsItAndItIsNotActedOnWhatItHeldUp() {
        try (Hospital hospital = hospital()) {
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            int before = hospital.engine.starts.size();
            Controls.Resumed resumed = Waiting.on(hospital.controls.resume("ann"));
            assertThat(resumed.storms()).hasSize(1);
            hospital.pass(60);
            assertThat(hospital.engine.starts).hasSize(before);
            hospital.until(() -> !pages("storm_over").isEmpty());
            assertThat(pages("storm_over").getFirst().getJsonObject("storm").getString("ended_by"))
                    .isEqualTo("resumed by ann");
        }
    }

    @Test
    void aStormGoesOnOverARestartAndIsNotToldTwice() {
        Path file = dir.resolve("journal.db");
        try (Hospital one = hospital()) {
            services(one, 10);
            fall(one, 8);
            one.pass(15);
            one.until(() -> !pages("storm").isEmpty());
            Incident held = dies(one, 7);
            int before = one.engine.starts.size();
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, settings(), one.time.now().plusSeconds(5), one.engine).settled()) {
                two.containers = one.containers;
                two.incident(RESTORED, held, RESTART_THEN_TELL);
                two.incident(FIRED, dies(two, 9), RESTART_THEN_TELL);
                two.pass(20);
                assertThat(two.engine.starts).hasSize(before);
                assertThat(two.last().detail()).contains("services fell into trouble");
                assertThat(pages("storm")).hasSize(1);
                two.pass((int) Policy.DEFAULT.storm().calm().toSeconds());
                two.until(() -> !pages("storm_over").isEmpty());
                assertThat(pages("storm_over").getFirst().getJsonArray("held").encode()).contains("s7", "s9");
            }
        }
    }

    @Test
    void alertsOfOthersAboutManyServicesAreAStormToo() {
        try (Hospital hospital = hospital()) {
            services(hospital, 100);
            for (int number = 0; number < 60; number++) {
                Container container = container(number, CONSENT);
                Incident one = dies(hospital, container);
                hospital.incident(FIRED, new Incident(one.id(), "TargetDown", one.key(), one.state(), one.activeAt(),
                        one.firedAt(), null, "", one.labels(), one.annotations(),
                        List.of(new ExternalEvent.Alert(hospital.time.now(), "host", Origin.EXTERNAL, "f" + number,
                                "TargetDown", "firing", "", Map.of(), Map.of(), container, "")),
                        1), RESTART_THEN_TELL);
            }
            hospital.pass(2);
            assertThat(said(hospital)).isEqualTo(Health.Status.DEGRADED);
        }
    }

    @Test
    void whatTheEnginesOwnEndTookAlongIsNoStorm() {
        try (Hospital hospital = hospital()) {
            services(hospital, 10);
            for (int number = 0; number < 8; number++) {
                Container container = container(number, CONSENT);
                Incident one = dies(hospital, container);
                hospital.incident(FIRED, new Incident(one.id(), "ContainerDownAfterEngineRestart", one.key(),
                        one.state(), one.activeAt(), one.firedAt(), null, "", one.labels(), one.annotations(),
                        List.of(Samples.died(hospital.time.now(), container, Intent.ENGINE_SHUTDOWN, false)), 1),
                        RESTART_THEN_TELL);
            }
            hospital.pass(2);
            assertThat(hospital.engine.starts).hasSize(8);
        }
    }

    private static Incident lost(Hospital hospital, int number) {
        Container container = container(number, CONSENT);
        Incident one = dies(hospital, container);
        return new Incident(one.id(), "ContainerLostGpu", one.key(), one.state(), one.activeAt(), one.firedAt(), null,
                "", one.labels(), one.annotations(),
                List.of(new GpuReached(hospital.time.now(), "host", Origin.DOCKMEDIC, container,
                        Gpu.at(Gpu.NVIDIA, "0000:18:00.0"), GpuAccess.LOST, "/dev/nvidiactl", "denied")),
                1);
    }

    /** After a reload of systemd, say: each is healed, with its proof before the next begins, also in the storm that followed. */
    @Test
    void thatManyLostTheirGpuIsNoStormAndTheyAreHealedOneAfterTheOther() {
        try (Hospital hospital = hospital()) {
            hospital.containers = IntStream.range(0, 10).mapToObj(number -> container(number, CONSENT)).toList();
            RemedyPlan plan = new RemedyPlan(List.of(
                    new Step("restart", Map.of(), Samples.seconds(0), new Step.Verify(
                            Step.State.RUNNING, Duration.ofSeconds(30), Duration.ofSeconds(60))),
                    Samples.ESCALATE));
            for (int number = 0; number < 8; number++) {
                hospital.incident(FIRED, lost(hospital, number), plan);
            }
            hospital.pass(5);
            assertThat(hospital.meters.get("dockmedic.brakes").tag("kind", "storm").gauge().value()).isZero();
            assertThat(hospital.engine.restarts).hasSize(1);
            assertThat(hospital.last().detail()).contains("one after the other");
            hospital.pass(15);
            assertThat(hospital.engine.restarts).as("while the first is not proven").hasSize(1);
            hospital.pass(35);
            assertThat(hospital.engine.restarts).as("when it is").hasSize(2);
        }
    }

    private static RemedyPlan untilItIsOver() {
        return new RemedyPlan(List.of(
                new Step("restart", Map.of(), Samples.seconds(0),
                        new Step.Verify(Step.State.OVER, Duration.ZERO, Duration.ofSeconds(60))),
                Samples.ESCALATE));
    }

    private static List<Container> ten() {
        return IntStream.range(0, 10).mapToObj(number -> container(number, CONSENT)).toList();
    }

    /** The cause is another one after all. */
    @Test
    void whatDidNotHelpOneThatLostItsGpuIsNotDoneToTheOthers() {
        try (Hospital hospital = hospital()) {
            hospital.containers = ten();
            Incident first = lost(hospital, 0);
            hospital.incident(FIRED, first, untilItIsOver());
            for (int number = 1; number < 8; number++) {
                hospital.incident(FIRED, lost(hospital, number), untilItIsOver());
            }
            hospital.pass(30);
            assertThat(hospital.engine.restarts).hasSize(1);
            hospital.pass(60);
            hospital.until(() -> pages("escalation").size() == 8);
            hospital.pass(60);
            assertThat(hospital.engine.restarts).as("that is enough").hasSize(1);
            assertThat(hospital.remedies).anySatisfy(change -> assertThat(change.attempts()).anySatisfy(attempt -> {
                assertThat(attempt.reason()).isEqualTo("tried");
                assertThat(attempt.detail()).contains("did not help is0");
            }));
            hospital.incident(RESOLVED, Samples.resolved(first, hospital.time.now()), untilItIsOver());
            hospital.later(3600);
            hospital.incident(FIRED, lost(hospital, 8), untilItIsOver());
            hospital.pass(10);
            assertThat(hospital.engine.restarts).as("long ago, and over").hasSize(2);
        }
    }

    @Test
    void whatDidNotHelpIsKnownAfterOurRestart() {
        Path file = dir.resolve("journal.db");
        try (Hospital one = hospital()) {
            one.containers = ten();
            Incident first = lost(one, 0);
            one.incident(FIRED, first, untilItIsOver());
            one.pass(90);
            one.until(() -> pages("escalation").size() == 1);
            one.until(() -> one.count("remediation_deliveries WHERE state = 'pending'") == 0);
            one.journalGoesAway();
            try (Hospital two = new Hospital(file, settings(), one.time.now().plusSeconds(5), one.engine).settled()) {
                two.containers = one.containers;
                two.incident(RESTORED, first, untilItIsOver());
                two.incident(FIRED, lost(two, 1), untilItIsOver());
                two.pass(10);
                two.until(() -> pages("escalation").size() == 2);
                assertThat(two.engine.restarts).hasSize(1);
            }
        }
    }

    /** What came of the one of before is not known. */
    @Test
    void theyAreHealedOneAfterTheOtherAfterOurRestartToo() {
        Path file = dir.resolve("journal.db");
        try (Hospital one = hospital()) {
            one.containers = ten();
            one.engine.running = true;
            one.engine.restartWorks = false;
            one.engine.answer = () -> {
                one.journalGoesAway();
                return new CallResult.Unknown<>("gone");
            };
            one.incident(FIRED, lost(one, 0), RESTART_THEN_TELL);
            one.time.advance(Duration.ofSeconds(1));
            one.until(() -> one.engine.restarts.size() == 1);
            one.engine.answer = FakeEngine::done;
            one.engine.foreseen = one.engine.state(Samples.ID);
            one.engine.frozen = true;
            try (Hospital two = new Hospital(file, settings(), one.time.now().plusSeconds(5), one.engine).settled()) {
                two.containers = one.containers;
                two.incident(FIRED, lost(two, 1), RESTART_THEN_TELL);
                two.pass(10);
                assertThat(two.engine.restarts).hasSize(1);
                assertThat(two.last().detail()).contains("one after the other");
            }
        }
    }

    @Test
    void ofWhatNobodyConsentedToNobodyIsToldThoughItCounts() {
        try (Hospital hospital = hospital()) {
            services(hospital, 10);
            for (int number = 0; number < 8; number++) {
                hospital.incident(FIRED, dies(hospital, container(number, Map.of())), RESTART_THEN_TELL);
            }
            hospital.pass(60);
            assertThat(hospital.meters.get("dockmedic.brakes").tag("kind", "storm").gauge().value()).isEqualTo(1);
            assertThat(pager.got).isEmpty();
        }
    }
}
