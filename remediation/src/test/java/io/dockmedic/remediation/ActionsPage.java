package io.dockmedic.remediation;

import io.dockmedic.remediation.action.about.ActionDescription;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code docs/actions.md}, made from what the actions say of themselves. */
final class ActionsPage {
    private static final String HEAD = """
            # The actions

            Made from what each action says of itself; a test compares it with that. The same is at [`GET /api/v1/actions`](http.md), by it rule files are read, and a
            [socket proxy](security.md) for what you use has to let through what stands under *asks the engine for*. How each works, what it refuses and why:
            [remediation](remediation.md#actions). What makes a step complete: [its proof](remediation.md#the-ladder), and a person at the end of the ladder.

            """;

    private ActionsPage() {}

    /** @param proofs the words by which a step with an action may be proven */
    static String of(List<ActionDescription> actions, Function<String, Collection<String>> proofs) {
        String index = actions.stream()
                .map(one -> "| [`" + one.name() + "`](#" + one.name() + ") | " + kind(one) + " | " + one.summary()
                        + " |\n")
                .collect(Collectors.joining());
        return HEAD + "| action | class | |\n|---|---|---|\n" + index
                + actions.stream().map(one -> section(one, proofs.apply(one.name()))).collect(Collectors.joining());
    }

    private static String section(ActionDescription about, Collection<String> proofs) {
        StringBuilder section = new StringBuilder("\n## ").append(about.name()).append("\n\n");
        section.append(about.summary()).append("\n\nAs a step: `").append(about.example()).append("`\n\n");
        if (!about.parameters().isEmpty()) {
            section.append("| `with` | |\n|---|---|\n");
            new TreeMap<>(about.parameters()).forEach((name, meaning) -> section.append("| `")
                    .append(name)
                    .append(about.lists().contains(name) ? "`, a list | " : "` | ")
                    .append(meaning.replace("|", "\\|"))
                    .append(" |\n"));
            section.append('\n');
        }
        return section.append("- **Class:** ")
                .append(kind(about))
                .append(".\n")
                .append(about.needsVerify()
                        ? "- **Proven by:** " + codes(proofs.stream().sorted().toList()) + ".\n"
                        : "")
                .append("- **Asks the engine for:** ")
                .append(about.engineCalls().isEmpty() ? "nothing" : codes(about.engineCalls()))
                .append(".\n- **Needs beside that:** ")
                .append(about.rights().isEmpty() ? "nothing" : about.rights())
                .append(".\n- **Dry-run says:** ")
                .append(about.dryRun())
                .append(".\n- **Undone by:** ")
                .append(about.undo())
                .append(".\n")
                .toString();
    }

    private static String kind(ActionDescription about) {
        return about.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String codes(Collection<String> all) {
        return all.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", "));
    }
}
