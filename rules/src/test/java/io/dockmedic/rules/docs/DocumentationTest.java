package io.dockmedic.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/rules.md says is so, and the rules of docs/coming-from.md are sound and fire. */
class DocumentationTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page = read("rules.md");

    @Test
    void everyExampleIsSound() {
        List<String> examples = examples(page);
        assertThat(examples).hasSizeGreaterThan(5);
        for (String example : examples) {
            assertThat(RuleBench.problems(whole(example))).as(example).isEmpty();
        }
    }

    /** The blocks that are no rules of ours are those of others, and their number is known. */
    @Test
    void everyRuleForThoseWhoComeFromElsewhereIsSound() {
        List<String> all = examples(read("coming-from.md"));
        List<String> ours = all.stream()
                .filter(example -> example.startsWith("groups:") || example.startsWith("alert:"))
                .toList();
        assertThat(all).hasSize(ours.size() + 3);
        assertThat(ours).hasSize(5).allSatisfy(example -> assertThat(RuleBench.problems(whole(example))).isEmpty());
        Happenings web = Happenings.of("shop-web");
        new RuleBench(whole(ours.get(0))).happens(at -> Happenings.of("search").health(at, "unhealthy"))
                .after(120)
                .tells("0s PENDING SearchUnhealthy search", "120s FIRED SearchUnhealthy search");
        new RuleBench(whole(ours.get(1))).happens(at -> web.died(at, 1)).tells("0s FIRED WebDied shop-web");
        new RuleBench(whole(ours.get(2))).happens(at -> web.died(at, 1))
                .after(60)
                .happens(at -> web.died(at, 1))
                .after(60)
                .happens(at -> web.died(at, 1))
                .tells("120s FIRED RestartLoop shop-web");
    }

    @Test
    void fieldsOfEveryKindAreThoseOfTheCode() {
        assertThat(page).contains(fields());
    }

    @Test
    void theMessageShownIsTheOneGiven() {
        String wrong = "alert: Wrong\non: container.died\nwhen: event.exitcode != 0\nresolve: {on: container.started}\n";
        assertThat(page).contains(RuleBench.problems(whole(wrong)).getFirst().message());
    }

    private static List<String> examples(String text) {
        return YAML.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /** A rule alone stands for a file with this rule. */
    private static String whole(String example) {
        return example.startsWith("groups:") || example.contains("\ngroups:")
                ? example
                : "groups:\n  - name: example\n    rules:\n      - " + example.strip().replace("\n", "\n        ")
                        + "\n";
    }

    private static String fields() {
        StringBuilder text = new StringBuilder();
        for (Kind<?> kind : Kinds.standard().all()) {
            text.append("### `").append(kind.name()).append("`: ").append(kind.meaning()).append("\n\n");
            text.append("| field | type | meaning |\n|---|---|---|\n");
            for (Field<?> field : kind.fields()) {
                String words = field.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
                text.append("| `event.").append(field.name()).append("` | ").append(field.type().word()).append(" | ");
                text.append(field.meaning()).append(words.isEmpty() ? "" : ": " + words).append(" |\n");
            }
            text.append("\n");
        }
        return text.toString();
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
