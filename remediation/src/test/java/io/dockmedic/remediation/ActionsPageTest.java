package io.dockmedic.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.ParameterSchema;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/actions.md} is what the actions say of themselves, and what they give as an example is taken. */
class ActionsPageTest {
    private static final Path MADE = Path.of("target/actions.md");

    static Stream<ActionDescription> actions() {
        return Shipped.catalog().descriptions().stream();
    }

    @Test
    void thePageIsWhatTheySay() throws IOException {
        String page = ActionsPage.of(List.copyOf(Shipped.catalog().descriptions()), Shipped.catalog()::proofs);
        Files.writeString(MADE, page);
        assertThat(Path.of("../docs/actions.md"))
                .as("take what was made: cp remediation/target/actions.md docs/")
                .hasContent(page);
    }

    /** About whatever the action is for. */
    @ParameterizedTest
    @MethodSource("actions")
    void itsExampleIsTaken(ActionDescription about) {
        assertThat(about.example()).startsWith("{action: " + about.name());
        List<Loaded> loaded = Stream.of("container.died", "gpu.fault", "disk.sample")
                .map(on -> load(on, about))
                .toList();
        assertThat(loaded).as("%s", loaded).hasAtLeastOneElementOfType(Loaded.Sound.class);
        assertThat(ParameterSchema.of(about).getJsonObject("properties").fieldNames())
                .isEqualTo(about.parameters().keySet());
    }

    private static Loaded load(String on, ActionDescription about) {
        String rest = about.tells() ? "" : "- action: escalate";
        String rule = """
                groups:
                  - name: example
                    rules:
                      - alert: Example
                        on: %s
                        by: [event.host]
                        resolve: {on: %s}
                        annotations: {summary: "an example"}
                        remedy:
                          - %s
                          %s
                """.formatted(on, on, about.example(), rest);
        return new RuleLoader(Kinds.standard(), Shipped.catalog()).load(List.of(new RuleFile("example.yml", rule)));
    }
}
