package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.stage.KeptOver;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Neither a restart nor a reload under which a rule means the same changes a firing: for every operator, many random {@link Course
 * courses} of events tell the same with them and without, over what the journal kept. {@link RestartLossTest} shows that they would not if
 * anything were lost.
 */
class RestartTest {
    private static final int COURSES = 4;
    private static final int MANY = 60;

    static final List<String> RULES = List.of(
            "on: container.died",
            "{on: container.died, count: {at_least: 3, within: 3m}}",
            "{on: [container.died, container.started, container.health], by: [event.host], "
                    + "count: {at_least: 25, within: 20m}, resolve: {on: container.removed, for: 32s}}",
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
            "{schedule: {cron: '*/2 * * * *', zone: UTC, within: 1m}}");

    private final KeptOver kept;

    RestartTest() throws SQLException {
        kept = new KeptOver();
    }

    @AfterEach
    void close() throws SQLException {
        kept.close();
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void restartsAndReloadsChangeNoFiring(String rule) {
        sameOver(rule, COURSES, false);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void norDoTheyWhereThereIsNoRoomForAllKeys(String rule) {
        sameOver(rule, COURSES / 2, true);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    @Tag("long")
    void manyCoursesTellTheSame(String rule) {
        sameOver(rule, MANY, false);
        sameOver(rule, MANY, true);
    }

    private void sameOver(String rule, int courses, boolean crowded) {
        List<RuleSet> sets = Course.sets(rule, crowded);
        long fired = 0;
        long refused = 0;
        int restarts = 0;
        int reloads = 0;
        int steps = 0;
        for (int seed = 0; seed < courses; seed++) {
            Course course = new Course(rule, sets, crowded, kept);
            boolean same = course.run(seed);
            assertThat(course.broken()).as("course %d of %s", seed, rule).isEqualTo(course.through());
            assertThat(same).isTrue();
            fired += course.fired();
            restarts += course.restarts();
            reloads += course.reloads();
            steps += course.steps();
            refused += course.refused();
        }
        assertThat(fired).as("firings").isGreaterThanOrEqualTo(crowded ? 1 : courses / 2);
        boolean oneKey = rule.contains("event.host") || rule.contains("schedule");
        assertThat(refused > 0).as("%d refused for want of room", refused).isEqualTo(crowded && !oneKey);
        assertThat(restarts).as("restarts").isGreaterThan(3 * courses);
        assertThat(reloads).as("reloads").isGreaterThan(20 * courses);
        assertThat(steps).as("steps of the clock").isPositive();
    }
}
