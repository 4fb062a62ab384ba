package io.dockmedic.remediation.decide;

import static io.dockmedic.remediation.Samples.CONSENT;
import static io.dockmedic.remediation.Samples.died;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.SharedTime;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.Unquiet;
import io.dockmedic.remediation.decide.guard.Guards;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people, or a storm, have set against acts, each from the proposal alone. */
class BrakeGuardsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Hold FOR_AN_HOUR = new Hold(NOW.plus(Duration.ofHours(1)), "because");
    private static final Hold FOR_EVER = new Hold(null, "because");
    private static final Brakes STORM = new Brakes(FOR_EVER, null, null, null, null);
    private static final Brakes PAUSED = new Brakes(null, FOR_EVER, null, null, null);
    private static final Brakes DRY_RUN = new Brakes(null, null, FOR_EVER, null, null);
    private static final Brakes SILENCED = new Brakes(null, null, null, FOR_AN_HOUR, null);
    private static final Brakes MAINTENANCE = new Brakes(null, null, null, null, FOR_AN_HOUR);

    private final Decider decider = new Decider(Guards.IN_ORDER);
    private final ContainerState state = new FakeEngine(new SharedTime(NOW)).state(Samples.ID);
    private ContainerEvent latest = died(NOW.minusSeconds(2), CONSENT, Intent.NOT_ASKED);
    private Policy policy = Policy.DEFAULT;
    private Spent spent = Spent.NOTHING;

    private Verdict verdict(String action, Brakes brakes) {
        return verdict(action, brakes, state);
    }

    private Verdict verdict(String action, Brakes brakes, @Nullable ContainerState seen) {
        return decider.judge(new Proposal(
                NOW, Samples.about(action), true, Samples.incident("i1", "ContainerExited", latest),
                latest.container(), seen, policy, new Situation(false, true, NOW.minusSeconds(60)),
                Circumstances.QUIET, spent, brakes));
    }

    private static void suppressed(Verdict verdict, Reason reason) {
        assertThat(verdict).isInstanceOf(Verdict.Suppress.class);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.detail()).isNotBlank();
    }

    private static void deferred(Verdict verdict, Reason reason, Instant until) {
        assertThat(verdict).isInstanceOf(Verdict.Defer.class);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(((Verdict.Defer) verdict).until()).isEqualTo(until);
    }

    private static void free(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Act.class);
    }

    @Test
    void inAStormNothingIsChangedAndNobodyIsToldOfEachService() {
        suppressed(verdict("restart", STORM), Reason.STORM);
        suppressed(verdict("escalate", STORM), Reason.STORM);
    }

    @Test
    void inAStormAContainerThatLostItsGpuIsHealedAllTheSameForItsCauseIsKnown() {
        latest = reached(GpuAccess.LOST);
        free(verdict("restart", STORM));
        free(verdict("escalate", STORM));
        latest = reached(GpuAccess.HELD);
        suppressed(verdict("restart", STORM), Reason.STORM);
    }

    @Test
    void whatDidNotHelpAnotherOfTheSameCauseIsHeldUpByAStormAsAnything() {
        latest = reached(GpuAccess.LOST);
        suppressed(inVain(STORM), Reason.STORM);
        suppressed(inVain(Brakes.NONE), Reason.TRIED);
    }

    private Verdict inVain(Brakes brakes) {
        return decider.judge(new Proposal(
                NOW, Samples.about("restart"), true, Samples.incident("i1", "ContainerLostGpu", latest),
                latest.container(), state, policy, new Situation(false, true, NOW.minusSeconds(60)),
                Circumstances.QUIET, spent, brakes, false, List.of(), Source.NONE, NOW, "", "it did not help i2",
                Unsaved.NOTHING, Unquiet.NOTHING));
    }

    private static ContainerEvent reached(GpuAccess access) {
        return new ContainerReading.GpuReached(NOW, "host", Origin.DOCKMEDIC, Samples.container(CONSENT),
                Gpu.at(Gpu.NVIDIA, "0000:18:00.0"), access, "/dev/nvidiactl", "denied");
    }

    @Test
    void inAStormWhatIsNotAboutAServiceThatIsDownIsToldAsEver() {
        latest = new ContainerReading.Sampled(NOW, "host", Origin.DOCKMEDIC, Samples.container(CONSENT),
                new Usage(Duration.ofSeconds(10), 97, 0, 0, 480 << 20, 512 << 20, 93, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        free(verdict("escalate", STORM));
        suppressed(verdict("restart", STORM), Reason.STORM);
    }

    @Test
    void whilePausedNothingIsChangedAndPeopleAreTold() {
        suppressed(verdict("restart", PAUSED), Reason.PAUSED);
        free(verdict("escalate", PAUSED));
    }

    @Test
    void whetherAPauseKeepsSomethingFromBeingDoneIsKnownOnlyAfterALook() {
        free(verdict("restart", PAUSED, null));
    }

    @Test
    void inADryRunNothingIsDoneAndNobodyIsTold() {
        suppressed(verdict("restart", DRY_RUN), Reason.DRY_RUN);
        suppressed(verdict("escalate", DRY_RUN), Reason.DRY_RUN);
    }

    @Test
    void whatIsSilencedIsNeitherHealedNorToldUntilThatEnds() {
        deferred(verdict("restart", SILENCED), Reason.SILENCED, NOW.plus(Duration.ofHours(1)));
        deferred(verdict("escalate", SILENCED), Reason.SILENCED, NOW.plus(Duration.ofHours(1)));
    }

    /** Somebody may set the clock on the wall before the window closes. */
    @Test
    void aWindowIsAskedAboutAgainBeforeItCloses() {
        deferred(verdict("restart", MAINTENANCE), Reason.MAINTENANCE, NOW.plus(Duration.ofMinutes(5)));
        deferred(verdict("escalate", MAINTENANCE), Reason.MAINTENANCE, NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void whatPassesByItselfIsSaidBeforeAStorm() {
        latest = died(NOW.minusSeconds(2), latest.container(), Intent.NOT_ASKED, true);
        assertThat(verdict("restart", STORM).reason()).isEqualTo(Reason.ENGINE_RESTARTS);
    }

    @Test
    void aServiceCoolsDownBetweenTwoActs() {
        Policy base = Policy.DEFAULT;
        policy = new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(), base.settle(),
                base.staleAfter(), Duration.ofMinutes(2), base.storm(), base.windows(), base.permits(),
                base.ownContainers(),
                base.ownImages());
        free(verdict("restart", Brakes.NONE));
        spent = new Spent(List.of(NOW.minusSeconds(90)), List.of(), List.of(), List.of());
        deferred(verdict("restart", Brakes.NONE), Reason.COOLDOWN, NOW.plusSeconds(30));
        free(verdict("escalate", Brakes.NONE));
        spent = new Spent(List.of(NOW.minusSeconds(120)), List.of(), List.of(), List.of());
        free(verdict("restart", Brakes.NONE));
    }
}
