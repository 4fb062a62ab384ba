package io.dockmedic.api.cli;

import java.nio.file.Path;
import java.util.List;

/** Knows one kind of file and what can be wrong in it. */
public interface FileCheck {
    /** Whether this check is the one for {@code file}. */
    boolean isFor(Path file);

    /**
     * What a check finds, one line each.
     *
     * @param problems for which the file is refused
     * @param warnings what is sound and may yet not be meant so
     */
    record Findings(List<String> problems, List<String> warnings) {
        public Findings {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /** All that can be said of it. Blocks. */
    default Findings findings(Path file) {
        return new Findings(problems(file), List.of());
    }

    /** What is wrong, one line each, {@code file:line:column: message (hint)}; empty when nothing is. Blocks. */
    List<String> problems(Path file);
}
