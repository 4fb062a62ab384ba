package io.dockmedic.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/runbook.md has each shipped rule, with something to type, and says of its remedy what the rule says. */
class RunbookTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\w+)\n(.*?)(?=^## |\\z)");
    private static final Pattern PARTS = Pattern.compile(
            "(?s)\n[^\n-][^\n]+\n\n- \\*\\*Done\\.\\*\\* (?<done>[^\n]+)\n- \\*\\*Usually\\.\\*\\* [^\n]+\n"
                    + "- \\*\\*Until the morning\\?\\*\\* [^\n]+\n\n```sh\n\\S[^`]*\n```\n+");
    private static final Pattern ACTION = Pattern
            .compile("`(restart|limits|rollback|end-loop|recreate|prune|start|mark|gpu-power-limit|reset-gpu)`");

    private final String page = read("runbook.md");
    private final List<Rule> rules = new RuleBench(Pack.files()).engine().rules();

    @Test
    void everyShippedRuleHasASectionAndEverySectionARule() {
        assertThat(page.lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
                .containsExactlyInAnyOrderElementsOf(rules.stream().map(Rule::name).toList());
    }

    @Test
    void everySectionSaysAllThatIsNeededAndHasACommand() {
        assertThat(SECTION.matcher(page).results().toList()).hasSameSizeAs(rules)
                .allSatisfy(section -> assertThat(section.group(2)).as(section.group(1)).matches(PARTS));
    }

    /** Which acts, in their order, and whether anybody is called. */
    @Test
    void whatIsDoneIsTheRulesOwnLadder() {
        assertThat(rules).allSatisfy(rule -> {
            var parts = PARTS.matcher(section(rule.name()));
            assertThat(parts.matches()).as(rule.name()).isTrue();
            String done = parts.group("done");
            List<String> ladder = rule.plan().steps().stream().map(Step::action).toList();
            assertThat(ACTION.matcher(done).results().map(action -> action.group(1)).distinct())
                    .as(rule.name())
                    .containsExactlyElementsOf(
                            ladder.stream().filter(action -> !action.equals("escalate")).toList());
            assertThat(done.contains(ladder.isEmpty() ? "nobody is called" : "a person")).as(rule.name()).isTrue();
        });
    }

    private String section(String rule) {
        return SECTION.matcher(page)
                .results()
                .filter(section -> section.group(1).equals(rule))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    private static String read(String name) {
        try {
            Path fromModule = Path.of("../docs", name);
            return Files.readString(Files.exists(fromModule) ? fromModule : Path.of("docs", name));
        } catch (IOException e) {
            throw new AssertionError("docs/" + name, e);
        }
    }
}
