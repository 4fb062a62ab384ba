package io.dockmedic.collectors.container.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Files of one group. One that is not there, goes away meanwhile or says something else than expected says nothing. */
record GroupFile(Path folder) {
    /** More than this no machine has; v1 writes it for "no limit". */
    private static final long NO_LIMIT = 1L << 62;

    /** Numbers by name, from lines like {@code anon 57344}. */
    Map<String, Long> table(String file) {
        Map<String, Long> table = new HashMap<>();
        for (String line : lines(file)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                number(line.substring(space + 1)).ifPresent(value -> table.put(line.substring(0, space), value));
            }
        }
        return table;
    }

    /** The file's one number. */
    OptionalLong number(String file, boolean limit) {
        List<String> lines = lines(file);
        OptionalLong number = lines.isEmpty() ? OptionalLong.empty() : number(lines.getFirst());
        return limit && number.isPresent() && number.getAsLong() >= NO_LIMIT ? OptionalLong.empty() : number;
    }

    List<String> lines(String file) {
        try {
            return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException notThere) {
            return List.of();
        }
    }

    /** Empty for {@code max} and everything else that is no number. */
    static OptionalLong number(String text) {
        String digits = text.strip();
        try {
            return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
