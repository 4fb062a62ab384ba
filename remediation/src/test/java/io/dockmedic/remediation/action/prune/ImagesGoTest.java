package io.dockmedic.remediation.action.prune;

import static io.dockmedic.remediation.FakeDisk.MIB;
import static io.dockmedic.remediation.FakeDisk.piece;
import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images without a name, through the whole stage, with an engine and time in the test's hand. */
class ImagesGoTest {
    private static final Set<String> UNDER_WAY = Set.of("planned", "waiting", "deciding", "acting");
    private static final int HOUR = 3600;

    @TempDir
    Path dir;

    private Hospital hospital;

    @BeforeEach
    void open() {
        hospital = new Hospital(dir.resolve("journal.db"), settings(false)).settled();
        hospital.later(60);
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    private RemediationSettings settings(boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(HealMode.LABELLED, dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(),
                        new Permits(Set.of("prune"), List.of()), base.ownContainers(), base.ownImages()),
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause"));
    }

    private static String id(int which) {
        return "sha256:" + Integer.toString(which).repeat(64);
    }

    private void has(int which, long mib, String... labels) {
        hospital.room.nameless.add(new ImageEntry(id(which), List.of("shop/web@sha256:d"), mib * MIB,
                labels.length == 0 ? Map.of() : Map.of(labels[0], labels[1])));
    }

    /** Looks are made every hour. */
    private void hours(int many) {
        for (int hour = 0; hour < many; hour++) {
            hospital.later(HOUR);
        }
    }

    private void fires(String free) {
        Instant now = hospital.time.now();
        RemedyPlan plan = new RemedyPlan(List.of(
                new Step("prune", Map.of("free", free, "images", "1d"), List.of(),
                        new Step.Verify(Step.State.FREED, Duration.ofSeconds(3), Duration.ofSeconds(20))),
                ESCALATE));
        hospital.incident(FIRED, incident("i1", "DiskNearlyFull", new DiskSampled(now, "host", Origin.DOCKMEDIC,
                "/data", "/dev/sdb1", "ext4", "engine log", 1000 * MIB, 50 * MIB, 95, 1, false, false)), plan);
        hospital.pass(1);
        await().atMost(Duration.ofMinutes(1)).until(() -> !UNDER_WAY.contains(hospital.last().state()));
    }

    private String outcome() {
        return hospital.last().attempts().getFirst().outcome();
    }

    private void ranWell(String service, int which) {
        Instant now = hospital.time.now();
        hospital.time.advance(Duration.ofSeconds(1));
        Hospital.get(new GoodRuns(hospital.journal).save(new GoodRun(service, "c", now,
                Map.of(Details.IMAGE_ID, id(which)), Map.of(), "AA==", "", Map.of(), Map.of(), HostState.UNKNOWN)));
    }

    @Test
    void whatNothingHasUsedForADayGoesOldestFirstUntilThereIsRoom() {
        hospital.room.other = 650 * MIB;
        has(1, 100);
        hours(1);
        has(2, 100);
        has(3, 100);
        hours(26);
        hospital.room.cache.add(piece(hospital.time.now(), 30, 20));
        fires("23%");
        assertThat(hospital.room.removals).containsExactly("cache PT24H", "image " + id(1), "image " + id(2));
        assertThat(hospital.room.nameless).extracting(ImageEntry::id).containsExactly(id(3));
        assertThat(
                hospital.count("remediation_acts WHERE outcome = 'done' AND detail = 'free before 30.0 MiB (3 %), after"
                        + " 250.0 MiB (25 %): removed 1 piece of build cache of 20.0 MiB (then 50.0 MiB (5 %) free); 2 images"
                        + " without a name of 200.0 MiB: 111111111111 once shop/web (100.0 MiB), 222222222222 once shop/web"
                        + " (100.0 MiB)'"))
                .isEqualTo(1);
        assertThat(hospital.count("remediation_removals WHERE outcome = 'removed' AND kind = 'image'")).isEqualTo(2);
    }

    @Test
    void whatIsNotSeenForADayStaysHoweverOldItsBuildIs() {
        hospital.room.other = 650 * MIB;
        hours(30);
        has(1, 300);
        hours(23);
        fires("30%");
        assertThat(hospital.room.removals).isEmpty();
        assertThat(outcome()).contains("there is no image without a name that nothing has used for 24 h");
    }

    @Test
    void whatWasUsedOrNamedInBetweenCountsFromThen() {
        hospital.room.other = 650 * MIB;
        has(1, 300);
        hours(20);
        hospital.room.nameless.clear();
        hours(2);
        has(1, 300);
        hours(20);
        fires("30%");
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void theLastTwoOnWhichAServiceRanWellStay() {
        hospital.room.other = 600 * MIB;
        ranWell("web", 1);
        ranWell("web", 2);
        ranWell("web", 2);
        ranWell("web", 3);
        for (int which = 1; which <= 3; which++) {
            has(which, 100);
        }
        hours(26);
        fires("90%");
        assertThat(hospital.room.removals).containsExactly("image " + id(1));
    }

    @Test
    void whatALabelProtectsStays() {
        hospital.room.other = 650 * MIB;
        has(1, 300, "dockmedic.protect", "TRUE");
        hours(26);
        fires("30%");
        assertThat(hospital.room.removals).isEmpty();
    }

    @Test
    void whatTheEngineStillNeedsIsLeftAndTheNextGoes() {
        hospital.room.other = 650 * MIB;
        has(1, 100);
        has(2, 200);
        hours(26);
        hospital.room.goes = id -> id.equals(id(1))
                ? new CallResult.Refused<>(ErrorClass.CONFLICT, 409, "image has dependent child images")
                : hospital.room.gone();
        fires("21%");
        assertThat(hospital.room.removals).containsExactly("image " + id(1), "image " + id(2));
        assertThat(hospital.count("remediation_removals WHERE outcome = 'left' AND detail ="
                + " 'image has dependent child images'")).isEqualTo(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done'")).isEqualTo(1);
    }

    @Test
    void whatTheEngineDeniesIsAskedOnceAndTold() {
        hospital.room.other = 650 * MIB;
        has(1, 100);
        has(2, 100);
        hours(26);
        hospital.room.goes = id -> new CallResult.Refused<>(ErrorClass.DENIED, 403, "not allowed");
        fires("30%");
        assertThat(hospital.room.removals).containsExactly("image " + id(1));
        assertThat(outcome()).contains("denied");
        assertThat(hospital.last().state()).isEqualTo("escalated");
    }

    @Test
    void whatIsCutOffIsSettledByLooking() {
        hospital.room.other = 650 * MIB;
        has(1, 300);
        hours(26);
        hospital.room.goes = id -> {
            hospital.room.nameless.clear();
            return new CallResult.Unknown<>("no answer within 120 s");
        };
        fires("30%");
        for (int second = 0; second < 30 && !hospital.last().state().equals("verifying"); second++) {
            hospital.pass(1);
        }
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail = 'cut off in the middle; nothing"
                + " is left of the image 111111111111 once shop/web'")).isEqualTo(1);
    }

    @Test
    void aDryRunSaysWhichAndRemovesNone() {
        hospital.close();
        hospital = new Hospital(dir.resolve("other.db"), settings(true)).settled();
        hospital.later(60);
        hospital.room.other = 650 * MIB;
        has(1, 300);
        hours(26);
        fires("30%");
        assertThat(hospital.last().attempts().getFirst().detail())
                .isEqualTo("prune would have been done: this would have"
                        + " been removed: 1 image without a name of 300.0 MiB: 111111111111 once shop/web (300.0 MiB)");
        assertThat(hospital.room.removals).isEmpty();
    }
}
