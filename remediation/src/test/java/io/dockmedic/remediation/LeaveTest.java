package io.dockmedic.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.action.stack.RestartStackAction;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.permit.Permits;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaveTest {
    private static final Permits ON = new Permits(Set.of(RestartStackAction.NAME), List.of());
    private static final Permits ASKED = new Permits(Set.of(), Set.of(RestartStackAction.NAME), List.of());

    private Brakes brakes = Brakes.NONE;
    private boolean observes;

    private static Policy policy(HealMode heal, boolean dryRun, Permits permits) {
        Policy all = Policy.DEFAULT;
        return new Policy(heal, dryRun, all.service(), all.rule(), all.action(), all.host(), all.settle(),
                all.staleAfter(),
                all.cooldown(), all.storm(), all.windows(), permits, all.ownContainers(), all.ownImages());
    }

    private boolean goesOn(HealMode heal, boolean dryRun, Permits permits) {
        return Hospital.get(leave(heal, dryRun, permits).on(Samples.ID, RestartStackAction.ABOUT));
    }

    private Leave leave(HealMode heal, boolean dryRun, Permits permits) {
        return new Leave(policy(heal, dryRun, permits), () -> observes, Future::succeededFuture, any -> brakes,
                List::of, () -> Instant.EPOCH, new ManualTime(Instant.parse("2026-11-01T00:00:00Z")));
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
}
