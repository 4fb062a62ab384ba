package io.dockmedic.rules.expression;

import java.util.Map;

/** Types as the pages call them. */
final class TypeWords {
    private static final String TIMESTAMP = "google.protobuf.Timestamp";
    private static final String DURATION = "google.protobuf.Duration";
    private static final Map<String, String> WORDS = Map.of(TIMESTAMP, "timestamp", DURATION, "duration",
            FieldTypes.NAME, "event", "dyn", "anything");

    private TypeWords() {}

    /** {@code types} as the library writes them, in our words. */
    static String of(String types) {
        String words = types;
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            words = words.replaceAll("\\b" + word.getKey().replace(".", "\\.") + "\\b", word.getValue());
        }
        return words;
    }

    /** What to write where an operator does not take values of these types. */
    static String hint(String types) {
        boolean withText = types.contains("string");
        if (withText && types.contains(TIMESTAMP)) {
            return "write a time as timestamp('2026-11-01T00:00:00Z')";
        }
        if (withText && types.contains(DURATION)) {
            return "write a time span as duration('10s')";
        }
        return "compare values of one type; texts in quotes, numbers without";
    }
}
