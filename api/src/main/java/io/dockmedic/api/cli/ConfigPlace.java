package io.dockmedic.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a key of a configuration is, for what is said of it. */
final class ConfigPlace {
    private ConfigPlace() {}

    /** File, and line and column where it is written there; with a colon and a blank behind. */
    static String of(Path file, String key) {
        Pattern written = Pattern.compile("(?m)^[^#\\n]*?\\b(?<key>" + Pattern.quote(key) + ")\\s*:");
        try {
            String text = Files.readString(file);
            Matcher found = written.matcher(text);
            if (found.find()) {
                int at = found.start("key");
                long line = text.substring(0, at).chars().filter(one -> one == '\n').count() + 1;
                return file + ":" + line + ":" + (at - text.lastIndexOf('\n', at)) + ": ";
            }
        } catch (IOException e) {
            // It was read a moment ago: what is to be said of it is said all the same.
        }
        return file + ": ";
    }
}
