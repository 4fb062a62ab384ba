package io.dockmedic.api.cli;

import java.nio.file.Path;
import java.util.List;

/** Knows one kind of file and what can be wrong in it. */
public interface FileCheck {
    /** Whether this check is the one for {@code file}. */
    boolean isFor(Path file);

    /**
     * What a check finds, a line each; behind it may stand lines to copy.
     *
     * @param problems for which the file is refused
     * @param warnings what is sound and may yet not be meant so
     * @param notes    what follows from it, where that is not plain to see
     */
    record Findings(List<String> problems, List<String> warnings, List<String> notes) {
        /** With nothing to note. */
        public Findings(List<String> problems, List<String> warnings) {
            this(problems, warnings, List.of());
        }

        public Findings {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
        }
    }

    /** All that can be said of it. Blocks. */
    default Findings findings(Path file) {
        return new Findings(problems(file), List.of());
    }

    /** What is wrong, one line each, {@code file:line:column: message (hint)}; empty when nothing is. Blocks. */
    List<String> problems(Path file);
}
