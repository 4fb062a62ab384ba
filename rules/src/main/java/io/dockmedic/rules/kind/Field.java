package io.dockmedic.rules.kind;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A field of an event as rules write it: {@code event.exitCode}.
 *
 * @param name    flat, camel case
 * @param type    what it is in an expression
 * @param meaning one sentence for the documentation
 * @param words   the only texts it can be, empty when any: a comparison with another one is refused at load
 * @param value   reads it; numbers as {@code Long}, times as {@code Instant}, spans as {@code Duration}
 */
public record Field<E>(String name, FieldType type, String meaning, List<String> words, Function<E, Object> value) {
    public Field {
        words = List.copyOf(words);
    }

    /** Free text. */
    static <E> Field<E> text(String name, String meaning, Function<E, Object> value) {
        return new Field<>(name, FieldType.TEXT, meaning, List.of(), value);
    }

    /** One of a few words. */
    static <E> Field<E> word(String name, String meaning, List<String> words, Function<E, Object> value) {
        return new Field<>(name, FieldType.TEXT, meaning, words, value);
    }

    /** Yes or no. */
    static <E> Field<E> flag(String name, String meaning, Function<E, Object> value) {
        return new Field<>(name, FieldType.FLAG, meaning, List.of(), value);
    }

    /** A whole number. */
    static <E> Field<E> number(String name, String meaning, ToIntFunction<E> value) {
        return new Field<>(name, FieldType.NUMBER, meaning, List.of(), event -> (long) value.applyAsInt(event));
    }

    /** A whole number that may be larger than two thousand million: bytes, counts. */
    static <E> Field<E> large(String name, String meaning, ToLongFunction<E> value) {
        return new Field<>(name, FieldType.NUMBER, meaning, List.of(), value::applyAsLong);
    }
}
