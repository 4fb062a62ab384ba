package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Records;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many containers are held: not all are looked at at once, and none is left out for ever. */
class HeldTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    /** Takes nothing: what is held is in memory. */
    private static final Journal NONE = new Journal() {
        @Override
        public <T> Future<T> write(Work<T> work) {
            return Future.failedFuture(new JournalException("there is none"));
        }

        @Override
        public <T> Future<T> read(Work<T> work) {
            return Future.failedFuture(new JournalException("there is none"));
        }

        @Override
        public boolean writable() {
            return false;
        }
    };

    private final ManualTime time = new ManualTime(NOW);
    private final FakeEngine engine = new FakeEngine(time);
    private final Held held = new Held(new Records(NONE), engine, time, time);

    private static ActRecord stopped(String container) {
        return new ActRecord("act of " + container, NOW, "i", "R", "s", container, "stop", 0, 0, NOW, NOW, "stop",
                Map.of("seen_down", "yes"), false, true);
    }

    private long still(List<String> containers) {
        return containers.stream().filter(one -> !held.of(one).isEmpty()).count();
    }

    @Test
    void fiftyAreLookedAtAndTheOthersFirstTheNextTime() {
        List<String> containers = IntStream.range(0, 60).mapToObj(number -> "c" + number).toList();
        engine.startedAt = NOW;
        containers.forEach(container -> held.remember(stopped(container)));
        held.check();
        assertThat(still(containers)).isEqualTo(60);
        engine.there = false;
        held.check();
        assertThat(still(containers.subList(50, 60))).isZero();
        assertThat(still(containers)).isEqualTo(10);
        held.check();
        assertThat(still(containers)).isZero();
    }
}
