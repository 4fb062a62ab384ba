package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.event.Container;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One container's labels as they stand in text, made once for all its series and scrapes. For one thread at a time. */
final class SeriesText {
    private final Container container;
    private final String inside;
    private final byte[] plain;
    private final Map<List<String>, Map<String, byte[]>> withMore = new HashMap<>();

    /** @param labels names and values in turn */
    SeriesText(Container container, String... labels) {
        this.container = container;
        StringBuilder text = new StringBuilder(256);
        for (int i = 0; i < labels.length; i += 2) {
            pair(text.append(i == 0 ? "" : ","), labels[i], labels[i + 1]);
        }
        inside = text.toString();
        plain = bytes("{" + inside + "} ");
    }

    /** Whether it was made of these facts. */
    boolean of(Container now) {
        return container.equals(now);
    }

    /** From the brace to the space before the value, with these labels more, as many values as names. */
    byte[] with(List<String> names, String... values) {
        return names.isEmpty()
                ? plain
                : withMore.computeIfAbsent(names, any -> new HashMap<>(4))
                        .computeIfAbsent(values.length == 1 ? values[0] : String.join("\n", values), any -> {
                            StringBuilder text = new StringBuilder(inside.length() + 64).append('{').append(inside);
                            for (int i = 0; i < values.length; i++) {
                                pair(text.append(','), names.get(i), values[i]);
                            }
                            return bytes(text.append("} ").toString());
                        });
    }

    private static void pair(StringBuilder to, String name, String value) {
        to.append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            switch (one) {
                case '\\' -> to.append("\\\\");
                case '"' -> to.append("\\\"");
                case '\n' -> to.append("\\n");
                default -> to.append(one);
            }
        }
        to.append('"');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
