package io.dockmedic.api.cli;

import java.nio.file.Path;
import java.util.List;

/** Knows one kind of file and what can be wrong in it. */
public interface FileCheck {
    /** Whether this check is the one for {@code file}. */
    boolean isFor(Path file);

    /** What is wrong, one line each, {@code file:line:column: message (hint)}; empty when nothing is. Blocks. */
    List<String> problems(Path file);

    /** What need not be mended, in the same form; asked where there is no problem. Blocks. */
    default List<String> warnings(Path file) {
        return List.of();
    }
}
