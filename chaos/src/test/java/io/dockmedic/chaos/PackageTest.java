package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/package makes, unpacked somewhere else than where it was made. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageTest {
    /** Of a machine without a JDK; the cache must be used, or it does not start. */
    private static final Map<String, String> BARE = Map.of(
            "PATH", "/nowhere", "JAVA_HOME", "/nowhere", "JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

    private Path made = Path.of("");

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        made = folder;
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder("../deploy/package", "--as-built", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    @Test
    void theTarballNeedsNoJdk(@TempDir Path elsewhere) throws IOException {
        run("tar", "-C", elsewhere.toString(), "-xzf", made(".tar.gz").toString());
        Path root = only(elsewhere);

        Finished version = Command.run(BARE, List.of(root.resolve("bin/dockmedic").toString(), "--version")).orFail();

        assertThat(version.text()).startsWith("dockmedic ");
        assertThat(root.resolve("LICENSE")).exists();
        assertThat(root.resolve("share/docs/install.md")).exists();
        assertThat(Files.readString(root.resolve("share/dockmedic.bash"))).contains("incidents", "--fail-on");
        assertThat(run("bash", "-n", root.resolve("share/dockmedic.bash").toString()).stderr()).isEmpty();
    }

    @Test
    void thePackageHasItsProgramUnitAndConfiguration(@TempDir Path root) throws IOException {
        String file = made(".deb").toString();
        run("dpkg-deb", "--extract", file, root.toString());
        Path control = root.resolve("control");
        run("dpkg-deb", "--control", file, control.toString());

        Finished version = Command.run(BARE, List.of(root.resolve("usr/lib/dockmedic/bin/dockmedic").toString(),
                "--version")).orFail();
        Finished checked = Command.run(Map.of(), List.of(root.resolve("usr/lib/dockmedic/bin/dockmedic").toString(),
                "check", root.resolve("etc/dockmedic/dockmedic.yml").toString())).orFail();

        assertThat(version.text()).startsWith("dockmedic ");
        assertThat(checked.text()).endsWith(": fine");
        assertThat(Files.readSymbolicLink(root.resolve("usr/bin/dockmedic")))
                .hasToString("../lib/dockmedic/bin/dockmedic");
        assertThat(root.resolve("usr/lib/systemd/system/dockmedic.service")).exists();
        assertThat(root.resolve("usr/share/bash-completion/completions/dockmedic")).exists();
        assertThat(control.resolve("conffiles")).hasContent("/etc/dockmedic/dockmedic.yml");
        for (String script : List.of("postinst", "prerm", "postrm")) {
            assertThat(control.resolve(script)).isExecutable();
            run("sh", "-n", control.resolve(script).toString());
        }
        assertThat(run("dpkg-deb", "--contents", file).stdout().lines()).allMatch(line -> line.contains(" root/root "));
    }

    private static Finished run(String... line) {
        return Command.run(Map.of(), List.of(line)).orFail();
    }

    private Path made(String end) throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
