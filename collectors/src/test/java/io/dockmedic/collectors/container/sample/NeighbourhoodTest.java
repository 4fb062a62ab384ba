package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Neighbours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who waited beside whom, from readings to events. */
class NeighbourhoodTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Sighting LOUD = Sightings.running("loud", 1);
    private static final Sighting WEB = Sightings.running("web", 2);
    private static final Sighting DB = Sightings.running("db", 3);

    private final SampleEvents events = new SampleEvents("h");
    private final List<Sample> before = new ArrayList<>();
    private final List<Sample> now = new ArrayList<>();

    private NeighbourhoodTest reads(Sighting of, int cpuPercent, int waitedPercent) {
        return reads(of, cpuPercent, waitedPercent, 0);
    }

    private NeighbourhoodTest reads(Sighting of, int cpuPercent, int waitedPercent, int throttledPercent) {
        before.add(sample(of, 0, cpuPercent, waitedPercent, throttledPercent));
        now.add(sample(of, 10, cpuPercent, waitedPercent, throttledPercent));
        return this;
    }

    /** With counters that grew evenly since the start. */
    private static Sample sample(Sighting of, int second, int cpuPercent, int waitedPercent, int throttledPercent) {
        return new Sample(of, START.plusSeconds(second), "/docker/" + of.container().id(),
                reading(10_000_000L * cpuPercent * second, new Pressure(
                        new Pressure.Stall(10_000L * waitedPercent * second, 0), null, null),
                        throttledPercent == 0 ? null : quota(second * 100L, (long) second * throttledPercent)));
    }

    private static Reading reading(long cpuNanos, @Nullable Pressure pressure, Cpu.@Nullable Quota quota) {
        return new Reading(new Cpu(cpuNanos, 0, 0, quota), null, null, null, pressure, List.of(), List.of());
    }

    private static Cpu.Quota quota(long periods, long throttled) {
        return new Cpu.Quota(20_000, 100_000, periods, throttled, 0);
    }

    private Map<String, Neighbours> of(int processors) {
        events.of(before, processors, START);
        return neighbours(events.of(now, processors, START.plusSeconds(10)));
    }

    private static Map<String, Neighbours> neighbours(List<Event> told) {
        return told.stream()
                .map(Sampled.class::cast)
                .collect(Collectors.toMap(Sampled::subject, Sampled::neighbours));
    }

    @Test
    void itIsToldWhatOneTakesOfAllProcessorsAndWhoWaitsTheLongest() {
        assertThat(reads(LOUD, 150, 10).reads(WEB, 20, 60).reads(DB, 20, 70).of(2)).containsOnly(
                Map.entry("loud", new Neighbours(75, "db", 70)),
                Map.entry("web", new Neighbours(10, "", 0)),
                Map.entry("db", new Neighbours(10, "", 0)));
    }

    @Test
    void ofManyProcessorsItIsASmallerShare() {
        assertThat(reads(LOUD, 3200, 0).reads(WEB, 50, 45).of(64).get("loud"))
                .isEqualTo(new Neighbours(50, "web", 45));
    }

    @Test
    void noneUsesMoreThanAllThereIs() {
        assertThat(reads(LOUD, 207, 0).of(2).get("loud")).isEqualTo(new Neighbours(100, "", 0));
    }

    @Test
    void howManyThereAreMayNotBeKnown() {
        assertThat(reads(LOUD, 150, 10).reads(WEB, 20, 60).of(0).get("loud")).isEqualTo(new Neighbours(0, "web", 60));
    }

    @Test
    void howLongItsOwnQuotaMayHaveHeldItBackIsNotWaitedForAnother() {
        assertThat(reads(LOUD, 150, 0).reads(WEB, 20, 90, 80).reads(DB, 20, 15).of(2).get("loud"))
                .isEqualTo(new Neighbours(75, "db", 15));
    }

    @Test
    void aPeriodThatWasCutShortHidesNoVictim() {
        assertThat(reads(LOUD, 150, 0).reads(WEB, 20, 70, 1).of(2).get("loud"))
                .isEqualTo(new Neighbours(75, "web", 69));
    }

    @Test
    void whatItsQuotaAloneHoldsBackIsNobodysVictim() {
        assertThat(reads(LOUD, 150, 0).reads(WEB, 20, 80, 85).of(2).get("loud"))
                .isEqualTo(new Neighbours(75, "", 0));
    }

    @Test
    void whoUsesHalfAsMuchIsARivalAndNobodyWaitsForItself() {
        assertThat(reads(LOUD, 100, 50).reads(WEB, 50, 60).of(2).get("loud")).isEqualTo(new Neighbours(50, "", 0));
    }

    @Test
    void whoUsesLessThanHalfIsNone() {
        assertThat(reads(LOUD, 100, 50).reads(WEB, 49, 60).of(2).get("loud")).isEqualTo(new Neighbours(50, "web", 60));
    }

    @Test
    void whoseShareWasMadeSmallerIsToGiveWay() {
        Sighting low = Sightings.shares("low", 4, 128);
        assertThat(reads(LOUD, 150, 0).reads(low, 20, 90).reads(WEB, 20, 50).of(2).get("loud"))
                .isEqualTo(new Neighbours(75, "web", 50));
    }

    @Test
    void notToWhomWasGivenLessStillOrMoreThanTheOrdinaryShare() {
        Sighting lower = Sightings.shares("lower", 4, 64);
        Sighting low = Sightings.shares("low", 5, 128);
        Sighting high = Sightings.shares("high", 6, 4096);
        assertThat(reads(lower, 150, 0).reads(low, 20, 90).of(2).get("lower")).isEqualTo(new Neighbours(75, "low", 90));
        assertThat(reads(high, 350, 0).reads(WEB, 20, 95).of(4).get("high")).isEqualTo(new Neighbours(87, "web", 95));
    }

    @Test
    void withoutPressureNobodyIsSeenToWait() {
        List<Sample> first = List.of(at(LOUD, 0, 0), at(WEB, 0, 0));
        events.of(first, 2, START);
        assertThat(neighbours(events.of(List.of(at(LOUD, 10, 15), at(WEB, 10, 1)), 2, START.plusSeconds(10))))
                .containsEntry("loud", new Neighbours(75, "", 0));
    }

    private static Sample at(Sighting of, int second, long cpuSeconds) {
        return new Sample(of, START.plusSeconds(second), "/docker/" + of.container().id(),
                reading(cpuSeconds * 1_000_000_000, null, null));
    }

    @Test
    void oneReadOutOfTurnIsBesideTheOthersAsTheyWereReadLast() {
        reads(LOUD, 150, 0).reads(WEB, 20, 60).of(2);
        assertThat(neighbours(events.ofSome(List.of(sample(LOUD, 12, 150, 0, 0)))))
                .containsOnly(Map.entry("loud", new Neighbours(75, "web", 60)));
    }

    @Test
    void whoEndedDoesNotWait() {
        reads(LOUD, 150, 0).reads(WEB, 20, 60).of(2);
        assertThat(neighbours(events.of(List.of(sample(LOUD, 20, 150, 0, 0)), 2, START.plusSeconds(20))))
                .containsOnly(Map.entry("loud", new Neighbours(75, "", 0)));
    }
}
