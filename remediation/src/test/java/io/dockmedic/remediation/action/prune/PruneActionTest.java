package io.dockmedic.remediation.action.prune;

import static io.dockmedic.remediation.FakeDisk.MIB;
import static io.dockmedic.remediation.FakeDisk.piece;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, through the whole stage, with an engine in the test's hand. */
class PruneActionTest {
    private static final Permits ON = new Permits(Set.of("prune"), List.of());
    private static final Permits ASK = new Permits(Set.of(), Set.of("prune"), List.of());
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(
            new Step("prune", Map.of("free", "30%"), List.of(),
                    new Step.Verify(Step.State.FREED, Duration.ofSeconds(3), Duration.ofSeconds(20))),
            ESCALATE));

    private static final Set<String> UNDER_WAY = Set.of("planned", "waiting", "deciding", "acting");

    @TempDir
    Path dir;

    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), settings(ON, false)).settled();
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    /** In place of the usual one. */
    private void otherwise(Permits permits, boolean dryRun) {
        hospital.close();
        hospital = new Hospital(dir.resolve("other.db"), settings(permits, dryRun)).settled();
    }

    /** With another configuration, a minute later. */
    private void restarted(Permits permits) {
        Instant now = hospital.time.now();
        Hospital before = hospital;
        Incident incident = full(now, "engine log");
        before.close();
        hospital = new Hospital(dir.resolve("other.db"), settings(permits, false), now.plusSeconds(60), before.engine);
        hospital.room.other = before.room.other;
        hospital.room.cache.addAll(before.room.cache);
        hospital.settled();
        hospital.incident(RESTORED, incident, PLAN);
        hospital.pass(2);
    }

    private RemediationSettings settings(Permits permits, boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(HealMode.LABELLED, dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
                        base.ownContainers(), base.ownImages()),
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause"));
    }

    private static Incident full(Instant at, String roles) {
        return incident("i1", "DiskNearlyFull", new DiskSampled(at, "host", Origin.DOCKMEDIC, "/data", "/dev/sdb1",
                "ext4", roles, 1000 * MIB, 50 * MIB, 95, 1, false, false));
    }

    private void fires() {
        fires("engine log");
    }

    /** It is time, as a rule says, and the engine's disk need not be full. */
    private void isTime(Map<String, String> parameters) {
        Instant now = hospital.time.now();
        RemedyPlan plan = new RemedyPlan(List.of(new Step("prune", parameters, List.of(),
                new Step.Verify(Step.State.FREED, Duration.ZERO, Duration.ofSeconds(20))), ESCALATE), true);
        hospital.incident(FIRED, incident("i1", "NightlyPrune", new ScheduleEvent.Due(now, "host", Origin.DOCKMEDIC,
                "30 3 * * * UTC", now, "2026-11-01T03:30:00Z")), plan);
        hospital.pass(1);
        await().atMost(Duration.ofMinutes(1)).until(() -> !UNDER_WAY.contains(hospital.last().state()));
    }

    @Test
    void onAScheduleOldCacheGoesHoweverMuchRoomThereIsAndThatIsThat() {
        hospital.room.other = 100 * MIB;
        hospital.room.cache.addAll(List.of(piece(hospital.time.now(), 200, 100), piece(hospital.time.now(), 30, 50)));
        isTime(Map.of("cache", "7d"));
        passesUntil("healed");
        assertThat(hospital.room.removals).containsExactly("cache PT168H");
        hospital.later(61);
        hospital.later(61);
        assertThat(hospital.last().state()).isEqualTo("healed");
        assertThat(told()).isZero();
    }

    @Test
    void onAScheduleThatNothingHadToGoIsNoFailure() {
        hospital.room.other = 950 * MIB;
        isTime(Map.of());
        passesUntil("healed");
        assertThat(hospital.room.removals).isEmpty();
        assertThat(told()).isZero();
    }

    @Test
    void onAScheduleWithABoundItGoesOnlyBelowThatAndWhatIsNotReachedIsTold() {
        hospital.room.other = 500 * MIB;
        hospital.room.cache.add(piece(hospital.time.now(), 30, 100));
        isTime(Map.of("free", "30%"));
        passesUntil("healed");
        assertThat(hospital.room.removals).isEmpty();
        otherwise(ON, false);
        hospital.room.other = 850 * MIB;
        hospital.room.cache.add(piece(hospital.time.now(), 30, 100));
        isTime(Map.of("free", "30%"));
        passesUntil("escalated");
        assertThat(hospital.room.removals).containsExactly("cache PT24H");
    }

    @Test
    void onAScheduleADiskThatIsNotKnownIsForAPerson() {
        hospital.engineDisk = Optional.empty();
        isTime(Map.of());
        passesUntil("escalated");
        assertThat(outcome()).contains("not known which disk");
    }

    /** And the act is over, however long that takes; none of the time for its proof has passed yet. */
    private void fires(String roles) {
        hospital.incident(FIRED, full(hospital.time.now(), roles), PLAN);
        hospital.pass(1);
        await().atMost(Duration.ofMinutes(1)).until(() -> !UNDER_WAY.contains(hospital.last().state()));
    }

    private void passesUntil(String state) {
        for (int second = 0; second < 120 && !hospital.last().state().equals(state); second++) {
            hospital.pass(1);
        }
        assertThat(hospital.last().state()).isEqualTo(state);
    }

    private String outcome() {
        return hospital.last().attempts().getFirst().outcome();
    }

    /** 950 MiB are used, of which so many are build cache of 30 hours ago. */
    private void old(long mib) {
        hospital.room.other = (950 - mib) * MIB;
        hospital.room.cache.add(piece(hospital.time.now(), 30, mib));
    }

    private static <T> Future<CallResult<T>> refused(ErrorClass error, int status, String message) {
        return Future.succeededFuture(new CallResult.Refused<>(error, status, message));
    }

    private long told() {
        return hospital.count("remediation_deliveries");
    }

    private List<AnsweredQuestion> questions() {
        return Hospital.get(hospital.answers.latest());
    }

    @Test
    void whereAPersonIsAskedNothingGoesBeforeTheirYes() {
        otherwise(ASK, false);
        old(300);
        fires();
        passesUntil("escalated");
        assertThat(hospital.room.removals).isEmpty();
        Question asked = questions().getFirst().question();
        assertThat(asked.pending()).isTrue();
        assertThat(asked.about().service()).isEqualTo("web");
        assertThat(asked.about().would())
                .isEqualTo("Removes 1 piece of build cache of 300.0 MiB (1 regular), which no build"
                        + " has used for 24 h, and nothing else: images, containers and volumes stay. Of the disk 50.0 MiB (5 %) are"
                        + " free now, about 350.0 MiB (35 %) would be then, 30% are wanted.");
        Hospital.get(hospital.answers.approve(asked.id(), "anna", "go on"));
        passesUntil("healed");
        assertThat(hospital.room.removals).containsExactly("cache PT24H");
        assertThat(questions().getFirst().question().outcome()).isEqualTo("approved by anna: go on");
    }

    @Test
    void nobodyIsAskedWhereThereIsNothingToGo() {
        otherwise(ASK, false);
        hospital.room.other = 950 * MIB;
        fires();
        passesUntil("escalated");
        assertThat(questions()).isEmpty();
    }

    @Test
    void nobodyIsAskedInADryRun() {
        otherwise(ASK, true);
        old(300);
        fires();
        assertThat(questions()).isEmpty();
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("not_approved");
    }

    @Test
    void nobodyIsAskedAboutWhatComesByASchedule() {
        otherwise(ASK, false);
        hospital.room.cache.add(piece(hospital.time.now(), 200, 100));
        isTime(Map.of("cache", "7d"));
        assertThat(questions()).isEmpty();
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void aYesOutlivesARestartAndNotTheConfigurationThatAsksForIt() {
        otherwise(ASK, false);
        old(300);
        fires();
        passesUntil("escalated");
        String id = questions().getFirst().question().id();
        restarted(Permits.NONE);
        Hospital.get(hospital.answers.approve(id, "anna", ""));
        hospital.pass(5);
        assertThat(hospital.room.removals).isEmpty();
        restarted(ASK);
        Hospital.get(hospital.answers.approve(id, "anna", ""));
        passesUntil("healed");
        assertThat(hospital.room.removals).containsExactly("cache PT24H");
    }

    @Test
    void whatHasGoneByThenDoesNotUseUpTheYes() {
        otherwise(ASK, false);
        old(300);
        fires();
        passesUntil("escalated");
        String id = questions().getFirst().question().id();
        List<CacheEntry> cache = List.copyOf(hospital.room.cache);
        hospital.room.cache.clear();
        hospital.room.other = 950 * MIB;
        assertThat(Hospital.get(hospital.answers.approve(id, "anna", "")).outcome())
                .contains("there is no build cache that no build has used for 24 h");
        hospital.room.cache.addAll(cache);
        hospital.room.other = 650 * MIB;
        Hospital.get(hospital.answers.approve(id, "anna", ""));
        passesUntil("healed");
    }

    @Test
    void whatWasApprovedInAPauseWaits() {
        otherwise(ASK, false);
        old(300);
        fires();
        passesUntil("escalated");
        String id = questions().getFirst().question().id();
        Hospital.get(hospital.controls.pause(Duration.ofHours(1), "", "anna", false));
        Question answered = Hospital.get(hospital.answers.approve(id, "anna", ""));
        assertThat(answered.pending()).isTrue();
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void whatNoBuildHasUsedForADayGoesAndTheJournalSaysHowMuchAndNothingElse() {
        Instant now = hospital.time.now();
        old(100);
        hospital.room.other = 600 * MIB;
        hospital.room.cache.addAll(List.of(piece(now, 40, 200), piece(now, 2, 50)));
        fires();
        passesUntil("healed");
        assertThat(hospital.room.removals).containsExactly("cache PT24H");
        assertThat(hospital.room.cache).containsExactly(piece(now, 2, 50));
        assertThat(hospital.count("remediation_removals WHERE outcome = 'removed' AND kind = 'build_cache'"
                + " AND id = 'all' AND name = '2 regular' AND bytes = 314572800")).isEqualTo(1);
        assertThat(hospital.count("remediation_removals")).isEqualTo(1);
        assertThat(hospital.count("remediation_acts WHERE action = 'prune' AND outcome = 'done' AND detail LIKE"
                + " 'free before 50.0 MiB (5 \\%), after 350.0 MiB (35 \\%): removed 2 pieces of build cache of"
                + " 300.0 MiB' ESCAPE '\\'")).isEqualTo(1);
        assertThat(hospital.count("collectors_acts")).isZero();
    }

    @Test
    void wherePrunedRoomIsNotEnoughAPersonIsToldWhatWasDone() {
        old(50);
        fires();
        assertThat(hospital.last().state()).isEqualTo("verifying");
        passesUntil("escalated");
        assertThat(hospital
                .count("remediation_deliveries WHERE body LIKE '%removed 1 piece of build cache of 50.0 MiB%'"))
                .isEqualTo(1);
        assertThat(outcome()).contains("not healed: only 100.0 MiB (10 %) of /data are free, not 30% within 20 s");
    }

    @Test
    void roomThatIsThereAlreadyOrNothingToRemoveIsNoCure() {
        hospital.room.other = 600 * MIB;
        hospital.room.cache.add(piece(hospital.time.now(), 30, 50));
        fires();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(outcome()).contains("nothing was removed: 350.0 MiB (35 %) are free already");
        otherwise(ON, false);
        hospital.room.other = 900 * MIB;
        hospital.room.cache.add(piece(hospital.time.now(), 2, 50));
        fires();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(outcome()).contains("no build cache that no build has used for 24 h");
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void whereItStillFiresAMinuteAfterTheProofAPersonIsTold() {
        old(300);
        fires();
        passesUntil("healed");
        hospital.later(59);
        assertThat(hospital.last().state()).isEqualTo("healed");
        passesUntil("escalated");
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void whatTheEngineDeniesIsToldAtOnceInFewWordsWithoutSecrets() {
        old(300);
        hospital.room.answer = () -> refused(ErrorClass.DENIED, 403,
                "denied\nby --password hunter2 " + "x".repeat(200));
        fires();
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(outcome()).startsWith("refused (denied): denied by --password [redacted]")
                .doesNotContain("hunter2", "\n")
                .hasSizeLessThan(100);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'left' AND detail LIKE '%hunter2%'")).isZero();
    }

    @Test
    void anEngineThatFailsIsAskedAFewTimesThenAPersonIsTold() {
        old(300);
        hospital.room.look = () -> refused(ErrorClass.SERVER_ERROR, 500, "out of memory");
        hospital.incident(FIRED, full(hospital.time.now(), "engine"), PLAN);
        passesUntil("escalated");
        assertThat(hospital.room.removals).isEmpty();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(4);
    }

    @Test
    void anEngineThatNeverAnswersDoesNotHoldItForEver() {
        old(300);
        hospital.room.look = () -> Promise.<CallResult<List<CacheEntry>>>promise().future();
        hospital.incident(FIRED, full(hospital.time.now(), "engine"), PLAN);
        hospital.pass(1);
        hospital.until(() -> hospital.last().state().equals("acting"));
        for (int minute = 0; minute < 120 && !hospital.last().state().equals("escalated"); minute++) {
            hospital.later(60);
        }
        assertThat(hospital.last().state()).isEqualTo("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'open'")).isZero();
        assertThat(told()).isPositive();
    }

    private void isUnknownInTheEnd() {
        fires();
        assertThat(hospital.last().state()).isEqualTo("unsettled");
        hospital.pass(90);
        passesUntil("escalated");
        assertThat(hospital.room.removals).hasSize(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown'")).isEqualTo(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'unknown'")).isEqualTo(1);
        // Nothing is held up by it.
        hospital.room.look = hospital.room::seen;
        hospital.room.answer = hospital.room::removed;
        hospital.incident(FIRED, incident("i2", "Other", full(hospital.time.now(), "engine").latest()), PLAN);
        hospital.pass(1);
        hospital.until(() -> hospital.room.removals.size() == 2);
    }

    @Test
    void whatCameOfItIsNotKnownWhereTheEngineDoesNotSay() {
        old(300);
        hospital.room.answer = () -> {
            hospital.room.look = () -> refused(ErrorClass.DENIED, 403, "no");
            return Future.succeededFuture(new CallResult.Unknown<>("no answer within 600 s"));
        };
        isUnknownInTheEnd();
    }

    @Test
    void whatBreaksInTheMiddleIsNotKnownEither() {
        old(300);
        hospital.room.answer = () -> {
            throw new IllegalStateException("broken");
        };
        isUnknownInTheEnd();
    }

    @Test
    void anAnswerThatDoesNotComeIsFollowedByALookAtWhatCameOfIt() {
        old(300);
        hospital.room.answer = () -> {
            hospital.room.removed();
            return Future.succeededFuture(new CallResult.Unknown<>("no answer within 600 s"));
        };
        fires();
        passesUntil("verifying");
        assertThat(hospital.room.removals).hasSize(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'removed'")).isEqualTo(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(1);
    }

    @Test
    void withoutTheOwnersWordAPersonIsToldAndNothingGoes() {
        otherwise(Permits.NONE, false);
        old(300);
        fires();
        assertThat(hospital.room.removals).isEmpty();
        passesUntil("escalated");
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("not_switched_on");
    }

    @Test
    void anotherDiskIsNotHelpedByIt() {
        old(300);
        fires("bind");
        assertThat(hospital.room.removals).isEmpty();
        passesUntil("escalated");
        assertThat(outcome()).contains("not about the engine's disk");
    }

    @Test
    void aDryRunSaysHowMuchAndChangesNothing() {
        otherwise(ON, true);
        old(300);
        fires();
        assertThat(hospital.last().state()).isEqualTo("suppressed");
        assertThat(hospital.last().attempts().getFirst().detail()).isEqualTo("prune would have been done:"
                + " this would have been removed: 1 piece of build cache of 300.0 MiB (1 regular)");
        assertThat(hospital.room.removals).isEmpty();
        assertThat(hospital.room.cache).hasSize(1);
        assertThat(hospital.count("remediation_removals")).isZero();
    }

    private void isPaused() {
        fires();
        passesUntil("escalated");
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("paused");
        assertThat(hospital.room.removals).isEmpty();
        assertThat(hospital.count("remediation_acts")).isZero();
    }

    @Test
    void aPauseBeforeItFiresLeavesItToAPersonAndSpendsNothing() {
        old(300);
        Hospital.get(hospital.controls.pause(null, "not now", "ann", false));
        isPaused();
    }

    @Test
    void aPauseByFileBeforeItFiresDoesTheSame() throws Exception {
        old(300);
        Files.writeString(dir.resolve("pause"), "not now");
        isPaused();
    }

    @Test
    void aPauseRightBeforeTheCallStopsIt() {
        old(300);
        hospital.room.look = () -> {
            hospital.controls.pause(null, "stop that", "ann", false);
            return hospital.room.seen();
        };
        hospital.incident(FIRED, full(hospital.time.now(), "engine"), PLAN);
        passesUntil("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused' AND detail LIKE '%acts are held up'"))
                .isEqualTo(1);
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void whatIsPutOffBecauseTheEngineIsOutOfSightIsToldAfterAMinute() {
        old(300);
        hospital.happens(new EngineEvent.Disconnected(hospital.time.now(), "host", Origin.DOCKMEDIC, "gone"));
        hospital.incident(FIRED, full(hospital.time.now(), "engine"), PLAN);
        hospital.pass(50);
        assertThat(told()).isZero();
        hospital.pass(30);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(told()).isEqualTo(1);
        assertThat(hospital.room.removals).isEmpty();
    }

    /** Nothing is wrong meanwhile, and its time is over in the morning. */
    @Test
    void aJobOfTheNightThatIsPutOffWakesNobody() {
        hospital.happens(new EngineEvent.Disconnected(hospital.time.now(), "host", Origin.DOCKMEDIC, "gone"));
        hospital.incident(FIRED, incident("i1", "NightlyPrune", new ScheduleEvent.Due(hospital.time.now(), "host",
                Origin.DOCKMEDIC, "30 3 * * * UTC", hospital.time.now(), "2026-11-01T03:30:00Z")),
                new RemedyPlan(PLAN.steps(), true));
        hospital.pass(80);
        assertThat(hospital.last().state()).isEqualTo("waiting");
        assertThat(told()).isZero();
    }

    @Test
    void whatCannotBeWrittenDownIsNotRemoved() {
        old(300);
        hospital.room.look = () -> {
            hospital.diskFull(true);
            return hospital.room.seen();
        };
        hospital.incident(FIRED, full(hospital.time.now(), "engine"), PLAN);
        hospital.pass(20);
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void ourOwnEndInTheMiddleDoublesNothing() {
        Instant now = hospital.time.now();
        old(200);
        Hospital first = hospital;
        // The engine does it, but we are gone before we hear of it.
        first.room.answer = () -> {
            first.journalGoesAway();
            return first.room.removed();
        };
        Incident incident = full(now, "engine");
        first.incident(FIRED, incident, PLAN);
        first.until(first.room.cache::isEmpty);
        hospital = new Hospital(dir.resolve("journal.db"), settings(ON, false), now.plusSeconds(60), first.engine);
        first.close();
        hospital.room.answer = hospital.room::removed;
        hospital.settled();
        hospital.incident(RESTORED, incident, PLAN);
        passesUntil("escalated");
        assertThat(hospital.room.removals).hasSize(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'removed'")).isEqualTo(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'open'")).isZero();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail LIKE"
                + " 'cut off in the middle; nothing is left of %'")).isEqualTo(1);
    }

    /** All had been removed, and the room was being measured. */
    @Test
    void ourOwnEndBeforeTheRoomIsMeasuredForgetsNothing() {
        old(200);
        hospital.room.answer = hospital.room::removed;
        hospital.incident(FIRED, full(hospital.time.now(), "engine"), PLAN);
        hospital.pass(20);
        Hospital.get(hospital.journal.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE remediation_acts SET outcome = 'open', ended = NULL");
            }
        }));
        Hospital first = hospital;
        first.journalGoesAway();
        hospital = new Hospital(dir.resolve("journal.db"), settings(ON, false), first.time.now().plusSeconds(3600),
                first.engine);
        first.close();
        hospital.settled();
        String came = Hospital.get(hospital.journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT outcome || ': ' || detail FROM remediation_acts")) {
                row.next();
                return row.getString(1);
            }
        }));
        assertThat(came).startsWith("done: cut off after ")
                .endsWith(" of the build cache was removed; whether more could have gone was not looked at");
    }
}
