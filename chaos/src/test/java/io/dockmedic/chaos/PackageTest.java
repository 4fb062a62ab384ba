package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/package makes, unpacked somewhere else than where it was made, and installed in a Debian of its own. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageTest {
    /** Of a machine without a JDK; the cache must be used, or it does not start. */
    private static final Map<String, String> BARE = Map.of(
            "PATH", "/nowhere", "JAVA_HOME", "/nowhere", "JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

    private static final String CONFIGURATION = "/etc/dockmedic/dockmedic.yml";
    private static final Path SHIPPED = Path.of("../deploy/debian/dockmedic.yml");
    private static final String JOURNAL = "/var/lib/dockmedic/journal.db";

    /** Starts it as the unit does, as its user and with its folders, until it says that it is well, and stops it. */
    private static final String RUN = """
            install -d -o dockmedic -g dockmedic -m 700 /var/lib/dockmedic
            install -d -o dockmedic -g dockmedic /run/dockmedic
            setpriv --reuid=dockmedic --regid=dockmedic --init-groups dockmedic serve >/run/log 2>&1 &
            tries=0
            until dockmedic health; do
              tries=$((tries + 1))
              [ $tries -lt 100 ] || { cat /run/log >&2; exit 1; }
            done
            kill $!
            wait $! || [ $? -eq 143 ]
            """;

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
        assertThat(root.resolve("share/dockmedic.1")).isNotEmptyFile();
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
        assertThat(run("gzip", "-dc", root.resolve("usr/share/man/man1/dockmedic.1.gz").toString()).text())
                .contains(".TH DOCKMEDIC 1", "fail\\-on");
        assertThat(control.resolve("conffiles")).hasContent("/etc/dockmedic/dockmedic.yml");
        for (String script : List.of("postinst", "prerm", "postrm")) {
            assertThat(control.resolve(script)).isExecutable();
            run("sh", "-n", control.resolve(script).toString());
        }
        assertThat(run("dpkg-deb", "--contents", file).stdout().lines()).allMatch(line -> line.contains(" root/root "));
    }

    /** As dpkg does it, with the package's own scripts; of systemd there is what enables, and no running one. */
    @Test
    void itIsInstalledUpdatedRemovedAndPurged(@TempDir Path folder) throws IOException {
        DebianRoot debian = new DebianRoot(folder);
        debian.take(made(".deb"), "new.deb");
        debian.take(older(folder), "old.deb");
        NavigableSet<String> bare = debian.files();

        debian.sh("dpkg --install /root/old.deb").orFail();
        assertThat(debian.sh("dockmedic --version").orFail().text()).startsWith("dockmedic ");
        assertThat(debian.sh("id dockmedic; getent group docker").orFail().stdout()).contains("(dockmedic)", "docker:");
        assertThat(debian.enabled()).isEqualTo("disabled");

        debian.systemctl("enable").orFail();
        Path edited = debian.file(CONFIGURATION);
        Files.writeString(edited, "listen: 127.0.0.1:0\ndata_directory: /var/lib/dockmedic\n");
        debian.sh(RUN).orFail();
        byte[] journal = Files.readAllBytes(debian.file(JOURNAL));

        Finished asked = debian.sh("dpkg --install /root/new.deb");
        assertThat(asked.exitCode()).isNotZero();
        assertThat(asked.stdout() + asked.stderr()).contains(CONFIGURATION, "conffile prompt");
        debian.sh("dpkg --force-confold --configure dockmedic").orFail();
        assertThat(edited).hasContent("listen: 127.0.0.1:0\ndata_directory: /var/lib/dockmedic\n");
        assertThat(debian.file(CONFIGURATION + ".dpkg-dist")).hasContent(Files.readString(SHIPPED));
        assertThat(Files.readAllBytes(debian.file(JOURNAL))).isEqualTo(journal);
        assertThat(debian.enabled()).isEqualTo("enabled");
        debian.sh(RUN).orFail();

        debian.sh("dpkg --remove dockmedic").orFail();
        assertThat(debian.file("/usr/lib/dockmedic")).doesNotExist();
        assertThat(debian.file("/usr/bin/dockmedic")).doesNotExist();
        assertThat(debian.file(JOURNAL)).exists();
        assertThat(edited).exists();

        debian.sh("dpkg --purge dockmedic").orFail();
        assertThat(debian.sh("id dockmedic").orFail().text()).as("the user stays").contains("(dockmedic)");
        NavigableSet<String> left = debian.files();
        left.removeAll(bare);
        assertThat(left).isEmpty();
    }

    /** The same package, said to be older, and with another configuration. */
    private Path older(Path folder) throws IOException {
        Path tree = folder.resolve("older");
        run("dpkg-deb", "--raw-extract", made(".deb").toString(), tree.toString());
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("Version: .*", "Version: 0.0.1"));
        Files.writeString(tree.resolve(CONFIGURATION.substring(1)), "heal: none\n");
        Path file = folder.resolve("older.deb");
        run("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.toString(), file.toString());
        return file;
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
