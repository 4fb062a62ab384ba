package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.yaml.RuleProblem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortWindowTest {
    private static String yaml(String rule) {
        return "groups:\n  - name: t\n    rules:\n      - {alert: T, " + rule + ", resolve: {on: container.removed}}\n";
    }

    private static List<String> warnings(String rule) {
        return RuleBench.load(List.of(new RuleFile("test.yml", yaml(rule))))
                .warnings()
                .stream()
                .map(RuleProblem::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'on: container.sample, count: {at_least: 3, within: 20s}' | 42 | 10s | 2 | 20s | count | 3 | 30s",
            "'on: container.sample, delta: {of: event.memoryBytes, rises_by: 1, within: 10s}' | 42 | 10s | 1 | 10s | delta | 2 | 20s",
            "'on: disk.sample, rate: {of: event.usedPercent, above: 1, per: 1m, within: 8s}' | 37 | 10s | 1 | 8s | rate | 2 | 20s",
            "'on: gpu.driver, count: {at_least: 7, within: 1m}' | 36 | 10s | 6 | 1m | count | 7 | 1m10s",
            "'on: container.log, predict: {of: event.bytes, above: 9, in: 1h, within: 3m}' | 39 | 1m | 3 | 3m | predict | 4 | 4m",
            "'on: [container.log, container.sample], count: {at_least: 10, within: 1m}' | 59 | 10s and 1m | 7 | 1m | count | 10 | 1m20s",
            "'on: container.sample, by: [event.name, event.image], count: {at_least: 3, within: 5s}' | 73 | 10s | 1 | 5s | count | 3 | 30s"})
    void aWindowWithFewerReadingsThanItNeedsIsWarnedOf(
            String rule, int column, String every, int most, String window, String operator, int needs,
            String enough) {
        assertThat(warnings(rule)).singleElement()
                .asString()
                .isEqualTo("test.yml:4:%d: readings every %s are at most %d in %s, and '%s' needs %d: it never"
                        + " fires; write within: %s, or longer", column, every, most, window, operator, needs, enough);
        assertThat(warnings(rule.replace("within: " + window, "within: " + enough))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "on: container.sample, count: {at_least: 3, within: 21s}",
            "on: container.sample, delta: {of: event.memoryBytes, rises_by: 1, within: 11s}",
            "on: container.sample, by: [event.image], count: {at_least: 3, within: 5s}",
            "on: [container.died, container.sample], count: {at_least: 3, within: 5s}",
            "on: container.died, count: {at_least: 100, within: 1s}",
            "on: container.died, delta: {of: event.exitCode, rises_by: 3, within: 1s}"})
    void whatMayFireIsNot(String rule) {
        assertThat(warnings(rule)).isEmpty();
    }

    /** What is warned of never fires, and what it says to write instead does. */
    @ParameterizedTest
    @CsvSource({
            "'count: {at_least: 3, within: %s}', 20s, 21s",
            "'delta: {of: event.memoryBytes, rises_by: 1, within: %s}', 10s, 11s",
            "'rate: {of: event.memoryBytes, above: 1, per: 1s, within: %s}', 10s, 11s",
            "'predict: {of: event.memoryBytes, above: 3, in: 1h, within: %s}', 30s, 31s"})
    void itIsSo(String operator, String never, String fires) {
        String rule = "on: container.sample, " + operator;
        assertThat(warnings(rule.formatted(never))).hasSize(1);
        assertThat(grows(rule.formatted(never))).isEmpty();
        assertThat(warnings(rule.formatted(fires))).isEmpty();
        assertThat(grows(rule.formatted(fires))).isNotEmpty();
    }

    private static List<String> grows(String rule) {
        RuleBench bench = new RuleBench(yaml(rule));
        Happenings web = Happenings.of("web");
        for (int read = 1; read <= 20; read++) {
            long bytes = read * 1000L;
            bench.happens(at -> web.sampled(at, calm -> using(bytes))).after(10);
        }
        return bench.told();
    }

    private static Usage using(long bytes) {
        return new Usage(Duration.ofSeconds(10), 10, 100, 0, bytes, 1 << 30, 1, 0, 10, 0, 10, 100, 0, 0, 0, 0, 0);
    }
}
