package io.dockmedic.remediation.action.prune;

import static io.dockmedic.remediation.FakeDisk.MIB;
import static io.dockmedic.remediation.FakeDisk.piece;
import static io.dockmedic.remediation.FakeDisk.untagged;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.net.URI;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, through the whole stage, with an engine in the test's hand. */
class PruneActionTest {
    private static final Permits ON = new Permits(Set.of("prune"), List.of());
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(
            new Step("prune", Map.of("free", "30%"), List.of(),
                    new Step.Verify(Step.Condition.FREED, Duration.ofSeconds(3), Duration.ofSeconds(20))),
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

    private RemediationSettings settings(Permits permits, boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host", new Policy(HealMode.LABELLED, dryRun, base.service(), base.rule(),
                base.host(), base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
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

    private List<String> images() {
        return hospital.room.images.stream().map(ImageEntry::id).toList();
    }

    private String outcome() {
        return hospital.last().attempts().getFirst().outcome();
    }

    @Test
    void theOldestGoUntilThereIsEnoughAndEachIsInTheJournal() {
        Instant now = hospital.time.now();
        hospital.room.other = 600 * MIB;
        hospital.room.cache.add(piece("c1", now, 30, 50));
        hospital.room.cache.add(piece("fresh", now, 2, 50));
        hospital.room.images.addAll(List.of(untagged("newer", now, 40, 100), untagged("older", now, 60, 100),
                untagged("fresh", now, 2, 50)));
        fires();
        passesUntil("healed");
        assertThat(hospital.room.removals).containsExactly("cache PT24H", "older", "newer");
        assertThat(images()).containsExactly("fresh");
        assertThat(hospital.room.cache).hasSize(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'removed' AND kind = 'image'"
                + " AND id IN ('older', 'newer') AND bytes = 104857600")).isEqualTo(2);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'removed' AND kind = 'build_cache'"
                + " AND id = 'c1' AND name = 'step c1'")).isEqualTo(1);
        assertThat(hospital.count("remediation_removals")).isEqualTo(3);
        assertThat(hospital.count("remediation_acts WHERE action = 'prune' AND outcome = 'done' AND detail LIKE"
                + " 'free before 50.0 MiB (5 \\%), after 300.0 MiB (30 \\%): removed 1 pieces of build cache of"
                + " 50.0 MiB, 2 untagged images of 200.0 MiB' ESCAPE '\\'")).isEqualTo(1);
        assertThat(hospital.count("collectors_acts")).isZero();
    }

    @Test
    void nothingGoesOnceThereIsEnough() {
        Instant now = hospital.time.now();
        hospital.room.other = 650 * MIB;
        hospital.room.cache.add(piece("c1", now, 30, 100));
        hospital.room.images.add(untagged("old", now, 40, 50));
        fires();
        assertThat(hospital.room.removals).containsExactly("cache PT24H");
        passesUntil("healed");
    }

    private void ranWellOn(String image) {
        hospital.journal.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO remediation_good_runs VALUES ('web', 'c', 1, ?)")) {
                insert.setString(1, "{\"settings\": {\"image id\": \"" + image + "\"}, \"fingerprints\": {}}");
                return insert.executeUpdate();
            }
        });
        hospital.quiet();
    }

    @Test
    void whatIsUsedNamedOrRanWellLastStaysAndAPersonIsToldWhatWasDone() {
        Instant now = hospital.time.now();
        hospital.room.other = 650 * MIB;
        ranWellOn("good");
        hospital.room.images.addAll(List.of(untagged("used", now, 40, 50), untagged("old", now, 40, 50),
                untagged("good", now, 40, 50),
                new ImageEntry("named", "", List.of("web:1"), List.of(), now.minus(Duration.ofDays(90)), 100 * MIB,
                        Map.of())));
        hospital.room.used.add("used");
        fires();
        assertThat(hospital.last().state()).isEqualTo("verifying");
        passesUntil("escalated");
        assertThat(images()).containsExactly("used", "good", "named");
        assertThat(hospital.count("remediation_deliveries WHERE body LIKE '%removed 1 untagged images of 50.0 MiB%'"))
                .isEqualTo(1);
        assertThat(outcome()).contains("not healed: only 150.0 MiB (15 %) of /data are free, not 30% within 20 s");
    }

    @Test
    void whatTheEngineRefusesIsPassedOverAndSaid() {
        Instant now = hospital.time.now();
        hospital.room.other = 600 * MIB;
        hospital.room.images.addAll(List.of(untagged("taken", now, 90, 100), untagged("old", now, 80, 150)));
        hospital.room.answer = id -> id.equals("taken")
                ? new CallResult.Refused<>(ErrorClass.CONFLICT, 409, "image is being used by stopped container 1a2b")
                : FakeEngine.done();
        fires();
        assertThat(images()).containsExactly("taken");
        passesUntil("healed");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail LIKE"
                + " '%left alone: taken (image is being used by stopped container 1a2b)'")).isEqualTo(1);
        assertThat(hospital.count("remediation_removals WHERE id = 'taken' AND outcome = 'left'")).isEqualTo(1);
    }

    @Test
    void withoutTheOwnersWordAPersonIsToldAndNothingGoes() {
        otherwise(Permits.NONE, false);
        Instant now = hospital.time.now();
        hospital.room.other = 900 * MIB;
        hospital.room.images.add(untagged("old", now, 80, 50));
        fires();
        assertThat(hospital.room.removals).isEmpty();
        passesUntil("escalated");
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("not_switched_on");
    }

    @Test
    void anotherDiskIsNotHelpedByIt() {
        Instant now = hospital.time.now();
        hospital.room.other = 900 * MIB;
        hospital.room.images.add(untagged("old", now, 80, 50));
        fires("bind");
        assertThat(hospital.room.removals).isEmpty();
        passesUntil("escalated");
        assertThat(outcome()).contains("not about the engine's disk");
    }

    @Test
    void aDryRunSaysEachThingWithItsSizeAndChangesNothing() {
        otherwise(ON, true);
        Instant now = hospital.time.now();
        hospital.room.other = 700 * MIB;
        hospital.room.cache.add(piece("c1", now, 30, 50));
        hospital.room.images.addAll(List.of(untagged("a1", now, 40, 100), untagged("b2", now, 60, 100)));
        List<ImageEntry> before = List.copyOf(hospital.room.images);
        fires();
        assertThat(hospital.last().state()).isEqualTo("suppressed");
        assertThat(hospital.last().attempts().getFirst().detail()).isEqualTo("prune would have been done:"
                + " these would have been removed until enough is free (30%): 1 pieces of build cache of 50.0 MiB:"
                + " c1 step c1 50.0 MiB; 2 untagged images of 200.0 MiB: b2 100.0 MiB, a1 100.0 MiB");
        assertThat(hospital.room.removals).isEmpty();
        assertThat(hospital.room.images).isEqualTo(before);
        assertThat(hospital.room.cache).hasSize(1);
        assertThat(hospital.count("remediation_removals")).isZero();
    }

    @Test
    void aPauseInTheMiddleStopsIt() {
        Instant now = hospital.time.now();
        hospital.room.other = 600 * MIB;
        hospital.room.images.addAll(List.of(untagged("a", now, 90, 100), untagged("b", now, 80, 100),
                untagged("c", now, 70, 100)));
        hospital.room.answer = id -> {
            hospital.controls.pause(null, "stop that", "ann", false);
            return FakeEngine.done();
        };
        fires();
        assertThat(images()).containsExactly("b", "c");
        assertThat(hospital.count("remediation_acts WHERE detail LIKE '%stopped: acts are held up'")).isEqualTo(1);
    }

    @Test
    void whatCannotBeWrittenDownIsNotRemoved() {
        Instant now = hospital.time.now();
        hospital.room.other = 600 * MIB;
        hospital.room.images.addAll(List.of(untagged("a", now, 90, 100), untagged("b", now, 80, 100),
                untagged("c", now, 70, 100)));
        hospital.room.answer = id -> {
            hospital.diskFull(true);
            return FakeEngine.done();
        };
        fires();
        assertThat(hospital.room.removals).containsExactly("a");
    }

    @Test
    void ourOwnEndInTheMiddleDoublesNothing() {
        Instant now = hospital.time.now();
        hospital.room.other = 600 * MIB;
        hospital.room.images.addAll(List.of(untagged("a", now, 90, 100), untagged("b", now, 80, 100),
                untagged("c", now, 70, 100)));
        Hospital first = hospital;
        // The engine does it, but we are gone before we hear of it.
        first.room.answer = id -> {
            first.journalGoesAway();
            return FakeEngine.done();
        };
        Incident incident = full(now, "engine");
        first.incident(FIRED, incident, PLAN);
        first.until(() -> first.room.images.size() == 2);
        hospital = new Hospital(dir.resolve("journal.db"), settings(ON, false), now.plusSeconds(60), first.engine);
        first.close();
        hospital.room.answer = id -> FakeEngine.done();
        hospital.settled();
        hospital.incident(RESTORED, incident, PLAN);
        passesUntil("escalated");
        assertThat(hospital.room.removals).filteredOn("a"::equals).hasSize(1);
        assertThat(hospital.count("remediation_removals WHERE id = 'a' AND outcome = 'removed'")).isEqualTo(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'open'")).isZero();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail LIKE"
                + " 'cut off in the middle, with 1 things removed, of 100.0 MiB'")).isEqualTo(1);
    }

    @Test
    void anAnswerThatDoesNotComeEndsTheActAndItIsLookedForWhatCameOfIt() {
        Instant now = hospital.time.now();
        hospital.room.other = 600 * MIB;
        hospital.room.images.addAll(List.of(untagged("a", now, 90, 100), untagged("b", now, 80, 200)));
        hospital.room.answer = id -> new CallResult.Unknown<>("no answer within 120 s");
        fires();
        passesUntil("verifying");
        assertThat(hospital.room.removals).containsExactly("a");
        assertThat(hospital.count("remediation_removals WHERE id = 'a' AND outcome = 'removed'")).isEqualTo(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(1);
    }
}
