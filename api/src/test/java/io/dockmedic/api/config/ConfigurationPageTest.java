package io.dockmedic.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the code does. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| (.*?) ?\\| (.*) \\|$");

    @Test
    void thePageNamesEverySettingWithItsDefaultInOrderAndNoOther() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + " = " + row.group(2).replaceAll("^`([^`]*)`$", "$1"))
                .filter(row -> !row.contains("autoheal"))
                .toList();

        // An approval, and a quiet time, has what a window has, of which the page tells once.
        List<String> settings = Stream.concat(Settings.ALL.stream(),
                Items.ALL.stream()
                        .filter(list -> !list.key().equals(Settings.QUIET))
                        .flatMap(list -> list.key().equals(Settings.APPROVALS)
                                ? StandingApprovals.OWN.stream()
                                : list.each().stream()))
                .map(setting -> setting.key() + " = " + setting.defaultText())
                .toList();
        assertThat(rows).containsExactlyElementsOf(settings);
    }

    @Test
    void whatOtherPagesSetIsAccepted() throws IOException {
        int seen = 0;
        for (String name : List.of("http.md", "alerts.md", "kafka.md")) {
            Matcher block = Pattern.compile("(?s)```yaml\n((?:listen|alerts|kafka):.*?)```")
                    .matcher(Files.readString(PAGE.resolveSibling(name)));
            while (block.find()) {
                assertThat(new ConfigFile(new Surroundings(Map.of("KAFKA_PASSWORD", "x"), Path.of("/root"), true))
                        .parse(Path.of(name), block.group(1))).isInstanceOf(ConfigFile.Good.class);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(6);
    }

    /** Secrets are not looked up: they are elsewhere. */
    @Test
    void whoIsCalledIsSetAsPagesShowIt() throws IOException {
        int seen = 0;
        for (String name : List.of("remediation.md", "prometheus.md")) {
            Matcher block = Pattern.compile("(?s)```yaml\n(escalation:\n.*?)```")
                    .matcher(Files.readString(PAGE.resolveSibling(name)));
            while (block.find()) {
                assertThat(new ConfigFile(new Surroundings(Map.of(), Path.of("/root"), true)).withoutSecrets()
                        .parse(Path.of(name), block.group(1))).isInstanceOf(ConfigFile.Good.class);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(5);
    }

    @Test
    void whatThePageShowsIsAccepted() throws IOException {
        Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(PAGE));
        Surroundings root = new Surroundings(Map.of("PAGER", "http://h/"), Path.of("/root"), true);
        int seen = 0;
        while (block.find()) {
            String text = block.group(1)
                    .replace("url_file: /run/secrets/pager-url", "url_env: PAGER")
                    .replace("headers_file: {Authorization: /run/secrets/ops}", "headers_env: {Authorization: PAGER}")
                    .replace("url_file: /run/secrets/lights-url", "url_env: PAGER");
            assertThat(new ConfigFile(root).parse(Path.of("page.yml"), text)).isInstanceOf(ConfigFile.Good.class);
            seen++;
        }
        assertThat(seen).isPositive();
    }
}
