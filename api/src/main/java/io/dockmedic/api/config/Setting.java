package io.dockmedic.api.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing the owner may set.
 *
 * @param key         where it stands in the file, with dots: {@code retention.age}
 * @param defaultText what the documentation says the default is; the file's own words where it is a fixed one
 * @param expected    what a value must be, to finish the sentence "is not …"
 * @param form        how it is written, for editors
 * @param parse       the value a text stands for; empty when it is none
 * @param fallback    the value when the file does not set it
 */
public record Setting<T>(
        String key,
        String defaultText,
        String expected,
        Form form,
        Function<String, Optional<T>> parse,
        Function<Surroundings, T> fallback) {
    /** A setting whose default is written as the file would write it. */
    static <T> Setting<T> of(
            String key, String defaultText, String expected, Form form, Function<String, Optional<T>> parse) {
        return new Setting<>(key, defaultText, expected, form, parse,
                surroundings -> parse.apply(defaultText).orElseThrow());
    }

    /** A file or folder that need not be set. */
    static Setting<Optional<Path>> file(String key) {
        return new Setting<>(key, "", "a path", Form.PATH, text -> Optional.of(path(text)).filter(Optional::isPresent),
                surroundings -> Optional.empty());
    }

    /** A text, by default empty. */
    static Setting<String> text(String key) {
        return text(key, Form.TEXT);
    }

    /** A text, by default empty, that its reader looks at more closely. */
    static Setting<String> text(String key, Form form) {
        return of(key, "", "a text", form, Optional::of);
    }

    /** How long something may take, from a second to an hour. */
    static Setting<Duration> timeout(String defaultText) {
        return of("timeout", defaultText, "a duration from 1s to 1h", Form.DURATION,
                text -> Numbers.duration(text)
                        .filter(time -> time.compareTo(Duration.ofSeconds(1)) >= 0
                                && time.compareTo(Duration.ofHours(1)) <= 0));
    }

    /** What is no text but has parts, which a reader of its own reads: {@code byDefault} where it is not set. */
    static <T> Setting<T> parts(String key, String defaultText, String expected, Form form, T byDefault) {
        return new Setting<>(key, defaultText, expected, form, text -> Optional.empty(), surroundings -> byDefault);
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
