package io.dockmedic.remediation.pack;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is written in YAML, in words: keys as they are, durations and numbers plain, all else as code. Knows of no key, so that
 * a new operator or proof needs no line here.
 *
 * @param code how a name or an expression is shown
 */
record Words(UnaryOperator<String> code) {
    /** Nothing is a link. */
    static final Words PLAIN = new Words(Words::code);

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?((ms|[smhdwy])(\\d+(ms|[smhdwy]))*)?");

    /** Of a mapping each key with its value; of a list what is in it. */
    String of(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet()
                    .stream()
                    .map(entry -> key(entry.getKey()) + " " + of(entry.getValue()))
                    .collect(Collectors.joining(" "));
            case List<?> list -> list.stream()
                    .map(this::of)
                    .collect(Collectors.joining(list.stream().anyMatch(Map.class::isInstance) ? "; " : ", "));
            default -> scalar(String.valueOf(value));
        };
    }

    static String key(Object key) {
        return String.valueOf(key).replace('_', ' ');
    }

    static String code(String text) {
        return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    private String scalar(String text) {
        return NUMBER.matcher(text).matches() ? text : code.apply(text.strip().replace("\n", " "));
    }
}
