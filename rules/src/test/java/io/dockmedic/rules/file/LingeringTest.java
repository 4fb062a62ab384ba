package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LingeringTest {
    private static List<String> warnings(String rule) {
        String yaml = "groups:\n  - name: t\n    rules:\n      - {alert: T, " + rule + "}\n";
        return RuleBench.load(List.of(new RuleFile("test.yml", yaml)))
                .warnings()
                .stream()
                .map(RuleProblem::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "on: container.died, resolve: {on: container.started}",
            "on: container.died, by: [event.host, event.service], resolve: {on: [container.started, container.died]}",
            "on: container.sample, for: 1m, resolve: {on: container.sample}",
            "on: container.health, resolve: [{on: container.health}, {on: container.started}]",
            "on: external.event, by: [event.service], resolve: {on: external.event}, "
                    + "remedy: [{action: restart, verify: {running: 1s, within: 9s}}]",
            "sequence: {steps: [{on: container.died}, {on: container.started}], within: 1m}, resolve: {on: container.health}"})
    void whatNothingEndsWhenTheContainerIsRemovedIsWarnedOf(String rule) {
        assertThat(warnings(rule)).singleElement()
                .asString()
                .startsWith("test.yml:4:")
                .endsWith(": when the container is removed nothing ends this, and it fires for ever;"
                        + " add {on: container.removed} to its ways");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "on: container.died, resolve: [{on: container.started}, {on: container.removed}]",
            "on: container.oom, resolve: {on: container.died}",
            "on: container.died, by: [event.image], resolve: {on: container.started}",
            "on: container.removed, resolve: {on: container.started}",
            "on: disk.sample, resolve: {on: disk.sample}",
            "on: external.event, by: [event.service], resolve: {on: external.event}, remedy: [{action: escalate}]",
            "on: external.event, resolve: {on: external.event}, remedy: [{action: restart, verify: {running: 1s, within: 9s}}]",
            "on: external.event, by: [event.service], resolve: [{on: external.event}, {on: container.removed}], "
                    + "remedy: [{action: restart, verify: {running: 1s, within: 9s}}]",
            "on: [container.gpu_fault, gpu.fault], resolve: {on: gpu.quiet}",
            "'schedule': {cron: '0 3 * * *', zone: UTC, within: 1h}"})
    void whatEndsOrIsOfNoContainerIsNot(String rule) {
        assertThat(warnings(rule)).isEmpty();
    }

    @Test
    void theShippedRulesGiveNoWarning() {
        assertThat(RuleBench.load(Pack.files()).warnings()).isEmpty();
    }
}
