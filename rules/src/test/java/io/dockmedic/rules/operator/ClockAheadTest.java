package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clock that was ahead left behind waits for nothing longer than the rule says. */
class ClockAheadTest {
    private final Happenings web = Happenings.of("web");

    @ParameterizedTest
    @ValueSource(strings = {
            "on: container.died, count: {at_least: 3, within: 3m}",
            "on: container.died, for: 3m",
            "on: container.died, absent: {on: container.health, within: 3m}",
            "sequence: {steps: [{on: container.died}, {on: container.health}], within: 3m}",
            "sequence: {steps: [{on: container.died}, {on: container.died}], within: 3m, "
                    + "not_followed_by: {on: container.health, within: 3m}}",
            "all: {steps: [{on: container.health}, {on: container.died}], within: 3m}",
            "on: container.died, by: [event.host], distinct: {of: event.service, at_least: 3, within: 3m}",
            "on: container.died, changes: {of: string(event.exitCode), at_least: 3, within: 90s}",
            "on: container.died, delta: {of: event.exitCode, rises_by: 3, within: 3m}",
            "on: container.died, by: [event.host], collect: 3m"})
    void nothingIsDueLaterThanTheRuleSays(String rule) {
        String yaml = "groups: [{name: t, rules: [{alert: T, " + rule + ", resolve: {on: container.removed}}]}]\n";
        RuleBench ahead = new RuleBench(yaml);
        ahead.time.advance(Duration.ofDays(400));
        ahead.happens(at -> web.died(at, 1)).after(1).happens(at -> web.died(at, 2));
        RuleBench bench = new RuleBench(yaml);
        bench.restore(Map.copyOf(ahead.saved));
        assertThat(bench.engine().untilNext()).hasValueSatisfying(
                wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(3)));
    }
}
