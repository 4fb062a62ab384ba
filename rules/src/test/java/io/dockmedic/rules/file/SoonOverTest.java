package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.RuleBench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proof by the incident's own end is given the time that this takes. */
class SoonOverTest {
    private static List<String> warnings(String resolve, String verify) {
        return RuleBench.load(List.of(new RuleFile("test.yml", """
                groups:
                  - name: test
                    rules:
                      - alert: T
                        on: external.event
                        by: [event.service]
                        resolve: %s
                        remedy:
                          - {action: restart, verify: %s}
                          - action: escalate
                """.formatted(resolve, verify)))).warnings().stream().map(String::valueOf).toList();
    }

    private static final String TWO_MINUTES = "[{on: external.event, when: event.type == 'up', for: 2m}, "
            + "{on: container.removed}]";

    @Test
    void whatIsOverAfterTheProofsTimeIsWarnedOfWithTheTimeThatItTakes() {
        assertThat(warnings(TWO_MINUTES, "{over: 10s, within: 30s}")).singleElement()
                .asString()
                .contains("'within' is 30s, and it can be over after 2m at the soonest, by resolve: "
                        + "the proof can hardly hold")
                .contains("write within: 3m10s or longer");
        assertThat(warnings(TWO_MINUTES, "{over: 10s, within: 130s}")).hasSize(1);
    }

    @Test
    void noLongerTimeIsSaidThanThereMayBe() {
        String ways = "[{on: external.event, for: %s}, {on: container.removed}]";
        assertThat(warnings(ways.formatted("59m30s"), "{over: 10s, within: 30m}")).singleElement()
                .asString()
                .contains("write within: 1h")
                .doesNotContain("or longer");
        assertThat(warnings(ways.formatted("2h"), "{over: 10s, within: 30m}")).singleElement()
                .asString()
                .contains("let it hold for a shorter time: 'within' is 1h at most");
    }

    @Test
    void whatHasTheTimeIsFine() {
        assertThat(warnings(TWO_MINUTES, "{over: 10s, within: 131s}")).isEmpty();
        assertThat(warnings(TWO_MINUTES, "{running: 10s, within: 30s}")).isEmpty();
        assertThat(warnings("[{on: external.event, for: 2m}, {on: container.started}, {on: container.removed}]",
                "{over: 10s, within: 30s}")).as("a way that needs no time").isEmpty();
    }
}
