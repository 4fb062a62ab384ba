package io.dockmedic.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/rules.md says is so. */
class DocumentationTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page = read();

    @Test
    void everyExampleIsSound() {
        List<String> examples = new ArrayList<>();
        for (Matcher matcher = YAML.matcher(page); matcher.find();) {
            examples.add(matcher.group(1));
        }
        assertThat(examples).hasSizeGreaterThan(5);
        for (String example : examples) {
            assertThat(RuleBench.problems(whole(example))).as(example).isEmpty();
        }
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

    private static String read() {
        try {
            Path fromModule = Path.of("../docs/rules.md");
            return Files.readString(Files.exists(fromModule) ? fromModule : Path.of("docs/rules.md"));
        } catch (IOException e) {
            throw new AssertionError("docs/rules.md", e);
        }
    }
}
