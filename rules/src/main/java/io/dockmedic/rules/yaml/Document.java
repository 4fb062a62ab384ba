package io.dockmedic.rules.yaml;

import io.dockmedic.collectors.base.yaml.Escapes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** One YAML file and the problems found in it so far. Not safe for use by several threads. */
public final class Document {
    private static final int LARGEST = 1_000_000;

    /** Nobody reads more of them, and a file of nothing else would take a minute. */
    private static final int MOST_PROBLEMS = 1_000;

    /** A rule has eight; what composes nodes goes down a level of the stack for each. */
    private static final int DEEPEST = 50;

    private final String file;
    private final String text;
    private final List<RuleProblem> problems = new ArrayList<>();
    private int found;
    private final List<RuleProblem> warnings = new ArrayList<>();

    /** @param file its name in problems */
    public Document(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The root; empty, with a problem, when the text is no YAML or is empty. */
    public Optional<YamlNode> root() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(LARGEST)
                .build();
        try {
            if (Escapes.checked(text, () -> isRefused(settings))) {
                return Optional.empty();
            }
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                problem(1, 1, "the file is empty", "write groups:");
            }
            return node.map(root -> new YamlNode(this, root));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            int line = mark.map(Mark::getLine).orElse(0);
            int column = mark.map(Mark::getColumn).orElse(0);
            String quoting = Quoting.hint(text, line);
            String off = quoting.isEmpty() ? Indentation.off(text, line, column, String.valueOf(e.getProblem())) : "";
            problem(line + 1, column + 1, "this is not YAML: " + (off.isEmpty() ? e.getProblem() : off),
                    off.isEmpty() ? quoting : "let it begin in the column of those that it belongs to");
        } catch (YamlEngineException e) {
            unplaced(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Of a key that is a mapping, as a hole without quotes is, the library does not say where it is. */
    private void unplaced(String message) {
        int line = message.contains("Non scalar key") ? Quoting.holeLine(text) : -1;
        if (line < 0) {
            problem(1, 1, "this is not YAML: " + message, "");
        } else {
            problem(line + 1, 1, "this is not YAML: a text that begins with {{ has no quotes",
                    Quoting.hint(text, line));
        }
    }

    /** An alias can hold itself, or a file of a few lines be gigabytes; brackets by the thousand end the stack. */
    private boolean isRefused(LoadSettings settings) {
        boolean found = false;
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                Mark mark = event.getStartMark().orElseThrow();
                problem(mark.getLine() + 1, mark.getColumn() + 1, "nested too deeply", "");
                return true;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof AliasEvent alias) {
                Mark mark = alias.getStartMark().orElseThrow();
                problem(
                        mark.getLine() + 1, mark.getColumn() + 1, "aliases are not taken: *" + alias.getAlias(),
                        "write it out, in quotes if it is text");
                found = true;
            }
        }
        return found;
    }

    /** Problems so far, in the order of the file. */
    public Collection<RuleProblem> problems() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(RuleProblem::line).thenComparingInt(RuleProblem::column))
                .toList();
    }

    /** What need not be mended, in the order in which it was found. */
    public List<RuleProblem> warnings() {
        return List.copyOf(warnings);
    }

    /** How many problems so far: whoever reads a part compares before and after. */
    public int problemCount() {
        return found;
    }

    /** Whether there is so much wrong that the rest need not be looked at. */
    public boolean isHopeless() {
        return found >= MOST_PROBLEMS;
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    void warning(int line, int column, String message, String hint) {
        warnings.add(new RuleProblem(file, line, column, message, hint));
    }

    void problem(int line, int column, String message, String hint) {
        if (!isHopeless()) {
            problems.add(new RuleProblem(file, line, column, message, hint));
        }
        found++;
    }
}
