package io.dockmedic.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.action.stack.RestartStackAction;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.record.ActRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaveTest {
    private static final Permits ON = new Permits(Set.of(RestartStackAction.NAME), List.of());
    private static final Permits ASKED = new Permits(Set.of(), Set.of(RestartStackAction.NAME), List.of());

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final ActRecord ACT = new ActRecord("a1", NOW, "i1", "GpuSlowedDown", "", "", "gpu-power-limit", 0,
            0,
            null, NOW, "gpu-power-limit", Map.of(), true, false);

    private Brakes brakes = Brakes.NONE;
    private boolean observes;
    private boolean spared;
    private @Nullable Instant engineSince = Instant.EPOCH;

    private static Policy policy(HealMode heal, boolean dryRun, Permits permits) {
        Policy all = Policy.DEFAULT;
        return new Policy(heal, dryRun, all.service(), all.rule(), all.action(), all.host(), all.settle(),
                all.staleAfter(),
                all.cooldown(), all.storm(), all.windows(), permits, all.ownContainers(), all.ownImages());
    }

    private boolean goesOn(HealMode heal, boolean dryRun, Permits permits) {
        return Hospital.get(leave(heal, dryRun, permits).on("a1", Samples.ID, RestartStackAction.ABOUT));
    }

    private Leave leave(HealMode heal, boolean dryRun, Permits permits) {
        return new Leave(policy(heal, dryRun, permits), () -> observes, Future::succeededFuture, any -> brakes,
                () -> List.of(Samples.container(Samples.CONSENT)),
                act -> spared && act.equals("a1"),
                () -> engineSince, new ManualTime(NOW));
    }

    @Test
    void whatTheConfigurationForbidsByNowDoesNotGoOn() {
        assertThat(goesOn(HealMode.LABELLED, false, ON)).isTrue();
        assertThat(goesOn(HealMode.ALL, false, ASKED)).isTrue();
        assertThat(goesOn(HealMode.LABELLED, true, ON)).isFalse();
        assertThat(goesOn(HealMode.NONE, false, ON)).isFalse();
        assertThat(goesOn(HealMode.LABELLED, false, Permits.NONE)).isFalse();
        brakes = new Brakes(null, new Hold(null, "a person"), null, null, null);
        assertThat(goesOn(HealMode.LABELLED, false, ON)).isFalse();
    }

    /** It was decided although there is one, so it is finished; what a person says holds up all the same. */
    @Test
    void whatAKnownCauseMadeGoesOnInAStorm() {
        Hold much = new Hold(null, "too much");
        brakes = new Brakes(much, null, null, null, null);
        assertThat(goesOn(HealMode.LABELLED, false, ON)).isFalse();
        spared = true;
        assertThat(goesOn(HealMode.LABELLED, false, ON)).isTrue();
        assertThat(Hospital.get(leave(HealMode.LABELLED, false, ON).on("a2", Samples.ID)))
                .as("another incident's act on the same service")
                .isFalse();
        assertThat(Hospital.get(leave(HealMode.LABELLED, false, ON).on("a1", "0".repeat(64))))
                .as("what it comes to beside the incident's own")
                .isTrue();
        brakes = new Brakes(much, new Hold(null, "a person"), null, null, null);
        assertThat(goesOn(HealMode.LABELLED, false, ON)).isFalse();
    }

    @Test
    void aDryRunAndAnotherInstanceThatActsKeepMarksAsTheyAreAndAPauseDoesNot() {
        Hold person = new Hold(null, "a person");
        brakes = new Brakes(null, person, null, null, null);
        assertThat(leave(HealMode.NONE, false, ON).toMark()).isTrue();
        assertThat(leave(HealMode.LABELLED, true, ON).toMark()).isFalse();
        brakes = new Brakes(null, null, person, null, null);
        assertThat(leave(HealMode.LABELLED, false, ON).toMark()).isFalse();
        brakes = Brakes.NONE;
        observes = true;
        assertThat(leave(HealMode.LABELLED, false, ON).toMark()).isFalse();
    }

    @Test
    void ofWhatIsPutOffNothingIsToldInADryRunBySecondInstancesAndOfWhatIsSilenced() {
        Hold person = new Hold(null, "a person");
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).isTrue();
        assertThat(leave(HealMode.NONE, false, Permits.NONE).toTell(ACT)).isTrue();
        assertThat(leave(HealMode.LABELLED, true, ON).toTell(ACT)).as("a dry-run by the configuration").isFalse();
        brakes = new Brakes(person, person, null, null, null);
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).as("held up, it is the more to be told").isTrue();
        brakes = new Brakes(null, null, person, null, null);
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).as("a dry-run by a person").isFalse();
        brakes = new Brakes(null, null, null, person, null);
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).as("silenced").isFalse();
        brakes = Brakes.NONE;
        observes = true;
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).as("another instance tells").isFalse();
    }

    @Test
    void ofWhatIsPutOffNothingIsToldWhileAMaintenanceWindowIsOpenAndItIsAfterwards() {
        brakes = new Brakes(null, null, null, null, new Hold(NOW.plusSeconds(60), "maintenance window night is open"));
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).isFalse();
        assertThat(leave(HealMode.LABELLED, false, ON).againstReturning(ACT)).isEqualTo("acts are held up");
        brakes = Brakes.NONE;
        assertThat(leave(HealMode.LABELLED, false, ON).toTell(ACT)).isTrue();
    }

    @Test
    void toPutBackAsksForNoPermitAndIsHeldUpByWhatHoldsUpEverything() {
        assertThat(leave(HealMode.LABELLED, false, Permits.NONE).againstReturning(ACT)).isEmpty();
        assertThat(leave(HealMode.NONE, false, ON).againstReturning(ACT)).isEqualTo("nothing is changed");
        assertThat(leave(HealMode.LABELLED, true, ON).againstReturning(ACT)).isEqualTo("nothing is changed");
        observes = true;
        assertThat(leave(HealMode.LABELLED, false, ON).againstReturning(ACT)).isEqualTo("nothing is changed");
        observes = false;
        brakes = new Brakes(null, new Hold(null, "a person"), null, null, null);
        assertThat(leave(HealMode.LABELLED, false, ON).againstReturning(ACT)).isEqualTo("acts are held up");
        brakes = Brakes.NONE;
        engineSince = null;
        assertThat(leave(HealMode.LABELLED, false, ON).againstReturning(ACT)).contains("has not been in sight");
        engineSince = NOW.minusSeconds(1);
        assertThat(leave(HealMode.LABELLED, false, ON).againstReturning(ACT)).contains("has not been in sight");
    }
}
