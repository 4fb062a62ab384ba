package io.dockmedic.api.config;

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
}
