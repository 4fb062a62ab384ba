package io.dockmedic.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/remediation.md} says what the code does. */
class DocumentationTest {
    private final String text = Files.readString(Path.of("../docs/remediation.md"));

    DocumentationTest() throws IOException {}

    @Test
    void theTableOfReasonsIsTheEnum() {
        List<String> documented = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (?:act|defer|suppress)")
                .matcher(text)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(Reason.values()).map(Reason::word).toList());
    }

    @Test
    void everyClassOfErrorHasItsAnswer() {
        String table = text.substring(text.indexOf("| Class |"), text.indexOf("## Verdicts"));
        assertThat(Arrays.stream(ErrorClass.values()).map(ErrorClass::word))
                .allSatisfy(word -> assertThat(table).contains("`" + word + "`"));
    }

    @Test
    void theBudgetsAreTheDefaults() {
        Policy policy = Policy.DEFAULT;
        assertThat(text)
                .contains("| of each service | " + policy.service().acts() + " acts in 1 h |")
                .contains("| of each rule | " + policy.rule().acts() + " acts in 1 h |")
                .contains("| of each action | " + policy.action().acts() + " acts in 1 h |")
                .contains("| of the host | " + policy.host().acts() + " acts in 1 h |");
    }

    @Test
    void everyRuleOnThePageIsSound() {
        List<String> examples = Pattern.compile("(?s)```yaml\n(groups:\n.*?)```")
                .matcher(text)
                .results()
                // What it inhibits is among the shipped rules.
                .map((MatchResult example) -> example.group(1).replaceFirst("(?s)\ninhibit:.*", "\n"))
                .toList();
        assertThat(examples).hasSizeGreaterThan(10).anySatisfy(one -> assertThat(one).contains("seen: {"));
        RuleLoader loader = new RuleLoader(Kinds.standard(), Shipped.catalog());
        assertThat(examples).allSatisfy(example -> assertThat(loader.load(List.of(new RuleFile("page.yml", example))))
                .isInstanceOf(Loaded.Sound.class));
    }

    @Test
    void everyActionIsDescribed() {
        List<String> rows = text.lines().filter(line -> line.startsWith("| `")).toList();
        assertThat(Shipped.catalog().descriptions()).allSatisfy(about -> {
            String row = rows.stream()
                    .filter(line -> line.startsWith("| `" + about.name() + "` | "
                            + about.kind().name().toLowerCase(Locale.ROOT) + " |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row for " + about.name()));
            assertThat(row).contains("| " + about.dryRun() + " |");
            assertThat(about.parameters().keySet()).allSatisfy(name -> assertThat(row).contains("{" + name + ":"));
            assertThat(
                    Pattern.compile("`((?:GET|POST|DELETE) [^`]*)`").matcher(row).results().map(call -> call.group(1)))
                    .containsExactlyInAnyOrderElementsOf(about.engineCalls());
        });
    }
}
