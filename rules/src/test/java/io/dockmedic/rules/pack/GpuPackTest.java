package io.dockmedic.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuAccess;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuEvent.Quiet;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.remedy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuPackTest {
    private static final Origin ORIGIN = Origin.DOCKMEDIC;
    private static final String PLACE = "0000:18:00.0";
    private static final Gpu GPU = new Gpu(0, "nvidia", PLACE, "GPU-1", "H100");
    private static final Victim NOBODY = Victim.outside("", 0);

    /** Those of a container's death too: a fault and a death are one story. */
    private final RuleBench bench = new RuleBench(Pack.files()
            .stream()
            .filter(file -> file.name().equals("pack/gpu.yml") || file.name().equals("pack/containers.yml"))
            .toList());
    private final Happenings train = Happenings.of("train");

    private Event containerFault(Instant at) {
        return new GpuFault(at, "host", ORIGIN, train.container(), GPU, 31, "page fault", "NVRM: x", 42, false, false,
                1);
    }

    private static Function<Instant, Event> fault(int code, Cure cure, Victim user, String services) {
        return at -> new Fault(at, "host", ORIGIN, GPU, code, "X", "meaning", cure, "", user, services, 1, "");
    }

    private static Function<Instant, Event> sample(GpuState state, Cure cure, String slowdown) {
        return at -> new Sampled(at, "host", ORIGIN, GPU, state, cure, cure == Cure.NONE ? "" : "so it says", 1, 2, 3,
                80, 5, slowdown, "train", 700, 0);
    }

    private static Function<Instant, Event> well() {
        return sample(GpuState.OK, Cure.NONE, "");
    }

    private static Function<Instant, Event> driver(GpuDriverState state, int gpus, int onBus, int expected) {
        return at -> new DriverSampled(at, "host", ORIGIN, "nvidia", state, "why", gpus, onBus, expected, false);
    }

    private static Function<Instant, Event> quiet(int code) {
        return at -> new Quiet(at, "host", ORIGIN, GPU, code);
    }

    private void tellsAPersonOfTheHost(String severity) {
        doesForTheHost(severity, "escalate");
    }

    private void marksAndTellsAPersonOfTheHost(String severity) {
        doesForTheHost(severity, "mark", "escalate");
    }

    private void doesForTheHost(String severity, String... steps) {
        assertThat(bench.latest().incident().labels()).containsExactlyInAnyOrderEntriesOf(
                Map.of("severity", severity, "route", "host"));
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly(steps);
    }

    private String summary() {
        return bench.latest().incident().annotations().getOrDefault("summary", "");
    }

    @Test
    void aProgramThatLivesOnAfterItsFaultIsRestarted() {
        bench.happens(this::containerFault).tells("0s PENDING ContainerGpuFault train");
        bench.after(10).tells("10s FIRED ContainerGpuFault train");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("restart", "escalate");
        assertThat(summary()).isEqualTo("train made fault 31 on GPU 0 (H100 at 0000:18:00.0): page fault");
        bench.after(5).happens(train::started).after(60).tells("75s RESOLVED ContainerGpuFault train");
    }

    @Test
    void oneThatEndsByItselfHasItsDeathsRule() {
        bench.happens(this::containerFault).tells("0s PENDING ContainerGpuFault train");
        bench.after(3).happens(at -> train.died(at, 1));
        bench.tells("3s FIRED ContainerExitedWithError train", "3s RESOLVED ContainerGpuFault train");
        bench.after(20).tells();
    }

    @Test
    void faultsAgainAndAgainEndTheRestarts() {
        bench.happens(this::containerFault)
                .after(60)
                .happens(this::containerFault)
                .after(60)
                .happens(this::containerFault);
        assertThat(bench.told()).contains("120s FIRED ContainerGpuFaultsAgainAndAgain train");
        assertThat(bench.latest().incident().labels()).containsEntry("loop", "true");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("escalate");
    }

    @Test
    void aFaultOfNobodysProgramIsToldIfContainersAreOnTheGpu() {
        bench.happens(fault(31, Cure.APPLICATION, NOBODY, "")).tells();
        bench.happens(fault(31, Cure.APPLICATION, Victim.in(train.container(), "p", 1), "train")).tells();
        bench.happens(fault(31, Cure.APPLICATION, NOBODY, "serve train"));
        bench.tells("0s FIRED GpuApplicationFault " + PLACE);
        bench.after(120).happens(quiet(31)).after(600).tells("720s RESOLVED GpuApplicationFault " + PLACE);
    }

    @Test
    void manyFaultsOnOneGpuAreForAPersonOfTheHost() {
        for (int i = 0; i < 4; i++) {
            bench.happens(fault(13, Cure.APPLICATION, NOBODY, "")).after(3600).tells();
        }
        bench.happens(fault(31, Cure.APPLICATION, NOBODY, "")).tells("14400s FIRED GpuFaultsRepeat " + PLACE);
        tellsAPersonOfTheHost("warning");
    }

    @ParameterizedTest
    @CsvSource({"RESET, GpuNeedsReset, critical, 600", "REBOOT, GpuNeedsReboot, critical, 600",
            "REPLACE, GpuNeedsReplacement, critical, 600", "INSPECT, GpuNeedsInspection, warning, 3600"})
    void whatTheGpuNeedsIsOneIncidentWhoeverTells(Cure cure, String rule, String severity, int wellFor) {
        bench.happens(fault(79, cure, NOBODY, "train")).tells("0s FIRED " + rule + " " + PLACE);
        if (cure == Cure.RESET) {
            doesForTheHost(severity, "mark", "reset-gpu", "escalate");
        } else {
            marksAndTellsAPersonOfTheHost(severity);
        }
        assertThat(summary()).contains("GPU 0 (H100 at 0000:18:00.0)", "fault 79: meaning");
        bench.happens(sample(GpuState.LOST, cure, "")).after(10).happens(sample(GpuState.LOST, cure, "")).tells();
        bench.after(10).happens(well()).after(wellFor - 1).tells();
        bench.after(1).tells((wellFor + 20) + "s RESOLVED " + rule + " " + PLACE);
    }

    @Test
    void whatNeedsNothingIsNoIncident() {
        bench.happens(fault(45, Cure.NONE, NOBODY, "train")).happens(well()).tells();
    }

    @Test
    void oneWithoutItsLibraryIsWellADayAfterItsLastFault() {
        bench.happens(fault(62, Cure.RESET, NOBODY, "")).tells("0s FIRED GpuNeedsReset " + PLACE);
        bench.after(120).happens(quiet(62)).after(Duration.ofHours(24));
        bench.tells("86520s RESOLVED GpuNeedsReset " + PLACE);
    }

    @Test
    void oneThatDoesNotAnswerForAMinuteIsStuck() {
        bench.reads(sample(GpuState.STUCK, Cure.NONE, ""), 59).tells("0s PENDING GpuStuck " + PLACE);
        bench.after(1).tells("60s FIRED GpuStuck " + PLACE);
        marksAndTellsAPersonOfTheHost("critical");
        bench.happens(well()).tells("60s RESOLVED GpuStuck " + PLACE);
    }

    /** Nobody knows whether it was taken out or is broken; and it may come back as it was. */
    @Test
    void whatFiresForOneThatIsGoneIsOverADayLater() {
        bench.reads(sample(GpuState.STUCK, Cure.NONE, ""), 60);
        bench.tells("0s PENDING GpuStuck " + PLACE, "60s FIRED GpuStuck " + PLACE);
        bench.happens(quiet(31)).after(Duration.ofHours(25)).tells();
        bench.happens(quiet(0))
                .after(3600)
                .happens(sample(GpuState.STUCK, Cure.NONE, ""))
                .after(Duration.ofHours(24))
                .tells();
        bench.happens(quiet(0)).after(Duration.ofHours(24)).tells("266460s RESOLVED GpuStuck " + PLACE);
    }

    @Test
    void aSlowdownMustLastAndBeOverForAWhile() {
        bench.happens(sample(GpuState.OK, Cure.NONE, "hw_thermal")).tells("0s PENDING GpuSlowedDown " + PLACE);
        bench.after(100).happens(well()).tells("100s RESOLVED GpuSlowedDown " + PLACE);
        bench.reads(sample(GpuState.OK, Cure.NONE, "sw_thermal"), 300);
        bench.tells("100s PENDING GpuSlowedDown " + PLACE, "400s FIRED GpuSlowedDown " + PLACE);
        doesForTheHost("warning", "gpu-power-limit", "escalate");
        bench.happens(well()).after(299).tells().after(1).tells();
        bench.reads(well(), 299).tells().after(1).tells("1000s RESOLVED GpuSlowedDown " + PLACE);
    }

    @Test
    void aMismatchIsForAPersonAndRestartsNothing() {
        bench.happens(driver(GpuDriverState.MISMATCH, 0, 2, 2)).tells("0s FIRED GpuDriverMismatch host|nvidia");
        tellsAPersonOfTheHost("critical");
        bench.after(Duration.ofMinutes(20)).tells();
        bench.happens(driver(GpuDriverState.OK, 2, 2, 2)).tells("1200s RESOLVED GpuDriverMismatch host|nvidia");
    }

    @Test
    void aDriverThatIsNotThereCallsNobody() {
        bench.reads(driver(GpuDriverState.NO_DRIVER, 0, 1, 0), 600);
        bench.tells("0s PENDING GpuDriverMissing host|nvidia", "600s FIRED GpuDriverMissing host|nvidia");
        assertThat(bench.latest().plan().steps()).isEmpty();
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "info");
    }

    @Test
    void fewerThanThereShouldBeAreMissing() {
        bench.reads(driver(GpuDriverState.OK, 7, 8, 0), 600);
        bench.tells("0s PENDING GpusMissing host|nvidia", "600s FIRED GpusMissing host|nvidia");
        tellsAPersonOfTheHost("critical");
        bench.happens(driver(GpuDriverState.OK, 8, 8, 0)).tells("600s RESOLVED GpusMissing host|nvidia");
        bench.reads(driver(GpuDriverState.OK, 8, 0, 9), 600);
        bench.tells("600s PENDING GpusMissing host|nvidia", "1200s FIRED GpusMissing host|nvidia");
        assertThat(summary()).contains("there should be 9");
    }

    @Test
    void aDriverThatDoesNotAnswerIsForAPerson() {
        bench.reads(driver(GpuDriverState.STUCK, 0, 1, 0), 300);
        bench.tells("0s PENDING GpuDriverSilent host|nvidia", "300s FIRED GpuDriverSilent host|nvidia");
        tellsAPersonOfTheHost("critical");
    }

    @Test
    void thatTheyAreReleasedForLongCanBeToldOf() {
        RuleBench mine = new RuleBench("""
                groups:
                  - name: mine
                    rules:
                      - alert: ReleasedForLong
                        on: gpu.driver
                        when: event.state == 'released'
                        for: 1h
                        resolve: {on: gpu.driver, when: event.state == 'ok'}
                """);
        for (int seen = 0; seen <= 360; seen++) {
            mine.happens(driver(GpuDriverState.RELEASED, 0, 2, 0)).after(10);
        }
        mine.tells("0s PENDING ReleasedForLong nvidia", "3600s FIRED ReleasedForLong nvidia");
    }

    private Function<Instant, Event> access(GpuAccess access) {
        return at -> new GpuReached(at, "host", ORIGIN, train.container(), GPU, access, "/dev/nvidiactl", "denied");
    }

    @Test
    void aContainerThatLostItsGpuIsMadeAnewUntilItReachesItAgain() {
        bench.happens(access(GpuAccess.OK)).tells();
        bench.after(300).happens(access(GpuAccess.LOST)).tells("300s FIRED ContainerLostGpu train");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("recreate", "escalate");
        assertThat(bench.latest().plan().steps().getFirst().verify()).isNotNull();
        assertThat(summary()).isEqualTo("train has lost GPU 0 (H100 at 0000:18:00.0), which the host has");
        bench.after(60).happens(access(GpuAccess.OK)).tells("360s RESOLVED ContainerLostGpu train");
    }

    @Test
    void whatHasTheGpuOpenStillIsForAPersonUntilNothingHas() {
        bench.happens(access(GpuAccess.HELD)).tells("0s FIRED ContainerGpuClosed train");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("escalate");
        bench.after(300).happens(access(GpuAccess.UNKNOWN)).tells();
        bench.happens(access(GpuAccess.LOST))
                .tells("300s FIRED ContainerLostGpu train", "300s RESOLVED ContainerGpuClosed train");
        bench.happens(access(GpuAccess.UNKNOWN)).tells();
        bench.after(300)
                .happens(access(GpuAccess.HELD))
                .tells("600s RESOLVED ContainerLostGpu train",
                        "600s FIRED ContainerGpuClosed train");
    }
}
