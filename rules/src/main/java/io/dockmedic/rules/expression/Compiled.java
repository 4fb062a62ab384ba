package io.dockmedic.rules.expression;

import java.util.List;

/** What came of compiling. */
public sealed interface Compiled<T> {
    /** It can be used. */
    record Ok<T>(T program) implements Compiled<T> {}

    /** It cannot; every flaw that was found. */
    record Flawed<T>(List<Flaw> flaws) implements Compiled<T> {
        public Flawed {
            flaws = List.copyOf(flaws);
        }
    }
}
