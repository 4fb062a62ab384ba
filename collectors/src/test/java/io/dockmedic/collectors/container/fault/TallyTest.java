package io.dockmedic.collectors.container.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A kill is counted once, whoever tells of it, and belongs to the service. Moments are seconds after a start. */
class TallyTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Named WEB = new Named("shop", "web");

    private final Tally tally = new Tally();

    private static Container container(String id) {
        return new Container(id, id, "web:1", Map.of(), new Service("shop", "web", "1"), false);
    }

    private static Instant at(double second) {
        return START.plusMillis((long) (second * 1000));
    }

    private void read(String id, double from, double to, int kills, int refused) {
        tally.heard(new ContainerReading.Sampled(at(to), "h", Origin.DOCKMEDIC, container(id),
                new Usage(Duration.between(at(from), at(to)), 0, 0, 0, 0, 0, 0, kills, 0, 0, refused, 0, 0, 0, 0, 0,
                        0)));
    }

    private void told(String id, double second) {
        tally.heard(new ContainerEvent.OutOfMemory(at(second), "h", Origin.ENGINE, container(id)));
    }

    private void died(String id, double second, boolean oomKilled) {
        tally.heard(new ContainerEvent.Died(at(second), "h", Origin.ENGINE, container(id), 137, oomKilled,
                new Judgement(Intent.NOT_ASKED, false, List.of()), false, 0, Duration.ofSeconds(1), false, ""));
    }

    private void started(String id, double second) {
        tally.heard(
                new ContainerEvent.Started(at(second), "h", Origin.ENGINE, container(id), StartCause.FOREIGN, false));
    }

    private long kills() {
        return Objects.requireNonNull(tally.all().get(WEB)).oomKills();
    }

    @Test
    void aServiceBeginsAtNothingWhenItStarts() {
        assertThat(tally.all()).isEmpty();
        started("a", 0);
        assertThat(tally.all()).containsOnlyKeys(WEB);
        assertThat(kills()).isZero();
    }

    @Test
    void whatIsReadOfAContainerAndOfTheOneAfterItAddsUp() {
        read("a", 0, 10, 2, 7);
        read("a", 10, 20, 0, 0);
        tally.heard(new ContainerEvent.Removed(at(21), "h", Origin.ENGINE, container("a")));
        read("b", 22, 30, 1, 3);
        assertThat(tally.all().get(WEB)).isEqualTo(new Faults(3, 10, at(30)));
    }

    @Test
    void aKillThatTheEngineTellsOfTooIsOne() {
        told("a", 5);
        assertThat(kills()).as("the reading that has it follows").isZero();
        read("a", 0, 10, 1, 0);
        died("a", 15, true);
        assertThat(kills()).as("the container died of something else").isEqualTo(1);
    }

    @Test
    void theKillOfTheMainProcessIsInNoReading() {
        read("a", 0, 10, 1, 0);
        told("a", 14);
        died("a", 14.1, true);
        assertThat(kills()).isEqualTo(2);
        read("a", 15, 20, 0, 0);
        died("a", 25, false);
        assertThat(kills()).as("the next run ends otherwise").isEqualTo(2);
    }

    @Test
    void aDeathAloneIsEnough() {
        started("a", 0);
        died("a", 3, true);
        assertThat(kills()).isEqualTo(1);
        died("a", 3, true);
        assertThat(kills()).as("the same death").isEqualTo(1);
        died("a", 6, true);
        assertThat(kills()).as("of another run").isEqualTo(2);
    }

    @Test
    void aReadingBetweenKillAndDeathHasIt() {
        read("a", 0, 10, 1, 0);
        told("a", 10.2);
        died("a", 10.3, true);
        assertThat(kills()).isEqualTo(1);
    }

    @Test
    void aReadingThatIsToldAfterTheDeathIsOfTheRunBefore() {
        told("a", 9);
        died("a", 9.1, true);
        read("a", 0, 9, 3, 0);
        assertThat(kills()).as("three were killed, one of them was known of").isEqualTo(3);
        read("a", 9.5, 19, 1, 0);
        assertThat(kills()).isEqualTo(4);
    }

    @Test
    void jobsAreNobodys() {
        tally.heard(new ContainerEvent.Started(at(0), "h", Origin.ENGINE, new Container("j", "job", "web:1", Map.of(),
                new Service("", "job", ""), true), StartCause.FOREIGN, false));
        assertThat(tally.all()).isEmpty();
    }

    @Test
    void theyAreBoundedAndASilentOneMakesRoom() {
        for (int i = 0; i < Tally.MOST; i++) {
            of("s" + i, at(i));
        }
        of("one more", at(Tally.MOST));
        assertThat(tally.all()).hasSize(Tally.MOST).doesNotContainKey(new Named("", "one more"));
        of("s0", at(3_000));
        of("one more", at(3_601 + 1));
        assertThat(tally.all()).containsKeys(new Named("", "one more"), new Named("", "s0"))
                .doesNotContainKeys(new Named("", "s1"))
                .hasSize(Tally.MOST);
    }

    private void of(String name, Instant when) {
        tally.heard(new ContainerEvent.Started(when, "h", Origin.ENGINE,
                new Container(name, name, "web:1", Map.of(), new Service("", name, ""), false), StartCause.FOREIGN,
                false));
    }

    @Test
    void theyAreShownByProjectAndService() {
        read("a", 0, 10, 2, 7);
        assertThat(new FaultMetrics(tally::all).collect()).extracting(one -> one.getMetadata().getName())
                .containsExactlyInAnyOrder("dockmedic_service_oom_kills", "dockmedic_service_threads_refused");
        assertThat(new FaultMetrics(tally::all).collect()
                .stream()
                .filter(one -> one.getMetadata().getName().endsWith("kills"))
                .flatMap(one -> ((CounterSnapshot) one).getDataPoints().stream())).singleElement()
                .satisfies(point -> {
                    assertThat(point.getLabels().get("project")).isEqualTo("shop");
                    assertThat(point.getLabels().get("service")).isEqualTo("web");
                })
                .extracting(CounterDataPointSnapshot::getValue)
                .isEqualTo(2.0);
    }

    @Test
    void thePageHasThem() throws Exception {
        String rows = FaultMetrics.ALL.stream()
                .map(one -> "| `" + one.name() + "_total` | `project`, `service` | " + one.help() + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("../docs/metrics.md")))
                .contains("| metric of a service | labels | what it counts |\n|---|---|---|\n" + rows + "\n");
    }
}
