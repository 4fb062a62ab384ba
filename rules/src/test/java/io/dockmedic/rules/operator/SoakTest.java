package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.drive.RuleDriver;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.kind.Kinds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Containers come and go, each under a name of its own, and rules of every operator watch them: what is alive on the heap when they
 * are gone does not grow with how many there were.
 */
class SoakTest {
    private static final int ROUNDS = 12;
    /** Until all sizes that grow by doubling have found theirs. */
    private static final int WARM = 4;
    private static final int AT_ONCE = 20;
    private static final long NOTHING = 384 * 1024;
    private static final String RESOLVE = ", resolve: [{on: container.started, for: 90s}, {on: container.removed}]}\n";
    private static final List<String> FLOWS = List.of(
            "on: container.died",
            "on: container.died, count: {at_least: 3, within: 3m}",
            "on: container.died, for: 45s, keep_firing_for: 2m",
            "on: container.sample, when: event.memoryPercent >= 20, for: 35s",
            "on: container.started, absent: {on: container.health, within: 50s}",
            "sequence: {steps: [{on: container.health}, {on: container.died}], within: 4m}",
            "sequence: {steps: [{on: container.died}, {on: container.started}], within: 2m, "
                    + "not_followed_by: {on: container.health, within: 50s}}",
            "all: {steps: [{on: container.health}, {on: container.died, when: event.exitCode == 2}], within: 90s}",
            "on: container.died, by: [event.host], distinct: {of: event.service, at_least: 3, within: 1m}",
            "on: container.health, changes: {of: event.status, at_least: 3, within: 20m}",
            "on: container.sample, delta: {of: event.memoryBytes, rises_by: 1000, within: 1m}",
            "on: container.sample, rate: {of: event.memoryBytes, above: 700, per: 1m, within: 3m}",
            "on: container.sample, predict: {of: event.memoryBytes, above: 9000, in: 2m, within: 4m}",
            "on: container.died, by: [event.host], collect: 45s",
            "schedule: {cron: '*/2 * * * *', zone: UTC, within: 1m}");

    private final Random random = new Random(6);
    private long fired;
    private long names;

    @Test
    void whatIsAliveDoesNotGrow() {
        flat(30_000);
    }

    @Tag("long")
    @Test
    void notOverAMillionEvents() {
        flat(1_200_000);
    }

    private void flat(int events) {
        RuleDriver driver = new RuleDriver(RuleBench.load(List.of(rules())).rules(), Kinds.standard(), "host",
                RuleBench.START, told -> fired++);
        List<Long> alive = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            round(driver, events / ROUNDS);
            alive.add(alive());
        }
        assertThat(fired).as("told").isGreaterThan(events / 100);
        assertThat(names).as("containers").isGreaterThan(events / 100);
        assertThat(Collections.max(alive.subList(ROUNDS - WARM, ROUNDS)))
                .as("bytes alive after each round, %s", alive)
                .isLessThan(Collections.max(alive.subList(WARM, 2 * WARM)) + NOTHING);
    }

    private static RuleFile rules() {
        StringBuilder text = new StringBuilder("groups:\n  - name: soak\n    rules:\n");
        for (int i = 0; i < FLOWS.size(); i++) {
            text.append("      - {alert: Soak").append(i).append(", ").append(FLOWS.get(i)).append(RESOLVE);
        }
        return new RuleFile("soak.yml", text.toString());
    }

    /** So many events, and then as much time as the longest memory takes. */
    private void round(RuleDriver driver, int events) {
        List<Happenings> there = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            if (there.size() < AT_ONCE) {
                there.add(Happenings.of("c" + names++));
            }
            driver.to(driver.now().plus(Duration.ofMillis(random.nextInt(1_000))));
            int which = random.nextInt(there.size());
            if (happens(driver, there.get(which), driver.now())) {
                there.remove(which);
            }
        }
        there.forEach(one -> driver.see(one.removed(driver.now())));
        driver.to(driver.now().plus(Duration.ofHours(2)));
    }

    /** Whether that was its end; of some, the last word comes after it. */
    private boolean happens(RuleDriver driver, Happenings one, Instant now) {
        int what = random.nextInt(50);
        if (what == 0) {
            driver.see(one.removed(now));
            driver.see(one.health(now, "healthy"));
            return true;
        }
        driver.see(switch (what % 5) {
            case 1 -> one.died(now, random.nextInt(3));
            case 2 -> one.started(now);
            case 3 -> one.health(now, random.nextBoolean() ? "healthy" : "unhealthy");
            default -> one.sampled(now, usage -> SeriesTimelineTest.memory(random.nextInt(10_000), 10_000));
        });
        return false;
    }

    private static long alive() {
        return LongStream.range(0, 3).map(time -> {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }).min().orElseThrow();
    }
}
