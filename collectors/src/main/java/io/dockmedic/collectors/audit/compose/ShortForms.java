package io.dockmedic.collectors.audit.compose;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings that Compose lets one write in more than one way. */
final class ShortForms {
    private static final int LARGEST_RANGE = 1000;
    private static final Pattern PORT = Pattern.compile(
            "(?:(?<ip>\\[[^\\]]*\\]|[^:\\[\\]]*):)??(?:(?<host>[\\d-]*):)?(?<container>[\\d-]+)(?:/(?<protocol>\\w+))?");
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)i?b?");

    private ShortForms() {}

    /** A mapping, or a list of {@code name=value}. */
    static Map<String, String> map(JsonNode node) {
        Map<String, String> all = new LinkedHashMap<>();
        node.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText("")));
        if (node.isArray()) {
            node.forEach(item -> {
                String text = item.asText("");
                int equals = text.indexOf('=');
                all.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
            });
        }
        return all;
    }

    /** A list, or text in the place of one. */
    static List<String> list(JsonNode node) {
        List<String> all = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> all.add(item.asText("")));
        } else if (node.isTextual()) {
            all.addAll(List.of(node.asText("").strip().split("\\s+", -1)));
        }
        return all;
    }

    /** Names: keys of a mapping, or a list. */
    static List<String> names(JsonNode node) {
        List<String> all = new ArrayList<>();
        node.fieldNames().forEachRemaining(all::add);
        if (node.isArray()) {
            node.forEach(item -> all.add(item.asText("")));
        }
        return all;
    }

    /** Bytes; 0 for none. */
    static long bytes(JsonNode node) {
        Matcher size = SIZE.matcher(node.asText("").strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return 0;
        }
        double unit = Math.pow(1024, "kmgt".indexOf(size.group(2).isEmpty() ? " " : size.group(2)) + 1.0);
        return Math.round(Double.parseDouble(size.group(1)) * unit);
    }

    /** @param folder the file's, from which relative paths count */
    static Mount mount(JsonNode node, Path folder) {
        if (node.isObject()) {
            String type = node.path("type").asText("volume");
            String source = node.path("source").asText("");
            return new Mount(type, type.equals("bind") ? absolute(source, folder) : source,
                    node.path("target").asText(""), !node.path("read_only").asBoolean());
        }
        List<String> parts = List.of(node.asText("").split(":", -1));
        if (parts.size() == 1) {
            return new Mount("volume", "", parts.getFirst(), true);
        }
        boolean writable = parts.size() < 3 || !List.of(parts.get(2).split(",", -1)).contains("ro");
        String source = parts.getFirst();
        boolean bind = source.startsWith("/") || source.startsWith(".") || source.startsWith("~");
        return new Mount(bind ? "bind" : "volume", bind ? absolute(source, folder) : source, parts.get(1), writable);
    }

    private static String absolute(String source, Path folder) {
        return source.startsWith("/") || source.startsWith("~")
                ? source
                : folder.toAbsolutePath().resolve(source).normalize().toString();
    }

    /** All that one line publishes; none where it cannot be read. */
    static List<Port> ports(JsonNode node) {
        if (node.isObject()) {
            return range(node.path("host_ip").asText(""), node.path("published").asText(""),
                    node.path("target").asText(""), node.path("protocol").asText("tcp"));
        }
        Matcher port = PORT.matcher(node.asText("").strip());
        return port.matches()
                ? range(or(port.group("ip"), "").replaceAll("[\\[\\]]", ""), or(port.group("host"), ""),
                        port.group("container"), or(port.group("protocol"), "tcp"))
                : List.of();
    }

    private static String or(@org.jspecify.annotations.Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static List<Port> range(String address, String host, String container, String protocol) {
        int[] inside = bounds(container);
        int[] outside = bounds(host);
        int count = Math.min(LARGEST_RANGE, Math.max(inside[1] - inside[0], outside[1] - outside[0]) + 1);
        boolean one = inside[1] == inside[0];
        List<Port> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Port(address, outside[0] == 0 ? 0 : outside[0] + i, one ? inside[0] : inside[0] + i, protocol));
        }
        return all;
    }

    private static int[] bounds(String text) {
        Matcher range = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?").matcher(text);
        if (!range.matches()) {
            return new int[]{0, 0};
        }
        int first = Integer.parseInt(range.group(1));
        return new int[]{first, range.group(2) == null ? first : Integer.parseInt(range.group(2))};
    }
}
