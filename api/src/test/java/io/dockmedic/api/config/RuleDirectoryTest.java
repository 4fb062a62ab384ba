package io.dockmedic.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void bothEndingsAreReadInNameOrderAfterTheShippedOnesAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("b.yml"), "");
        Files.writeString(folder.resolve("a.yaml"), "");
        Files.writeString(folder.resolve("a.yml.bak"), "");

        List<RuleFile> own = read().subList(Pack.files().size(), read().size());

        assertThat(own).extracting(RuleFile::name)
                .containsExactly(folder.resolve("a.yaml").toString(), folder.resolve("b.yml").toString());
    }

    @Test
    void whatIsHiddenIsNoRuleFile() throws IOException {
        Files.writeString(folder.resolve("._a.yml"), "x");
        Files.createSymbolicLink(folder.resolve(".#a.yml"), Path.of("ann@host.123"));
        assertThat(read()).isEqualTo(Pack.files());
    }

    @Test
    void aDirectoryThatDoesNotExistHasNoRules() {
        assertThat(new RuleDirectory(folder.resolve("none")).read()).isEqualTo(Pack.files());
    }

    @Test
    void whatCannotBeReadIsAProblemThatNamesTheFileAndWhatToDo() throws Exception {
        Files.createDirectory(folder.resolve("a.yml"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("b.yml").toString()).start().waitFor()).isZero();
        Files.write(folder.resolve("c.yml"), new byte[]{'#', (byte) 0xe4});
        Files.createSymbolicLink(folder.resolve("d.yml"), Path.of("/proc/self/mem"));
        Files.createSymbolicLink(folder.resolve("e.yml"), Path.of("nowhere"));

        assertThat(problems(read())).containsExactly(
                folder + "/a.yml: is not a regular file; rename it or move it away",
                folder + "/b.yml: is not a regular file; rename it or move it away",
                folder + "/c.yml: is not UTF-8; save it in that encoding",
                folder + "/d.yml: cannot be read: Input/output error",
                folder + "/e.yml: cannot be read: it, or what it links to, does not exist");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.d"), "");

        assertThat(problems(new RuleDirectory(file).read()))
                .containsExactly(file + ": is not a directory; put the rule files into one");
    }

    private List<RuleFile> read() {
        return new RuleDirectory(folder).read();
    }

    private static List<String> problems(List<RuleFile> files) {
        Loaded loaded = new RuleLoader(Kinds.standard(), Shipped.catalog()).load(files);
        return ((Loaded.Refused) loaded).problems().stream().map(RuleProblem::toString).toList();
    }
}
