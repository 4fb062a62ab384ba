package io.dockmedic.remediation.action.backup;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.ID;
import static io.dockmedic.remediation.Samples.container;
import static io.dockmedic.remediation.Samples.health;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.ListText;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose volume is backed up because it is time, and what follows on that. */
class ScheduledBackupTest {
    private static final Step.Verify RUNNING = new Step.Verify(Step.State.RUNNING, Duration.ofSeconds(3),
            Duration.ofSeconds(20));

    @TempDir
    Path dir;

    private Hospital hospital;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(dir.resolve("kept"));
        hospital = new Hospital(dir.resolve("journal.db"), settings()).settled();
        hospital.containers = List.of(container(CONSENT));
        hospital.engine.running = true;
        hospital.engine.details = new Details("web:1", "sha256:1", Map.of(), Map.of(),
                List.of(new Details.Mount("volume", "web-data", "/data", true)), List.of(), List.of(), null);
        hospital.engine.copies.bytes = tar();
    }

    private RemediationSettings settings() {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(HealMode.LABELLED, false, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                        new Permits(Set.of("backup-volume"), Set.of(), List.of()),
                        base.ownContainers(), base.ownImages()),
                List.of(), true, null, RemediationSettings.Asking.DEFAULT, List.of(),
                Optional.of(dir.resolve("kept")));
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("./one");
            entry.setSize(3);
            tar.putArchiveEntry(entry);
            tar.write(new byte[]{1, 2, 3});
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static Step step(Map<String, String> with) {
        return new Step("backup-volume", with, List.of(Duration.ZERO), RUNNING);
    }

    private void fires(Incident incident, Step step, boolean occasion) {
        hospital.incident(FIRED, incident, new RemedyPlan(List.of(step, ESCALATE), occasion));
    }

    private void isTime(Map<String, String> with) {
        isTime("i1", "Nightly", with);
    }

    private void isTime(String id, String rule, Map<String, String> with) {
        Instant now = hospital.time.now();
        fires(incident(id, rule, new ScheduleEvent.Due(now, "host", Origin.DOCKMEDIC, "30 3 * * * UTC", now,
                "2026-11-01T03:30:00Z")), step(with), true);
    }

    private void passesUntil(String state) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            hospital.pass(1);
            return hospital.last().state().equals(state);
        });
    }

    /** For as long as this takes on a disk, however fast the time passes. */
    private void passesUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            hospital.pass(1);
            return condition.call();
        });
    }

    private void minutesPass(int minutes) {
        for (int half = 0; half < 2 * minutes; half++) {
            hospital.later(30);
        }
    }

    private List<OwnAct.Phase> phasesOfThePause() {
        return List.copyOf(hospital.ledger)
                .stream()
                .filter(act -> act.id().endsWith("/1"))
                .map(OwnAct::phase)
                .toList();
    }

    private List<Attempt> attempts() {
        return hospital.last().attempts();
    }

    @Test
    void isDoneToTheServiceThatTheStepNames() throws IOException {
        isTime(Map.of("service", "web"));
        passesUntil("healed");
        assertThat(hospital.engine.copies.asked).containsExactly("/data/.");
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
        assertThat(hospital.count("remediation_acts WHERE service = 'web' AND outcome = 'done' AND container = '" + ID
                + "'")).isEqualTo(1);
        try (var files = Files.list(dir.resolve("kept/web"))) {
            assertThat(files).as("with its sum, and of what it is").hasSize(3);
        }
    }

    @Test
    void whoIsNotThereIsToldOf() {
        isTime(Map.of("service", "shop/db/1"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().reason()).isEqualTo("absent");
        assertThat(attempts().getFirst().detail()).isEqualTo("there is no container of shop/db/1");
        assertThat(hospital.engine.changes).isEmpty();
    }

    /** As Compose leaves one behind whose successor is under the name. */
    private static Container ofWeb(char digit, String name) {
        return new Container(String.valueOf(digit).repeat(64), name, "web:1", CONSENT, new Service("shop", "web", "1"),
                false);
    }

    @Test
    void ofAServiceTheContainerThatRunsIsTaken() {
        Container left = ofWeb('e', "eeeeeeeeeeee_shop-web-1");
        Container runs = ofWeb('a', "shop-web-1");
        hospital.down = Set.of(left.id());
        hospital.containers = List.of(left, runs);
        isTime(Map.of("service", "shop/web/1"));
        passesUntil("healed");
        assertThat(hospital.count("remediation_acts WHERE container = '" + runs.id() + "'")).isEqualTo(1);
    }

    @Test
    void whereTwoOfAServiceRunAPersonIsToldWhatToWrite() {
        hospital.containers = List.of(ofWeb('e', "shop-web-old"), ofWeb('a', "shop-web-1"));
        isTime(Map.of("service", "shop/web/1"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().detail()).isEqualTo("shop/web/1 may be shop-web-1 or shop-web-old, which all"
                + " run: write the name of one of them instead");
        assertThat(hospital.engine.changes).isEmpty();
    }

    @Test
    void aContainersNameMeansThatOneAndCountsForItsService() {
        hospital.containers = List.of(ofWeb('e', "shop-web-old"), ofWeb('a', "shop-web-1"));
        isTime(Map.of("service", "shop-web-1"));
        passesUntil("healed");
        assertThat(hospital.count("remediation_acts WHERE service = 'shop/web/1' AND container = '" + "a".repeat(64)
                + "'")).isEqualTo(1);
    }

    @Test
    void whoDidNotConsentIsLeftAlone() {
        hospital.containers = List.of(container(Map.of()));
        isTime(Map.of("service", "web"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().reason()).isEqualTo("no_consent");
        assertThat(hospital.engine.changes).isEmpty();
    }

    @Test
    void aCommandNeedsAnApprovalOfItsOwn() {
        isTime(Map.of("service", "web", "dump", ListText.of(List.of("pg_dump"))));
        passesUntil("escalated");
        assertThat(attempts().getFirst().detail())
                .isEqualTo("no approval in the configuration covers exec of it, now, which is part of this");
        assertThat(hospital.engine.copies.asked).isEmpty();
    }

    @Test
    void whatFailsIsToldAndTheContainerGoesOn() {
        hospital.engine.copies.bytes = new byte[0];
        isTime(Map.of("service", "web"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).isEqualTo("failed: not backed up: not here");
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
    }

    @Test
    void beforeSomethingElseItIsAStepAndNoCure() {
        fires(incident("i1", "Sick", health(hospital.time.now(), CONSENT, "unhealthy")), step(Map.of()), false);
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).isEqualTo("kept");
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
    }

    @Test
    void aPauseThatWasNotAnsweredIsUndoneWheneverItComes() {
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer in 10 s");
        hospital.engine.restartWorks = false;
        isTime(Map.of("service", "web"));
        passesUntil("unsettled");
        hospital.engine.answer = FakeEngine::done;
        hospital.engine.restartWorks = true;
        minutesPass(4);
        assertThat(hospital.last().state()).as("it is not known yet").isEqualTo("unsettled");
        assertThat(phasesOfThePause()).as("its words may come yet").containsOnly(OwnAct.Phase.BEGINS);

        hospital.engine.paused = true;
        passesUntil("escalated");
        assertThat(hospital.engine.paused).isFalse();
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
        assertThat(phasesOfThePause()).contains(OwnAct.Phase.ENDED);
        assertThat(attempts().getFirst().outcome()).isEqualTo(
                "failed: not backed up: the engine did not answer when it was to be held still; it goes on");
    }

    @Test
    void aPauseThatWasNotAnsweredAndIsNotSeenForLongNeverCame() {
        hospital.engine.answer = () -> new CallResult.Unknown<>("no answer in 10 s");
        hospital.engine.restartWorks = false;
        isTime(Map.of("service", "web"));
        passesUntil("unsettled");
        minutesPass(8);
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).contains("it went on for 5 min after that");
        assertThat(hospital.engine.changes).containsExactly("pause");
        assertThat(phasesOfThePause()).contains(OwnAct.Phase.ENDED);
    }

    @Test
    void whatDoesNotGoOnIsTold() {
        AtomicInteger calls = new AtomicInteger();
        hospital.engine.answer = () -> calls.getAndIncrement() == 0
                ? FakeEngine.done()
                : new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here");
        isTime(Map.of("service", "web"));
        passesUntil(() -> hospital.engine.paused);
        minutesPass(16);
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome())
                .isEqualTo("outcome unknown: it was held still (pause) and does not go on: not here;"
                        + " docker unpause web lets it go on");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown'")).isEqualTo(1);
    }

    @Test
    void whatDidNotRunIsCopiedAndNeedsNoProof() {
        hospital.engine.running = false;
        isTime(Map.of("service", "web"));
        passesUntil("healed");
        assertThat(hospital.engine.changes).isEmpty();
        assertThat(hospital.engine.restarts).isEmpty();
        assertThat(hospital.engine.copies.asked).hasSize(1);
    }

    @Test
    void whatWasStartedWhileItWasCopiedIsNoBackup() throws IOException {
        hospital.engine.running = false;
        hospital.engine.copies.meanwhile = hospital.engine::comeUp;
        isTime(Map.of("service", "web"));
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).isEqualTo(
                "failed: not backed up: somebody or the engine started web while it was copied");
        assertThat(dir.resolve("kept/web")).isEmptyDirectory();
    }

    @Test
    void oneAtATimeAndWhoWaitsIsDecidedOnAnew() {
        Promise<Void> copied = Promise.promise();
        hospital.engine.copies.copying = copied.future();
        Container web = container(CONSENT);
        hospital.containers = List.of(web, other(CONSENT));
        isTime(Map.of("service", "web"));
        passesUntil(() -> hospital.engine.copies.asked.size() == 1);
        isTime("i2", "NightlyToo", Map.of("service", "db"));
        hospital.pass(20);
        assertThat(hospital.last().incident()).isEqualTo("i2");
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(hospital.last().detail()).contains("another backup-volume, of i1, is under way");
        assertThat(hospital.engine.copies.asked).hasSize(1);

        // Its owner has taken consent back meanwhile.
        hospital.containers = List.of(web, other(Map.of()));
        hospital.vertx.runOnContext(now -> copied.complete());
        passesUntil(() -> changes().anyMatch(RemedyChange::healed));
        passesUntil(() -> changes().anyMatch(RemedyChange::escalated));
        RemedyChange told = changes().filter(RemedyChange::escalated).findFirst().orElseThrow();
        assertThat(told.incident()).isEqualTo("i2");
        assertThat(told.attempts()).extracting(Attempt::reason).contains("no_consent");
        assertThat(hospital.engine.copies.asked).hasSize(1);
    }

    @Test
    void brokenOffAsWeEndItIsWrittenDownAndGoneOnWithAtOurNextStart() throws IOException {
        hospital.engine.copies.copying = Promise.<Void>promise().future();
        isTime(Map.of("service", "web"));
        passesUntil(() -> hospital.engine.copies.asked.size() == 1);
        Incident left = due("i1", "Nightly");
        Hospital.get(hospital.stops());
        assertThat(hospital.engine.changes).containsExactly("pause", "unpause");
        assertThat(dir.resolve("kept/web")).isEmptyDirectory();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'failed'")).isEqualTo(1);
        assertThat(hospital.last().state()).as("its ladder goes on at our next start").isEqualTo("acting");
        Instant now = hospital.time.now();
        FakeEngine engine = hospital.engine;
        hospital.close();

        hospital = new Hospital(dir.resolve("journal.db"), settings(), now.plusSeconds(60), engine).settled();
        hospital.containers = List.of(container(CONSENT));
        hospital.incident(RESTORED, left, new RemedyPlan(List.of(step(Map.of("service", "web")), ESCALATE), true));
        passesUntil("escalated");
        assertThat(attempts()).hasSize(2);
        assertThat(attempts().getFirst().outcome())
                .isEqualTo("failed: not backed up: it was broken off, for Dockmedic ends");
        assertThat(engine.changes).containsExactly("pause", "unpause");
    }

    private Incident due(String id, String rule) {
        return incident(id, rule, new ScheduleEvent.Due(hospital.time.now(), "host", Origin.DOCKMEDIC,
                "30 3 * * * UTC", hospital.time.now(), "2026-11-01T03:30:00Z"));
    }

    private static Incident over(Incident one, String why) {
        return new Incident(one.id(), one.rule(), one.key(), Incident.State.RESOLVED, one.activeAt(), one.firedAt(),
                one.activeAt(), why, one.labels(), one.annotations(), one.evidence(), one.count());
    }

    private void ends(Incident one, String why) {
        hospital.incident(RESOLVED, over(one, why),
                new RemedyPlan(List.of(step(Map.of("service", "db")), ESCALATE), true));
    }

    /** Another one is under way, and this one waits for it. */
    private Incident putOff() {
        hospital.engine.copies.copying = Promise.<Void>promise().future();
        hospital.containers = List.of(container(CONSENT), other(CONSENT));
        isTime(Map.of("service", "web"));
        passesUntil(() -> hospital.engine.copies.asked.size() == 1);
        Incident waits = due("i2", "NightlyToo");
        fires(waits, step(Map.of("service", "db")), true);
        passesUntil("waiting");
        return waits;
    }

    @Test
    void whatIsPutOffUntilItsTimeIsUpIsTold() {
        ends(putOff(), Incident.TIME_IS_UP);
        passesUntil("escalated");
        assertThat(hospital.last().incident()).isEqualTo("i2");
        assertThat(attempts()).extracting(Attempt::action).endsWith("backup-volume", "escalate");
        assertThat(attempts().get(attempts().size() - 2).detail()).startsWith(
                "not done: its time is up, and it was put off until then: another backup-volume, of i1, is under way");
        assertThat(hospital.engine.copies.asked).hasSize(1);
    }

    /** Its time is that in which it has to begin, and it takes longer. */
    @Test
    void whatFailsWhenItsTimeIsUpIsTold() {
        Promise<Void> copied = Promise.promise();
        hospital.engine.copies.copying = copied.future();
        Incident one = due("i1", "Nightly");
        fires(one, step(Map.of("service", "web")), true);
        passesUntil(() -> hospital.engine.copies.asked.size() == 1);
        ends(one, Incident.TIME_IS_UP);
        hospital.pass(5);
        assertThat(hospital.last().state()).as("it is finished").isEqualTo("acting");
        hospital.engine.copies.bytes = new byte[0];
        hospital.vertx.runOnContext(now -> copied.complete());
        passesUntil("escalated");
        assertThat(attempts().getFirst().outcome()).isEqualTo("failed: not backed up: not here");
        assertThat(hospital.engine.copies.asked).as("nor is it begun again").hasSize(1);
    }

    @Test
    void whatIsOverOtherwiseIsNotTold() {
        ends(putOff(), "its rule is gone");
        hospital.pass(20);
        assertThat(changes().filter(one -> one.incident().equals("i2")).toList().getLast().state()).isEqualTo("over");
    }

    @Test
    void whoseTimeWasUpWhileWeWereAwayIsTold() {
        Incident waits = putOff();
        Instant now = hospital.time.now();
        hospital.close();

        hospital = new Hospital(dir.resolve("journal.db"), settings(), now.plusSeconds(60), hospital.engine).settled();
        hospital.containers = List.of(container(CONSENT), other(CONSENT));
        ends(waits, Incident.TIME_IS_UP);
        passesUntil(() -> changes().anyMatch(one -> one.incident().equals("i2") && one.escalated()));
        assertThat(hospital.engine.copies.asked).hasSize(1);
    }

    private Stream<RemedyChange> changes() {
        return List.copyOf(hospital.remedies).stream();
    }

    private static Container other(Map<String, String> labels) {
        return new Container("b".repeat(64), "db", "db:1", labels, new Service("", "db", ""), false);
    }
}
