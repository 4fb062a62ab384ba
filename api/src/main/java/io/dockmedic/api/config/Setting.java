package io.dockmedic.api.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing the owner may set.
 *
 * @param key         where it stands in the file, with dots: {@code retention.age}
 * @param defaultText what the documentation says the default is; the file's own words where it is a fixed one
 * @param expected    what a value must be, to finish the sentence "is not …"
 * @param parse       the value a text stands for; empty when it is none
 * @param fallback    the value when the file does not set it
 */
public record Setting<T>(
        String key,
        String defaultText,
        String expected,
        Function<String, Optional<T>> parse,
        Function<Surroundings, T> fallback) {
    /** A setting whose default is written as the file would write it. */
    static <T> Setting<T> of(
            String key, String defaultText, String expected, Function<String, Optional<T>> parse) {
        return new Setting<>(key, defaultText, expected, parse, surroundings -> parse.apply(defaultText).orElseThrow());
    }

    /** A file or folder that need not be set. */
    static Setting<Optional<Path>> file(String key) {
        return new Setting<>(key, "", "a path", text -> Optional.of(path(text)).filter(Optional::isPresent),
                surroundings -> Optional.empty());
    }

    /** A text, by default empty. */
    static Setting<String> text(String key) {
        return of(key, "", "a text", Optional::of);
    }

    /** Reads a truth value. */
    static Optional<Boolean> flag(String text) {
        return Arrays.asList("true", "false").contains(text) ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
    }

    /** Reads a path. */
    static Optional<Path> path(String text) {
        return text.isEmpty() || text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(Path.of(text));
    }
}
