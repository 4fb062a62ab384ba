package io.dockmedic.remediation.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.kind.Kinds;
import org.junit.jupiter.api.Test;

/** Every shipped rule has tests, and they hold. */
class ShippedTestsTest {
    @Test
    void everyShippedRuleDoesWhatItsTestsSay() {
        assertThat(new ShippedTests(Kinds.standard(), Shipped.catalog()).run())
                .hasSizeGreaterThan(20)
                .allSatisfy(report -> {
                    assertThat(report.problems()).as(report.file()).isEmpty();
                    assertThat(report.results()).as(report.file()).isNotEmpty();
                    report.results()
                            .forEach(result -> assertThat(result.failures())
                                    .as(report.file() + ": " + result.test())
                                    .isEmpty());
                });
    }
}
