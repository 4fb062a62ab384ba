package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EvidenceRoomTest {
    /** A death of a container with one label. */
    private static final int EACH = 800;
    /** Of forty events. */
    private static final long ROOM = 40 * EACH;

    private final RuleBench bench = bench(4, ROOM);

    private static RuleBench bench(int atLeast, long room) {
        return new RuleBench(rules(atLeast), 0, room);
    }

    private static RuleSet rules(int atLeast) {
        return RuleBench.load(List.of(new RuleFile("test.yml", """
                groups:
                  - name: test
                    rules:
                      - alert: Odd
                        on: container.died
                        when: event.exitCode == 1
                        count: {at_least: %d, within: 24h}
                        resolve: {on: container.removed}
                      - alert: Even
                        on: container.died
                        when: event.exitCode == 2
                        count: {at_least: %d, within: 24h}
                        resolve: {on: container.removed}
                """.formatted(atLeast, atLeast))));
    }

    private Function<Instant, Event> dies(String name) {
        return at -> Happenings.of(name).died(at, 1);
    }

    private double bytes() {
        return bench.meters.get("dockmedic.rule.evidence").gauge().value();
    }

    @Test
    void whatIsForgottenLeavesItsRoom() {
        bench.happens(dies("a")).happens(dies("b"));
        assertThat(bytes()).isEqualTo(2 * EACH);
        bench.after(Duration.ofHours(25));
        assertThat(bytes()).isZero();
        bench.happens(dies("a"))
                .replace("groups: [{name: test, rules: [{alert: Other, on: container.died,"
                        + " resolve: {on: container.removed}}]}]");
        assertThat(bytes()).isZero();
    }

    /** Fourteen keys of three are more than forty; down to thirty-five go four middle ones of those that were quiet for longest. */
    @Test
    void ofWhatWasQuietForLongestTheFirstAndTheLastStayAndTheNumberOfAll() {
        for (int time = 0; time < 3; time++) {
            for (int i = 0; i < 14; i++) {
                bench.happens(dies("c" + i)).after(1);
            }
        }
        assertThat(bench.counter("dockmedic.rule.evidence.thinned")).isEqualTo(6);
        assertThat(bytes()).isEqualTo((3 * 14 - 6) * EACH);
        assertThat(bench.engine().refusals()).isZero();
        bench.happens(dies("c0")).happens(dies("c13")).tells("42s FIRED Odd c0", "42s FIRED Odd c13");
        assertThat(bench.changes).extracting(change -> change.incident().count()).containsExactly(4, 4);
        assertThat(bench.changes.getFirst().incident().evidence()).extracting(Event::at)
                .containsExactly(RuleBench.START, RuleBench.START.plusSeconds(28), RuleBench.START.plusSeconds(42));
        assertThat(bench.changes.getLast().incident().evidence()).hasSize(4);
    }

    /** With or without an incident, before and after a restart. */
    @Test
    void whatWasLeftOutIsKnownWhenItIsToldAgain() {
        List<Event> of = List.of(death("a", 0), death("a", 1), death("a", 2));
        of.forEach(bench::happened);
        for (int i = 0; i < 38; i++) {
            bench.happens(dies("c" + i)).after(1);
        }
        assertThat(bench.counter("dockmedic.rule.evidence.thinned")).isPositive();
        of.forEach(bench::happened);
        assertThat(bench.counter("dockmedic.rule.events.stale")).isEqualTo(3);
        bench.happened(death("a", 3)).tells("38s FIRED Odd a");
        of.forEach(bench::happened);
        bench.tells().happened(death("a", 4)).tells("38s AGAIN Odd a");

        RuleBench next = bench(4, ROOM);
        next.restore(Map.copyOf(bench.saved));
        of.forEach(next::happened);
        assertThat(next.told()).isEqualTo(List.of("0s RESTORED Odd a"));
    }

    private static Event death(String name, int run) {
        return Happenings.of(name).died(RuleBench.START, "run" + run, false);
    }

    /** When each key has its last event alone there is no more to take: new ones are refused, as when there are too many. */
    @Test
    void whenNothingCanGoAnyMoreNewKeysAreRefused() {
        for (int i = 0; i < 60; i++) {
            bench.happens(dies("c" + i)).after(1);
        }
        assertThat(bench.engine().refusals()).isPositive();
        assertThat(bytes()).isBetween((double) ROOM, ROOM * 9 / 8.0);
        bench.after(Duration.ofHours(25)).happens(dies("new"));
        assertThat(bytes()).isEqualTo(EACH);
    }

    /** As many keys as there may be, each with nearly as many events as there may be, in the heap that the launcher gives the program. */
    @Test
    void asManyAsThereMayBeHaveRoomInTheShippedHeap() throws IOException {
        Process child = new ProcessBuilder(
                Objects.requireNonNull(ProcessHandle.current().info().command().orElse("java")), "-Xmx64m", "-Xmn10m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"), Full.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("15000 keys, 0 refused").doesNotContain("OutOfMemory");
    }

    /** Nineteen deaths of each of 15,000 containers, each with a container of its own, as they are read; the twentieth would fire. */
    static final class Full {
        private Full() {}

        public static void main(String... none) {
            RuleBench bench = new RuleBench(rules(20), 0, EvidenceRoom.ofHeap());
            for (int time = 0; time < 19; time++) {
                for (int i = 0; i < KeyRoom.MOST; i++) {
                    bench.saved.clear();
                    bench.happened(new Happenings(container(i)).died(bench.time.now(), 1 + i % 2));
                }
                bench.after(1);
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println(keys(bench) + " keys, " + bench.engine().refusals() + " refused, "
                    + ((runtime.totalMemory() - runtime.freeMemory()) >> 20) + " MB alive, "
                    + bench.engine().evidence());
        }

        private static Container container(int i) {
            String name = "shop-web-" + i;
            return new Container("%064x".formatted(i), name, "web:1", Map.of("of." + i, "shop" + i),
                    Service.of(name, Map.of()), false);
        }

        private static int keys(RuleBench bench) {
            return (int) bench.meters.find("dockmedic.rule.keys")
                    .gauges()
                    .stream()
                    .mapToDouble(one -> one.value())
                    .sum();
        }
    }
}
