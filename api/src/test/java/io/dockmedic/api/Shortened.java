package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.pack.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shipped rules that wait for longer than a test may, word for word but for their times. */
final class Shortened {
    private Shortened() {}

    /**
     * Writes such a rule beside the configuration; it is called like the shipped one, and {@code Soon}.
     *
     * @param home    the configuration's folder
     * @param changes what is found in the rule, and what stands there instead, in turn
     */
    static void rule(Path home, String alert, String... changes) throws IOException {
        String text = Pack.files()
                .stream()
                .map(file -> Pattern.compile("(?ms)^ {6}- alert: " + alert + "\n.*?(?=^ {6}(?:#|- alert)|\\z)")
                        .matcher(file.text()))
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(text).contains(changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        Path rules = Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(rules.resolve(alert + ".yml"),
                "groups:\n  - name: soon\n    rules:\n" + text.replace(alert, alert + "Soon"));
    }
}
