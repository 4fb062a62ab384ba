package io.dockmedic.remediation.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.ruletest.RuleTestReader.Read;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of docs/rule-tests.md does what the page says. */
class RuleTestsDocumentationTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void theExampleHolds() throws IOException {
        String page = Files.readString(Path.of("../docs/rule-tests.md"));
        List<String> examples = YAML.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(example -> !example.startsWith("name: "))
                .toList();
        assertThat(examples).hasSize(2);
        RuleTestReader reader = new RuleTestReader(
                Kinds.standard(), new RuleLoader(Kinds.standard(), Shipped.catalog()),
                name -> new RuleFile(name, examples.getFirst()));
        assertThat(reader.read("web.test.yml", examples.getLast())).isInstanceOfSatisfying(Read.Sound.class,
                sound -> assertThat(new RuleTestRunner(Kinds.standard(), Shipped.catalog()).run(sound.tests()))
                        .hasSize(3)
                        .allSatisfy(result -> assertThat(result.failures()).as(result.test()).isEmpty()));
    }
}
