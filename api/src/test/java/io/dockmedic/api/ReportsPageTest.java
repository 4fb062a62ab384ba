package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.cli.RuleCheck;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/reports.md and docs/alerts.md say what the code does. */
class ReportsPageTest {
    @Test
    void theRulesShownForAlertsAreSound(@TempDir Path home) throws Exception {
        Matcher block = Pattern.compile("(?s)```yaml\n(groups:.*?)```")
                .matcher(
                        Files.readString(Path.of("..", "docs", "alerts.md")));
        int seen = 0;
        while (block.find()) {
            Path rule = Files.writeString(home.resolve("rule.yml"), block.group(1));
            assertThat(new RuleCheck(new RuleLoader(Kinds.standard(), Shipped.catalog())).problems(rule)).isEmpty();
            seen++;
        }
        assertThat(seen).isEqualTo(3);
    }

    @Test
    void theRuleShownIsSound(@TempDir Path home) throws Exception {
        Matcher block = Pattern.compile("(?s)```yaml\n(groups:.*?)```")
                .matcher(
                        Files.readString(Path.of("..", "docs", "reports.md")));
        assertThat(block.find()).isTrue();
        Path rule = Files.writeString(home.resolve("rule.yml"), block.group(1));
        assertThat(new RuleCheck(new RuleLoader(Kinds.standard(), Shipped.catalog())).problems(rule)).isEmpty();
    }
}
