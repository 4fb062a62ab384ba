package io.dockmedic.collectors.audit.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code .env} and its like: {@code NAME=value}, {@code export}, quotes and comments. */
final class DotEnv {
    private DotEnv() {}

    /** Names and values; empty where there is no such file. */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                read(line.strip(), variables);
            }
        }
        return variables;
    }

    private static void read(String line, Map<String, String> into) {
        int equals = line.indexOf('=');
        if (line.startsWith("#") || equals < 1) {
            return;
        }
        String name = line.substring(0, equals).strip();
        into.put(name.startsWith("export ") ? name.substring("export ".length()).strip() : name,
                plain(line.substring(equals + 1).strip()));
    }

    private static String plain(String value) {
        if (value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            int end = value.indexOf(value.charAt(0), 1);
            return end > 0 ? value.substring(1, end) : value;
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
