package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an incident knows of what its container used. */
class ReadingsAroundTest {
    private static final String DIED = """
            groups:
              - name: test
                rules:
                  - alert: T
                    on: container.died
                    resolve: {on: container.removed}
            """;

    private final Happenings web = Happenings.of("web");
    private final Happenings db = new Happenings(
            new Container("d".repeat(64), "db", "db:1", Map.of(), Service.of("db", Map.of()), false));
    private final RuleBench bench = new RuleBench(DIED);

    /** Read every ten seconds, the first time now. */
    private void read(Happenings what, int times) {
        for (int i = 0; i < times; i++) {
            bench.happens(at -> what.sampled(at, usage -> usage));
            bench.after(10);
        }
    }

    private static List<Long> seconds(Incident incident) {
        return incident.readings()
                .stream()
                .map(Measured::at)
                .map(at -> Duration.between(RuleBench.START, at).toSeconds())
                .toList();
    }

    @Test
    void theLastReadingsOfOneThatDiedAreInItsIncident() {
        read(db, 1);
        read(web, 8);
        bench.happens(at -> web.died(at, 137)).tells("90s FIRED T web");
        Incident incident = bench.latest().incident();
        assertThat(seconds(incident)).containsExactly(30L, 40L, 50L, 60L, 70L, 80L);
        assertThat(incident.readings().getLast().usage().memoryBytes()).isEqualTo(100 << 20);
    }

    @Test
    void theFirstReadingAfterTheFaultIsToldOnce() {
        read(web, 1);
        bench.happens(at -> web.died(at, 1));
        bench.happens(at -> web.sampled(at.minusSeconds(1), usage -> usage)).after(1);
        read(db, 1);
        assertThat(bench.everything).containsExactly("10s FIRED T web");
        read(web, 2);
        assertThat(bench.everything).containsExactly("10s FIRED T web", "21s READ T web");
        assertThat(seconds(bench.latest().incident())).containsExactly(0L, 21L);
        assertThat(bench.saved.values()).extracting(state -> state.incident())
                .as("kept as it was told")
                .containsExactly(bench.latest().incident());
    }

    @Test
    void theFirstAndTheLastAreKeptAndEachFaultIsFollowedByAReading() {
        read(web, 6);
        for (int fault = 0; fault < 10; fault++) {
            bench.happens(at -> web.died(at, 1)).after(1);
            read(web, 1);
        }
        assertThat(bench.everything).hasSize(20).endsWith("159s AGAIN T web", "160s READ T web");
        assertThat(seconds(bench.latest().incident()))
                .containsExactly(0L, 10L, 20L, 30L, 40L, 50L, 105L, 116L, 127L, 138L, 149L, 160L);
    }

    @Test
    void whatWasReadLongBeforeSaysNothing() {
        read(web, 1);
        bench.after(111).happens(at -> web.died(at, 1));
        assertThat(seconds(bench.latest().incident())).isEmpty();
    }

    @Test
    void oneThatIsOverIsNotReadForAnyMore() {
        bench.happens(at -> web.died(at, 1)).after(1).happens(web::removed);
        read(web, 2);
        assertThat(bench.everything).containsExactly("0s FIRED T web", "1s RESOLVED T web");
    }

    @Test
    void aReadingThatIsTheFaultIsAmongThem() {
        RuleBench near = new RuleBench("""
                groups:
                  - name: test
                    rules:
                      - alert: N
                        on: container.sample
                        when: event.memoryPercent > 90
                        resolve: {on: container.sample, when: event.memoryPercent <= 90}
                """);
        near.happens(at -> web.sampled(at, usage -> usage)).after(10);
        near.happens(at -> web.sampled(at, ReadingsAroundTest::full)).after(1);
        assertThat(seconds(near.latest().incident())).containsExactly(0L, 10L);
        near.happens(at -> web.sampled(at, ReadingsAroundTest::full)).after(9);
        assertThat(seconds(near.latest().incident())).containsExactly(0L, 10L, 11L);
        near.happens(at -> web.sampled(at, ReadingsAroundTest::full)).after(10);
        near.happens(at -> web.sampled(at, usage -> usage));
        assertThat(near.everything).containsExactly("10s FIRED N web", "11s READ N web", "30s RESOLVED N web");
        assertThat(seconds(near.latest().incident())).containsExactly(0L, 10L, 11L, 20L);
    }

    private static Usage full(Usage calm) {
        return new Usage(calm.over(), 10, 100, 0, 1020 << 20, 1 << 30, 99, 0, 10, 100, 0, 0, 0, 0, 0, 0, 0);
    }
}
