package io.dockmedic.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.finding.AsServe;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/systemd/dockmedic.service, as systemd itself judges it, and beside the one on the page; no systemd need run. */
class UnitTest {
    private static final Path UNIT = Path.of("../deploy/systemd/dockmedic.service");
    private static final Path PAGE = Path.of("../docs/install.md");
    private static final Pattern FOLDERS = Pattern.compile("(?m)^(?:State|Runtime)Directory[A-Za-z]*=.*$");
    private static final Pattern EXPOSURE = Pattern
            .compile("Overall exposure level for dockmedic.service: (\\d+\\.\\d)");

    @Test
    void everyLineIsUnderstood(@TempDir Path folder) throws IOException {
        Path unit = Files.writeString(folder.resolve("dockmedic.service"),
                Files.readString(UNIT)
                        .replace("/usr/bin/dockmedic", "/bin/true")
                        .replace("/usr/bin/curl", "/bin/true"));

        Finished verified = Command.run(Map.of(), List.of("systemd-analyze", "verify", "--man=no", unit.toString()));

        assertThat((verified.stdout() + verified.stderr()).lines().filter(line -> line.contains("dockmedic")))
                .isEmpty();
    }

    @Test
    void theDoctorIsToldToLookAsItDoes() throws IOException {
        String command = AsServe.command("dockmedic");

        assertThat(List.of("User", "SupplementaryGroups", "AmbientCapabilities", "EnvironmentFile"))
                .extracting(key -> " -p " + key + "=" + set(key) + " ")
                .allSatisfy(given -> assertThat(command).contains(given));
        assertThat(command).contains(" -E STATE_DIRECTORY=/var/lib/" + set("StateDirectory") + " ");
        assertThat(Files.readString(Path.of("../docs/doctor.md"))).contains("\n" + command + "\n");
        assertThat(Files.readString(Path.of("../deploy/debian/dockmedic.yml")))
                .contains("\ndata_directory: /var/lib/" + set("StateDirectory") + "\n");
    }

    @Test
    void thePagesUnitKeepsTheSameFoldersInTheSameWay() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```ini\n[Unit]\nDescription=Dockmedic\n");
        assertThat(begin).isNotNegative();

        assertThat(folders(page.substring(begin, page.indexOf("\n```\n", begin))))
                .contains("RuntimeDirectoryPreserve=yes")
                .containsExactlyElementsOf(folders(read()));
    }

    private static List<String> folders(String unit) {
        return FOLDERS.matcher(unit).results().map(MatchResult::group).toList();
    }

    private static String read() {
        try {
            return Files.readString(UNIT);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String set(String key) {
        return read()
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsAsClosedAsThePageSays() throws IOException {
        Finished judged = Command.run(Map.of(), List.of("systemd-analyze", "security", "--offline=true",
                "--no-pager", UNIT.toString()));

        Matcher exposure = EXPOSURE.matcher(judged.stdout());
        assertThat(exposure.find()).as(judged.stdout() + judged.stderr()).isTrue();
        assertThat(Files.readString(PAGE))
                .contains("`systemd-analyze security` gives it an exposure of " + exposure.group(1) + " (of 10");
    }
}
