package io.dockmedic.remediation.brake;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.brake.Crowd.dies;
import static io.dockmedic.remediation.brake.Crowd.fall;
import static io.dockmedic.remediation.brake.Crowd.held;
import static io.dockmedic.remediation.brake.Crowd.services;
import static io.dockmedic.rules.incident.IncidentChange.What.AGAIN;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.escalate.Receiving;
import io.dockmedic.remediation.escalate.Reminding;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever was told of a storm, or should have been, hears of its end; and what it was about is not told as part of another. */
class StormEndTest {
    private static final int CALM = (int) Policy.DEFAULT.storm().calm().toSeconds();
    private static final int APPS = 4;
    private static final String NO_END = "remediation_storms WHERE ended IS NULL";

    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final Receiving pager = new Receiving(vertx, number -> 204);

    @AfterEach
    void close() {
        pager.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Hospital hospital(Reminding reminding) {
        return new Hospital(dir.resolve("journal.db"), Crowd.settings(pager.receiver("pager", reminding))).settled();
    }

    /** Another life of the same, so much later. */
    private Hospital restarted(Hospital one, int seconds) {
        one.journalGoesAway();
        Hospital two = new Hospital(dir.resolve("journal.db"), Crowd.settings(pager.receiver("pager")),
                one.time.now().plusSeconds(seconds), one.engine).settled();
        two.containers = one.containers;
        return two;
    }

    private List<JsonObject> pages(String kind) {
        return Crowd.pages(pager, kind);
    }

    private static void allTaken(Hospital hospital) {
        hospital.until(() -> hospital.count("remediation_deliveries WHERE state = 'pending'") == 0);
        hospital.quiet();
    }

    private static double storms(Hospital hospital) {
        return hospital.meters.get("dockmedic.brakes").tag("kind", "storm").gauge().value();
    }

    private static void all(Hospital hospital, List<Incident> incidents) {
        incidents.forEach(one -> hospital.incident(RESTORED, one, RESTART_THEN_TELL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatJoinedLastIsToldWhateverWriteOfItsEndIsTheLast(int writes) {
        try (Hospital one = hospital(Reminding.NONE)) {
            services(one, 10);
            fall(one, 8);
            one.pass(15);
            one.until(() -> pages("storm").size() == 1);
            allTaken(one);
            List<Incident> late = List.of(dies(one, 8), dies(one, 9));
            late.forEach(incident -> one.incident(FIRED, incident, RESTART_THEN_TELL));
            one.later(CALM - 5);
            assertThat(pages("storm")).hasSize(1);
            one.killedAfterWrites(writes);
            one.pass(6);
            try (Hospital two = restarted(one, 20)) {
                all(two, late);
                two.later(CALM);
                two.pass(2);
                two.until(() -> !pages("storm_over").isEmpty());
                assertThat(held(pages("storm_over").getLast())).contains("is8", "is9");
                assertThat(storms(two)).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whoWasToldRightBeforeAKillHearsTheEnd(int writes) {
        try (Hospital one = hospital(Reminding.NONE)) {
            services(one, 10);
            fall(one, 8);
            one.pass(9);
            one.killedAfterWrites(writes);
            one.pass(3);
            try (Hospital two = restarted(one, 5)) {
                two.until(() -> two.count("remediation_deliveries WHERE state = 'pending'") == 0);
                two.later(CALM);
                two.pass(2);
                allTaken(two);
                assertThat(two.count("remediation_deliveries WHERE key LIKE '%/over'"))
                        .isEqualTo(two.count("remediation_deliveries WHERE key NOT LIKE '%/over'"));
                assertThat(storms(two)).isZero();
            }
        }
    }

    private static Container app(int number) {
        return new Container(String.format("%064x", number + 1), "s" + number,
                number < APPS ? "app" : "other" + number, CONSENT, new Service("", "s" + number, ""), false);
    }

    /** A storm of one image that is told, and then becomes part of one of the whole host, that is not told of by itself. */
    private List<Incident> grows(Hospital hospital, int until, int others, boolean resolvedBefore) {
        services(hospital, 10);
        hospital.containers = IntStream.range(0, 10).mapToObj(StormEndTest::app).toList();
        List<Incident> all = IntStream.range(0, APPS + others).mapToObj(number -> dies(hospital, app(number))).toList();
        all.subList(0, APPS).forEach(one -> hospital.incident(FIRED, one, RESTART_THEN_TELL));
        hospital.pass(13);
        hospital.until(() -> pages("storm").size() == 1);
        allTaken(hospital);
        hospital.later(until);
        if (resolvedBefore) {
            all.subList(0, APPS).forEach(one -> hospital.incident(RESOLVED, one, RESTART_THEN_TELL));
        }
        IntStream.range(APPS, APPS + others)
                .forEach(number -> hospital.incident(FIRED, dies(hospital, app(number)), RESTART_THEN_TELL));
        hospital.pass(2);
        assertThat(pages("storm")).hasSize(1);
        assertThat(hospital.health.parts().get("remediation.brakes")).asString().contains("of 10 services fell");
        return all;
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void whoWasToldOfAStormThatBecamePartOfALargerOneHearsTheEndOfThat(boolean resolvedBefore, boolean restart) {
        try (Hospital one = hospital(Reminding.NONE)) {
            List<Incident> all = grows(one, 30, 3, resolvedBefore);
            all.forEach(incident -> one.incident(RESOLVED, incident, RESTART_THEN_TELL));
            if (restart) {
                try (Hospital two = restarted(one, 5)) {
                    isOver(two);
                }
            } else {
                isOver(one);
            }
        }
    }

    private void isOver(Hospital hospital) {
        hospital.later(CALM);
        hospital.pass(2);
        hospital.until(() -> !pages("storm_over").isEmpty());
        assertThat(pages("storm_over")).singleElement().satisfies(page -> assertThat(held(page)).isEmpty());
        assertThat(pages("storm_over").getFirst().getJsonObject("storm").getString("image")).isEmpty();
    }

    @Test
    void whatTheSmallerStormHeldUpIsInTheEndOfTheLargerOneAfterARestartToo() {
        try (Hospital one = hospital(Reminding.NONE)) {
            List<Incident> all = grows(one, 400, 6, false);
            try (Hospital two = restarted(one, 5)) {
                all(two, all);
                two.later(CALM);
                two.pass(2);
                two.until(() -> !pages("storm_over").isEmpty());
                assertThat(held(pages("storm_over").getLast())).contains("is3", "is9");
            }
        }
    }

    @Test
    void anIncidentThatIsToldOfAsPartOfTheNextStormTakesNoOtherAlong() {
        try (Hospital hospital = hospital(new Reminding(Duration.ofMinutes(2), null, ""))) {
            // Long enough with the engine.
            hospital.later(5 * 60);
            services(hospital, 20);
            fall(hospital, 8);
            hospital.pass(15);
            Waiting.on(hospital.controls.resume("ann"));
            hospital.until(() -> pages("storm_over").size() == 1);
            allTaken(hospital);
            String over = pages("storm_over").getFirst().getString("idempotency_key");
            assertThat(held(pages("storm_over").getFirst())).contains("is6", "is7");

            IntStream.range(8, 17)
                    .forEach(number -> hospital.incident(FIRED, dies(hospital, number), RESTART_THEN_TELL));
            hospital.incident(AGAIN, dies(hospital, 7), RESTART_THEN_TELL);
            hospital.pass(15);
            hospital.until(() -> pages("storm").size() == 2);
            assertThat(held(pages("storm").getLast())).contains("is7", "is16").doesNotContain("is6");
            allTaken(hospital);
            hospital.later(2 * 60);
            hospital.pass(2);
            hospital.until(() -> pager.keys().contains(over + ".again1"));
            assertThat(held(pages("storm_over").getLast())).contains("is6").doesNotContain("is7");
            assertThat(hospital.count("remediation_pages WHERE incidents LIKE '%\"is7\"%'")).isEqualTo(1);
        }
    }

    /** Whoever is told later, and Alertmanager, know of it only by what is remembered of it. */
    @Test
    void aStormThatHoldsIsNotForgottenWhereEverythingItHeldUpIsOver() {
        try (Receiving boss = new Receiving(vertx, number -> 204);
                Hospital hospital = new Hospital(dir.resolve("journal.db"), handingOn(boss)).settled()) {
            // Long enough with the engine.
            hospital.later(5 * 60);
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            hospital.until(() -> pages("storm").size() == 1);
            allTaken(hospital);
            hospital.later(2 * 60);
            hospital.pass(2);
            hospital.until(() -> Crowd.pages(boss, "storm").size() == 1);
            allTaken(hospital);
            IntStream.range(0, 8)
                    .forEach(number -> hospital.incident(RESOLVED, dies(hospital, number), RESTART_THEN_TELL));
            // It is tidied every ten minutes.
            hospital.later(3 * 60);
            hospital.pass(2);
            assertThat(storms(hospital)).isEqualTo(1);
            assertThat(hospital.count("remediation_pages")).as("two have been told of it").isEqualTo(2);
            Waiting.on(hospital.controls.resume("ann"));
            hospital.until(() -> !Crowd.pages(boss, "storm_over").isEmpty());
            hospital.until(() -> hospital.count("remediation_pages") == 0);
        }
    }

    private RemediationSettings handingOn(Receiving boss) {
        RemediationSettings one = Crowd.settings(pager.receiver("pager"));
        return new RemediationSettings("host", one.policy(), List.of(
                pager.receiver("pager", new Reminding(null, Duration.ofMinutes(2), "boss")), boss.receiver("boss")),
                true, null);
    }

    @Test
    void whatAPersonHasEndedIsNoStormAgainAfterARestart() {
        try (Hospital one = hospital(Reminding.NONE)) {
            services(one, 10);
            List<Incident> all = IntStream.range(0, 8).mapToObj(number -> dies(one, number)).toList();
            fall(one, 8);
            one.pass(15);
            Waiting.on(one.controls.resume("ann"));
            one.until(() -> pages("storm_over").size() == 1);
            allTaken(one);
            try (Hospital two = restarted(one, 5)) {
                all(two, all);
                assertThat(storms(two)).isZero();
                two.incident(FIRED, dies(two, 8), RESTART_THEN_TELL);
                assertThat(storms(two)).isZero();
                two.pass(15);
                assertThat(pages("storm")).hasSize(1);
            }
        }
    }

    @Test
    void resumeIsAnsweredWhenTheStormsEndIsWrittenDownAndNotBefore() {
        try (Hospital hospital = hospital(Reminding.NONE)) {
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            hospital.diskFull(true);
            Future<Controls.Resumed> answer = hospital.controls.resume("ann");
            hospital.pass(2);
            assertThat(storms(hospital)).as("it holds at once").isZero();
            assertThat(answer.cause()).as("a kill now would bring the storm back").isInstanceOf(JournalException.class);
            Future<Controls.Resumed> again = hospital.controls.resume("ann");
            hospital.pass(2);
            assertThat(again.failed()).as("and the same is said again").isTrue();
            assertThat(hospital.count(NO_END)).isEqualTo(1);
            hospital.diskFull(false);
            Waiting.on(hospital.controls.resume("ann"));
            assertThat(hospital.count(NO_END)).isZero();
        }
    }

    @Test
    void theEndOfAStormThatCouldNotBeWrittenDownIsWrittenDownLater() {
        try (Hospital hospital = hospital(Reminding.NONE)) {
            services(hospital, 10);
            fall(hospital, 8);
            hospital.pass(15);
            hospital.diskFull(true);
            hospital.later(CALM);
            hospital.pass(2);
            assertThat(storms(hospital)).isZero();
            hospital.later(60);
            assertThat(hospital.count(NO_END)).isEqualTo(1);
            hospital.diskFull(false);
            hospital.later(30);
            hospital.until(() -> hospital.count(NO_END) == 0);
        }
    }

    @Test
    void whatAStormThatIsOverHeldUpIsNoPartOfTheNextOneAfterARestart() {
        try (Hospital one = hospital(Reminding.NONE)) {
            services(one, 20);
            List<Incident> all = IntStream.range(0, 8).mapToObj(number -> dies(one, number)).toList();
            fall(one, 8);
            one.pass(15);
            Waiting.on(one.controls.resume("ann"));
            one.until(() -> pages("storm_over").size() == 1);
            allTaken(one);
            try (Hospital two = restarted(one, 10 * 60)) {
                all(two, all);
                IntStream.range(8, 17).forEach(number -> two.incident(FIRED, dies(two, number), RESTART_THEN_TELL));
                two.pass(15);
                two.until(() -> pages("storm").size() == 2);
                assertThat(held(pages("storm").getLast())).contains("is16").doesNotContain("is6", "is7");
            }
        }
    }
}
