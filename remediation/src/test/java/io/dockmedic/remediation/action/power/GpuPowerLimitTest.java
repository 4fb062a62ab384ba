package io.dockmedic.remediation.action.power;

import static io.dockmedic.remediation.Samples.ESCALATE;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.remediation.Samples.resolved;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerAnswer.Why;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.escalate.Receiver;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.nio.file.Path;
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

/** A GPU that heat slows down, through the whole stage, with its limit in the test's hand. */
class GpuPowerLimitTest {
    private static final Permits ON = new Permits(Set.of("gpu-power-limit"), List.of());
    private static final String PLACE = "0000:18:00.0";
    private static final String OTHER = "0000:3b:00.0";
    private static final RemedyPlan PLAN = new RemedyPlan(List.of(
            new Step("gpu-power-limit", Map.of("calm", "10m"), List.of(Duration.ZERO, Duration.ZERO),
                    new Step.Verify(Step.State.OVER, Duration.ZERO, Duration.ofSeconds(60))),
            ESCALATE));

    /** Seconds. */
    private static final int STRIDE = 5;

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

    private void otherwise(Permits permits, boolean dryRun) {
        hospital.close();
        hospital = new Hospital(dir.resolve("other.db"), settings(permits, dryRun)).settled();
    }

    /** A minute later, with the GPUs as they are. */
    private void restarted() {
        restarted(ON);
    }

    private void restarted(Permits permits) {
        Hospital before = hospital;
        Instant now = before.time.now().plusSeconds(60);
        before.close();
        hospital = before.after(dir.resolve("journal.db"), settings(permits, false), now).settled();
    }

    private RemediationSettings settings(Permits permits, boolean dryRun) {
        Policy base = Policy.DEFAULT;
        return new RemediationSettings("host",
                new Policy(HealMode.LABELLED, dryRun, base.service(), base.rule(), base.action(), base.host(),
                        base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), permits,
                        base.ownContainers(), base.ownImages()),
                List.of(new Receiver("pager", URI.create("http://127.0.0.1:9/"))), true, dir.resolve("pause"));
    }

    private Incident slow(String id, String place) {
        return incident(id, "GpuSlowedDown", new Sampled(hospital.time.now(), "host", Origin.DOCKMEDIC,
                new Gpu(0, Gpu.NVIDIA, place, "GPU-1", "H100"), GpuState.OK, Cure.NONE, "", 100, 1, 2, 91, 690,
                "hw_thermal", "", 700, 0));
    }

    /** And what is to be set is set, or not. */
    private Incident fires(String id, String place) {
        Incident incident = slow(id, place);
        hospital.power.slowdown = Optional.of("hw_thermal");
        hospital.incident(FIRED, incident, PLAN);
        hospital.pass(2);
        return incident;
    }

    private Incident isLowered(String id, String place) {
        Incident incident = fires(id, place);
        passesUntil("verifying");
        return incident;
    }

    private void isOver(Incident incident) {
        hospital.power.slowdown = Optional.of("");
        hospital.incident(RESOLVED, resolved(incident, hospital.time.now()), PLAN);
        hospital.pass(3);
    }

    private void minutes(int many) {
        for (int minute = 0; minute < many; minute++) {
            hospital.later(61);
        }
    }

    private void passesUntil(String state) {
        for (int seconds = 0; seconds < 200 && !hospital.last().state().equals(state); seconds += STRIDE) {
            hospital.later(STRIDE);
        }
        assertThat(hospital.last().state()).isEqualTo(state);
    }

    private String outcome() {
        return hospital.last().attempts().getFirst().outcome();
    }

    private long told() {
        return hospital.count("remediation_deliveries");
    }

    private long kept(String words) {
        return hospital
                .count("remediation_deliveries WHERE body LIKE '%\"kind\":\"kept\"%' AND body LIKE '%" + words + "%'");
    }

    private long owed() {
        return hospital.count("remediation_acts WHERE owes = 1");
    }

    @Test
    void aStepDownThatHelpsIsHealedAndPutBackWhenItWasCalmForAWhile() {
        Incident incident = isLowered("i1", PLACE);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 630000");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND owes = 1 AND detail LIKE"
                + " 'power limit of GPU 0 (H100 at 0000:18:00.0) lowered from 700 W to 630 W; put back to 700 W when"
                + " nothing has slowed it down for 600 s, by hand with sudo nvidia-smi -i 0000:18:00.0 -pl 700'"))
                .isEqualTo(1);
        isOver(incident);
        passesUntil("healed");
        minutes(9);
        assertThat(hospital.power.sets).hasSize(1);
        minutes(3);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 630000", PLACE + " 700000");
        assertThat(owed()).isZero();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail = 'put back'")).isEqualTo(1);
        assertThat(hospital.count("collectors_acts")).as("no container's").isZero();
        assertThat(told()).isZero();
        minutes(15);
        assertThat(hospital.power.sets).hasSize(2);
    }

    @Test
    void whereAStepDoesNotHelpAnotherFollowsThenAPersonAndAllIsPutBackInOne() {
        Incident incident = fires("i1", PLACE);
        passesUntil("escalated");
        assertThat(hospital.power.sets).containsExactly(PLACE + " 630000", PLACE + " 560000");
        assertThat(outcome()).isEqualTo("not healed: it still fires, not over within 60 s");
        assertThat(told()).isEqualTo(1);
        hospital.power.slowdown = Optional.of("");
        minutes(15);
        assertThat(hospital.power.sets).as("it still fires").hasSize(2);
        isOver(incident);
        minutes(12);
        assertThat(hospital.power.sets.getLast()).isEqualTo(PLACE + " 700000");
        assertThat(hospital.power.sets).hasSize(3);
        assertThat(owed()).isZero();
    }

    @Test
    void whatSlowsItDownAgainOrIsNotReadBeginsTheCalmAnew() {
        isOver(isLowered("i1", PLACE));
        minutes(7);
        hospital.power.slowdown = Optional.of("sw_thermal");
        minutes(1);
        hospital.power.slowdown = Optional.of("");
        minutes(7);
        hospital.power.slowdown = Optional.empty();
        minutes(1);
        hospital.power.slowdown = Optional.of("");
        minutes(7);
        assertThat(hospital.power.sets).hasSize(1);
        minutes(5);
        assertThat(hospital.power.sets).hasSize(2);
    }

    @Test
    void whatTheDriverRoundsIsOursAndPutBackOverARestart() {
        hospital.power.answer = (pci, limit) -> hospital.power.taken(pci, limit + 5_000);
        isOver(isLowered("i1", PLACE));
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND detail LIKE '%to 635 W;%'"))
                .isEqualTo(1);
        restarted();
        hospital.power.slowdown = Optional.of("");
        minutes(12);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 700000");
        assertThat(owed()).isZero();
    }

    @Test
    void somebodyElsesLimitStands() {
        isOver(isLowered("i1", PLACE));
        hospital.power.now.put(PLACE, 650_000L);
        minutes(15);
        assertThat(hospital.power.sets).hasSize(1);
        assertThat(owed()).isZero();
        assertThat(hospital.power.now).containsEntry(PLACE, 650_000L);
        assertThat(told()).as("it is known not to be ours").isZero();
    }

    @Test
    void somebodyElsesLimitStandsWithoutAWordOverARestart() {
        isOver(isLowered("i1", PLACE));
        hospital.power.now.put(PLACE, 650_000L);
        restarted();
        hospital.power.slowdown = Optional.of("");
        minutes(15);
        assertThat(hospital.power.sets).isEmpty();
        assertThat(owed()).isZero();
        assertThat(told()).as("it is known not to be ours").isZero();
    }

    /** As a card of AMD's may: its controller was told, and the write says that it failed. */
    private Future<PowerAnswer> roundedWithAnError(String pci, long limit) {
        hospital.power.now.put(pci, limit + 5_000);
        return Future.succeededFuture(new PowerAnswer.Unknown("power1_cap: Input/output error"));
    }

    private void aPersonHasBothNumbers() {
        assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown' AND owes = 1 AND detail LIKE"
                + " '%stays: it is 635 W, was 700 W and was to be lowered to 630 W; whether its driver rounded that or"
                + " somebody else set it is not known. Back to what it was: sudo nvidia-smi -i 0000:18:00.0 -pl 700'"))
                .isEqualTo(1);
        assertThat(hospital.count("remediation_deliveries WHERE body LIKE '%it is 635 W, was 700 W and was to be"
                + " lowered to 630 W%'")).isEqualTo(1);
        assertThat(told()).isEqualTo(1);
    }

    @Test
    void whatMayBeOursRoundedAfterAnErrorStaysAndAPersonHasBothNumbers() {
        hospital.power.answer = this::roundedWithAnError;
        Incident incident = fires("i1", PLACE);
        passesUntil("escalated");
        aPersonHasBothNumbers();
        isOver(incident);
        minutes(15);
        assertThat(hospital.power.sets).as("it is not lowered again, nor put back").hasSize(1);
        assertThat(kept("it is 635 W, was 700 W")).isEqualTo(1);
        assertThat(kept("sudo nvidia-smi -i 0000:18:00.0 -pl 700")).isEqualTo(1);
        assertThat(kept("\"for_good\":true")).isEqualTo(1);
        assertThat(owed()).isZero();
    }

    @Test
    void whatMayBeOursRoundedAfterWeWereKilledStaysAndAPersonHasBothNumbers() {
        hospital.power.answer = (pci, limit) -> {
            roundedWithAnError(pci, limit);
            return Promise.<PowerAnswer>promise().future();
        };
        Incident incident = fires("i1", PLACE);
        hospital.until(() -> hospital.power.now.containsKey(PLACE));
        restarted();
        hospital.incident(RESTORED, incident, PLAN);
        passesUntil("escalated");
        aPersonHasBothNumbers();
        isOver(incident);
        restarted();
        hospital.power.slowdown = Optional.of("");
        minutes(15);
        assertThat(hospital.power.sets).isEmpty();
        assertThat(kept("it is 635 W, was 700 W")).isEqualTo(1);
        assertThat(owed()).isZero();
    }

    @Test
    void whoHasSeenToWhatMayBeOursHearsNoMoreOfIt() {
        hospital.power.answer = this::roundedWithAnError;
        Incident incident = fires("i1", PLACE);
        passesUntil("escalated");
        hospital.power.now.put(PLACE, 700_000L);
        isOver(incident);
        minutes(15);
        assertThat(kept("")).isZero();
        assertThat(owed()).isZero();
    }

    @Test
    void switchedOffMeanwhileItIsPutBackAllTheSame() {
        isOver(isLowered("i1", PLACE));
        restarted(Permits.NONE);
        hospital.power.slowdown = Optional.of("");
        minutes(12);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 700000");
        assertThat(owed()).isZero();
        assertThat(told()).isZero();
    }

    @Test
    void itsRuleRemovedOrDisabledOverARestartItIsPutBackAllTheSame() {
        isLowered("i1", PLACE);
        restarted(Permits.NONE);
        hospital.power.slowdown = Optional.of("");
        minutes(12);
        assertThat(hospital.power.sets).as("nothing fires any more").containsExactly(PLACE + " 700000");
        assertThat(owed()).isZero();
    }

    @Test
    void itsRuleRemovedOrDisabledWhileWeRunItIsPutBackAllTheSame() {
        Incident incident = isLowered("i1", PLACE);
        hospital.power.slowdown = Optional.of("");
        hospital.incident(RESOLVED, resolved(incident, hospital.time.now()), RemedyPlan.NONE);
        minutes(12);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 630000", PLACE + " 700000");
        assertThat(owed()).isZero();
    }

    @Test
    void itsRuleOfWhichTheStepWasTakenOutItIsPutBackAllTheSame() {
        Incident incident = isLowered("i1", PLACE);
        restarted();
        hospital.incident(RESTORED, incident, RemedyPlan.NONE);
        hospital.power.slowdown = Optional.of("");
        minutes(12);
        assertThat(hospital.power.sets).as("it fires, and asks for no lowering").containsExactly(PLACE + " 700000");
        assertThat(owed()).isZero();
    }

    @Test
    void afterAStartOfTheMachineThereIsNothingToPutBack() {
        isOver(isLowered("i1", PLACE));
        hospital.power.now.put(PLACE, 700_000L);
        restarted();
        minutes(2);
        assertThat(owed()).isZero();
        minutes(15);
        assertThat(hospital.power.sets).isEmpty();
    }

    @Test
    void itIsPutBackOverARestartOfOursToWhatItWasAtFirst() {
        isOver(isLowered("i1", PLACE));
        restarted();
        Incident again = isLowered("i2", PLACE);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 560000");
        isOver(again);
        restarted();
        minutes(12);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 700000");
        assertThat(owed()).isZero();
    }

    @Test
    void whileItIsBeingProvenARestartGoesOnProving() {
        Incident incident = isLowered("i1", PLACE);
        restarted();
        hospital.incident(RESTORED, incident, PLAN);
        hospital.pass(3);
        assertThat(hospital.last().state()).isEqualTo("verifying");
        isOver(incident);
        passesUntil("healed");
        assertThat(hospital.power.sets).isEmpty();
    }

    @Test
    void whoIsNotRootIsToldSoAtOnce() {
        hospital.power.answer = (pci, limit) -> Future.succeededFuture(
                new PowerAnswer.Refused(Why.DENIED, "nvmlDeviceSetPowerManagementLimit: no permission (NVML 4)"));
        fires("i1", PLACE);
        passesUntil("escalated");
        assertThat(outcome())
                .isEqualTo("refused (denied): the power limit of GPU 0 (H100 at 0000:18:00.0) is as it was:"
                        + " nvmlDeviceSetPowerManagementLimit: no permission (NVML 4). Dockmedic lacks CAP_SYS_ADMIN; docs/gpu.md"
                        + " says how to give it that. By hand: sudo nvidia-smi -i 0000:18:00.0 -pl 630");
        assertThat(hospital.power.sets).hasSize(1);
        assertThat(owed()).isZero();
    }

    @Test
    void atTheFloorAPersonIsTold() {
        hospital.power.now.put(PLACE, 500_000L);
        fires("i1", PLACE);
        passesUntil("escalated");
        assertThat(outcome()).contains("would be below 490 W");
        assertThat(hospital.power.sets).isEmpty();
        assertThat(owed()).isZero();
    }

    @Test
    void oneThatCannotBeAskedNowIsAskedAgainAFewTimes() {
        hospital.power.look = pci -> Future
                .succeededFuture(new PowerAnswer.Refused(Why.NOT_NOW, "gpu-0 does not answer"));
        fires("i1", PLACE);
        passesUntil("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused' AND detail LIKE '%does not answer'"))
                .isEqualTo(4);
        assertThat(hospital.power.sets).isEmpty();
    }

    @Test
    void aCallThatHungIsSettledByTheLimitThatIsThereNow() {
        hospital.power.answer = (pci, limit) -> {
            hospital.power.now.put(pci, limit);
            return Future.succeededFuture(new PowerAnswer.Unknown("gpu-0 does not answer within 5000 ms"));
        };
        fires("i1", PLACE);
        passesUntil("verifying");
        assertThat(hospital.power.sets).hasSize(1);
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND owes = 1")).isEqualTo(1);
    }

    @Test
    void aCallThatHungAndDidNothingIsMadeAgain() {
        hospital.power.answer = (pci, limit) -> {
            hospital.power.answer = hospital.power::taken;
            return Future.succeededFuture(new PowerAnswer.Unknown("gpu-0 does not answer within 5000 ms"));
        };
        fires("i1", PLACE);
        passesUntil("verifying");
        assertThat(hospital.power.sets).containsExactly(PLACE + " 630000", PLACE + " 630000");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused'")).isEqualTo(1);
        assertThat(owed()).isEqualTo(1);
    }

    @Test
    void oneThatNeverAnswersIsForAPersonAndPutBackWhenItAnswersAfterAll() {
        hospital.power.answer = (pci, limit) -> {
            hospital.power.now.put(pci, limit);
            hospital.power.look = stuck -> Future.succeededFuture(new PowerAnswer.Refused(Why.NOT_NOW, "stuck"));
            return Future.succeededFuture(new PowerAnswer.Unknown("gpu-0 does not answer within 5000 ms"));
        };
        Incident incident = fires("i1", PLACE);
        passesUntil("unsettled");
        passesUntil("escalated");
        assertThat(hospital.count("remediation_acts WHERE outcome = 'unknown' AND owes = 1")).isEqualTo(1);
        hospital.power.look = hospital.power::seen;
        hospital.power.answer = hospital.power::taken;
        isOver(incident);
        minutes(12);
        assertThat(hospital.power.now).containsEntry(PLACE, 700_000L);
        assertThat(owed()).isZero();
    }

    @Test
    void cutOffInTheMiddleItIsSettledAtTheNextStart() {
        hospital.power.answer = (pci, limit) -> {
            hospital.power.now.put(pci, limit);
            return Promise.<PowerAnswer>promise().future();
        };
        fires("i1", PLACE);
        hospital.until(() -> hospital.power.now.containsKey(PLACE));
        hospital.power.slowdown = Optional.of("");
        restarted();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'done' AND owes = 1")).isEqualTo(1);
        minutes(12);
        assertThat(hospital.power.now).containsEntry(PLACE, 700_000L);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 700000");
        assertThat(owed()).isZero();
    }

    @Test
    void cutOffBeforeAnythingWasSetNothingIsOwed() {
        hospital.power.look = pci -> Promise.<PowerAnswer>promise().future();
        fires("i1", PLACE);
        restarted();
        assertThat(hospital.count("remediation_acts WHERE outcome = 'refused' AND detail LIKE"
                + " '%cut off before anything was set'")).isEqualTo(1);
        assertThat(owed()).isZero();
    }

    @Test
    void twoGpusAreLoweredBesideEachOtherAndPutBackEach() {
        Incident one = isLowered("i1", PLACE);
        Incident other = isLowered("i2", OTHER);
        hospital.until(() -> hospital.power.sets.size() == 2);
        assertThat(hospital.power.sets).containsExactly(PLACE + " 630000", OTHER + " 630000");
        assertThat(told()).isZero();
        isOver(one);
        isOver(other);
        minutes(13);
        assertThat(hospital.power.now).containsEntry(PLACE, 700_000L).containsEntry(OTHER, 700_000L);
        assertThat(owed()).isZero();
    }

    @Test
    void heldUpForAnHourIsToldAndPutBackAfterAll() {
        isOver(isLowered("i1", PLACE));
        Hospital.get(hospital.controls.pause(null, "", "", false));
        minutes(60);
        assertThat(hospital.power.sets).hasSize(1);
        minutes(20);
        assertThat(kept("What gpu-power-limit changed on GPU 0 (H100 at 0000:18:00.0)")).isEqualTo(1);
        assertThat(kept("sudo nvidia-smi -i 0000:18:00.0 -pl 700")).isEqualTo(1);
        Hospital.get(hospital.controls.resume(""));
        minutes(2);
        assertThat(hospital.power.now).containsEntry(PLACE, 700_000L);
    }

    @Test
    void whatMayNotBePutBackAnyMoreIsTold() {
        isOver(isLowered("i1", PLACE));
        hospital.power.answer = (pci, limit) -> Future
                .succeededFuture(new PowerAnswer.Refused(Why.DENIED, "no permission"));
        minutes(13);
        assertThat(kept("\"for_good\":true")).isEqualTo(1);
        assertThat(owed()).isZero();
    }

    @Test
    void withoutTheOwnersWordAPersonIsToldAndNothingIsSet() {
        otherwise(Permits.NONE, false);
        fires("i1", PLACE);
        passesUntil("escalated");
        assertThat(hospital.last().attempts().getFirst().reason()).isEqualTo("not_switched_on");
        assertThat(hospital.power.sets).isEmpty();
    }

    @Test
    void aDryRunSaysFromWhatToWhat() {
        otherwise(ON, true);
        fires("i1", PLACE);
        passesUntil("suppressed");
        assertThat(hospital.last().attempts().getFirst().detail())
                .isEqualTo("gpu-power-limit would have been done: the power"
                        + " limit would have been lowered, that of GPU 0 (H100 at 0000:18:00.0) from 700 W to 630 W");
        assertThat(hospital.power.sets).isEmpty();
    }

    @Test
    void aPauseRightBeforeTheCallStopsIt() {
        hospital.power.look = pci -> {
            hospital.controls.pause(null, "stop that", "ann", false);
            return hospital.power.seen(pci);
        };
        fires("i1", PLACE);
        passesUntil("escalated");
        assertThat(hospital.power.sets).isEmpty();
        assertThat(owed()).isZero();
    }
}
