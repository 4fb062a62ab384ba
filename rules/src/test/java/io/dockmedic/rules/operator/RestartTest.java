package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.stage.KeptOver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Neither a restart nor a reload under which a rule means the same changes a firing: for every operator, many random courses of
 * events, some late and some twice, are run once through and once with restarts, over what the journal kept, and with rules of
 * another label at random points, and tell the same.
 */
class RestartTest {
    private static final int COURSES = 4;
    private static final int EVENTS = 200;
    private static final List<String> NAMES = List.of("web", "db", "cache");

    private final KeptOver kept;

    RestartTest() throws SQLException {
        kept = new KeptOver();
    }

    @AfterEach
    void close() throws SQLException {
        kept.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "on: container.died",
            "{on: container.died, count: {at_least: 3, within: 3m}}",
            "{on: container.died, for: 45s}",
            "{on: container.died, for: 45s, keep_firing_for: 2m}",
            "{on: container.sample, when: event.memoryPercent >= 20, by: [event.host], for: 35s}",
            "{on: container.sample, when: event.memoryPercent >= 20, by: [event.host], for: 40s, no_data: ok}",
            "{on: container.started, absent: {on: container.health, within: 50s}}",
            "{sequence: {steps: [{on: container.health}, {on: container.died}, {on: container.died}], within: 4m}}",
            "{sequence: {steps: [{on: container.died}, {on: container.started}], within: 2m, "
                    + "not_followed_by: {on: container.health, within: 50s}}}",
            "{all: {steps: [{on: container.health, when: event.status == 'unhealthy'}, "
                    + "{on: container.died, when: event.exitCode == 2}], within: 90s}}",
            "{on: container.died, by: [event.host], distinct: {of: event.service, at_least: 3, within: 1m}}",
            "{on: container.health, when: event.status != 'starting', changes: {of: event.status, at_least: 3, within: 20m}}",
            "{on: container.sample, changes: {of: string(event.memoryPercent % 2), at_least: 3, within: 5m}}",
            "{on: container.sample, delta: {of: event.memoryBytes, rises_by: 1000, within: 1m}}",
            "{on: container.sample, rate: {of: event.memoryBytes, above: 700, per: 1m, within: 3m}}",
            "{on: container.sample, predict: {of: event.memoryBytes, above: 9000, in: 2m, within: 4m}}",
            "{on: container.died, by: [event.host], collect: 45s}",
            "{schedule: {cron: '*/2 * * * *', zone: UTC, within: 1m}}"})
    void restartsAndReloadsChangeNoFiring(String rule) {
        String way = rule.contains("container.sample")
                ? "{on: container.sample, for: 70s}"
                : rule.contains("started")
                        ? "{on: container.died, for: 70s}"
                        : rule.contains("changes")
                                ? "{on: container.removed}"
                                : "[{on: container.started, for: 70s}, {on: container.removed}]";
        String flow = rule.startsWith("{") ? rule.substring(1, rule.length() - 1) : rule;
        List<RuleSet> sets = Stream.of("a", "b")
                .map(team -> RuleBench.load(List.of(new RuleFile(
                        "test.yml", "groups: [{name: t, rules: [{alert: T, " + flow + ", resolve: " + way
                                + ", labels: {team: " + team + "}}]}]\n"))))
                .toList();
        RuleSet rules = sets.getFirst();
        int fired = 0;
        int restarts = 0;
        int reloads = 0;
        for (int course = 0; course < COURSES; course++) {
            RuleBench through = new RuleBench(sets.getFirst());
            RuleBench restarted = new RuleBench(sets.getFirst());
            Random random = new Random(course);
            Random reloading = new Random(-1 - course);
            rules = sets.getFirst();
            for (int i = 0; i < EVENTS; i++) {
                Event event = event(random, through.time.now());
                boolean twice = random.nextInt(10) == 0;
                Duration step = Duration.ofMillis(random.nextInt(30_000));
                boolean restart = random.nextInt(4) == 0;
                int reload = reloading.nextInt(8);
                for (RuleBench bench : List.of(through, restarted)) {
                    bench.happened(event);
                    if (twice) {
                        bench.happened(event);
                    }
                    bench.after(step);
                }
                if (reload < sets.size()) {
                    reloads++;
                    rules = sets.get(reload);
                    restarted.reloaded(rules);
                }
                // What falls due in the first half minute waits for the world to be looked at, by intent.
                Optional<Duration> next = restarted.engine().untilNext();
                if (restart && (next.isEmpty() || next.get().compareTo(Duration.ofSeconds(31)) > 0)) {
                    restarts++;
                    kept.restart(restarted, rules);
                }
            }
            List<String> told = through.told();
            assertThat(restarted.told().stream().filter(line -> !line.contains(" RESTORED ")).toList())
                    .as("course %d of %s", course, rule)
                    .isEqualTo(told);
            fired += (int) told.stream().filter(line -> line.contains(" FIRED ")).count();
        }
        assertThat(fired).as("firings").isGreaterThanOrEqualTo(COURSES);
        assertThat(restarts).as("restarts").isGreaterThan(3 * COURSES);
        assertThat(reloads).as("reloads").isGreaterThan(3 * COURSES);
    }

    private static Event event(Random random, Instant now) {
        Happenings some = Happenings.of(NAMES.get(random.nextInt(NAMES.size())));
        Instant at = random.nextInt(5) == 0 ? now.minusMillis(random.nextInt(20_000)) : now;
        return switch (random.nextInt(7)) {
            case 0, 1 -> some.died(at, random.nextInt(3));
            case 2 -> some.started(at);
            case 3 -> some.health(at, random.nextBoolean() ? "healthy" : "unhealthy");
            case 4 -> random.nextInt(4) == 0 ? some.removed(at) : some.started(at);
            default -> {
                long tooth = Duration.between(RuleBench.START, at).toSeconds() % 900 * 9;
                yield some.sampled(at, usage -> SeriesTimelineTest.memory(tooth + random.nextInt(1000), 10_000));
            }
        };
    }
}
