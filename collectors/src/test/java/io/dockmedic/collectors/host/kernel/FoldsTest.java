package io.dockmedic.collectors.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.fold.Folds;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.KernelEvent.IoError;
import io.dockmedic.collectors.event.KernelEvent.Quiet;
import io.dockmedic.collectors.event.Origin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

    private static final Whereabouts ANYWHERE = new Whereabouts(new Containers(), Path.of("/"));

    private Folds<Finding.Key, Event> folds = folds(Set.of());

    private static Folds<Finding.Key, Event> folds(Set<Finding.Key> begun) {
        return new Folds<>(begun, START,
                (key, now) -> new Quiet(now, key.host(), Origin.DOCKMEDIC, key.kind(), key.subject()));
    }

    private Optional<Event> error(String device, int second) {
        Instant at = START.plusSeconds(second);
        Finding finding = new IoFault(device, "I/O", "read", second).found(ANYWHERE, new Happened(at, "h"));
        return folds.take(finding.key(), finding.event(), at);
    }

    private List<Event> due(int second) {
        return folds.due(START.plusSeconds(second));
    }

    private static Event event(String device, int second, int count) {
        return new IoError(START.plusSeconds(second), "h", Origin.DOCKMEDIC, device, "I/O", "read", second, count);
    }

    private static Event quiet(String device, int second) {
        return new Quiet(START.plusSeconds(second), "h", Origin.DOCKMEDIC, "host.io_error", device);
    }

    @Test
    void theFirstIsToldAtOnceAndTheRestOfAMinuteTogether() {
        assertThat(error("sda", 0)).contains(event("sda", 0, 1));
        assertThat(error("sda", 1)).isEmpty();
        assertThat(error("sdb", 30)).contains(event("sdb", 30, 1));
        assertThat(error("sda", 58)).isEmpty();
        assertThat(due(59)).isEmpty();
        assertThat(due(60)).containsExactly(event("sda", 58, 2));
        assertThat(due(90)).containsExactly(quiet("sdb", 90));
        assertThat(error("sda", 119)).isEmpty();
        assertThat(due(120)).containsExactly(event("sda", 119, 1));
        assertThat(due(179)).isEmpty();
        assertThat(due(180)).containsExactly(quiet("sda", 180));
        assertThat(folds.keys()).isEmpty();
        assertThat(error("sda", 200)).contains(event("sda", 200, 1));
    }

    @Test
    void whatWasOpenWhenWeLastRanIsOverAMinuteAfterTheStart() {
        Folds<Finding.Key, Event> again = folds(Set.of(new Finding.Key("host.io_error", "sda", "", "h")));
        assertThat(again.due(START.plusSeconds(59))).isEmpty();
        assertThat(again.due(START.plusSeconds(60))).containsExactly(quiet("sda", 60));
    }

    @Test
    void theNextOfWhatWasOpenWhenWeLastRanIsToldAtOnce() {
        folds = folds(Set.of(new Finding.Key("host.io_error", "sda", "", "h")));
        assertThat(error("sda", 10)).contains(event("sda", 10, 1));
        assertThat(error("sda", 11)).isEmpty();
        assertThat(due(69)).isEmpty();
        assertThat(due(70)).containsExactly(event("sda", 11, 1));
        assertThat(due(130)).containsExactly(quiet("sda", 130));
    }

    @Test
    void aFloodOfKeysIsBoundedAndCounted() {
        for (int key = 0; key < Folds.MOST; key++) {
            assertThat(error("sd" + key, 0)).isPresent();
        }
        assertThat(error("one-more", 0)).isEmpty();
        assertThat(error("sd0", 0)).isEmpty();
        assertThat(folds.keys()).hasSize(Folds.MOST);
        assertThat(folds.takeRefused()).isEqualTo(1);
        assertThat(folds.takeRefused()).isZero();
    }
}
