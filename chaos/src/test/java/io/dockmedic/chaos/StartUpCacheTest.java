package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up cache of an installation made as docs/install.md says: it is used, and only where it fits. */
class StartUpCacheTest {
    private static final String SLOW = "starts slowly";
    private static final String OF_THE_CACHE = "shared objects file";

    /** The JVM ends where it cannot use the cache it is given. */
    private static final String WITH_IT_ONLY = "-XX:AOTMode=on";

    private static final Pattern STAGE = Pattern.compile(
            "io[.]dockmedic[.].*[.](Program|EngineStage|RulesVerticle|RemediationVerticle) source:");

    @TempDir
    static Path folder;

    private static Path installed;

    private record Result(int code, String output) {}

    @BeforeAll
    static void installed() throws Exception {
        installed = folder.resolve("opt/dockmedic");
        String steps = Files.readString(ShippedProgram.checkout().resolve("docs/install.md"))
                .split("```sh\n", 2)[1]
                .split("```", 2)[0]
                .lines()
                .filter(step -> !step.startsWith("mvn"))
                .collect(Collectors.joining("\n"))
                .replace("/opt/dockmedic", installed.toString())
                .replace("/usr/local/bin", folder.toString());
        Result result = run("", "bash", "-euc", steps);
        assertThat(result.code()).describedAs(result.output()).isZero();
    }

    @Test
    void theStagesComeFromIt() throws Exception {
        assertThat(stages(WITH_IT_ONLY, folder.resolve("dockmedic"))).hasSize(4)
                .allMatch(line -> line.contains(OF_THE_CACHE));
    }

    @Test
    void aMovedFolderKeepsIt() throws Exception {
        Path moved = copy("moved");

        assertThat(stages(WITH_IT_ONLY, moved.resolve("deploy/dockmedic"))).hasSize(4)
                .allMatch(line -> line.contains(OF_THE_CACHE));
    }

    @Test
    void whatFitsIsNotMadeAgain() throws Exception {
        Path cache = installed.resolve("api/target/dockmedic.aot");
        FileTime before = Files.getLastModifiedTime(cache);

        Result again = run("", installed.resolve("deploy/aot").toString());

        assertThat(again).isEqualTo(new Result(0, ""));
        assertThat(Files.getLastModifiedTime(cache)).isEqualTo(before);
    }

    @Test
    void anotherBuildDoesNotRunTheOldClassesAndThatIsTold() throws Exception {
        Path rebuilt = copy("rebuilt");
        Path jar = rebuilt.resolve("api/target/lib")
                .resolve(only(rebuilt.resolve("api/target/lib"), "dockmedic-rules-"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        Path launcher = rebuilt.resolve("deploy/dockmedic");

        assertThat(stages("", launcher)).isNotEmpty().noneMatch(line -> line.contains(OF_THE_CACHE));
        assertThat(run("", launcher.toString(), "serve", "--help").output()).contains(SLOW, "deploy/aot");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsServedAndTold() throws Exception {
        Path readOnly = copy("read-only");
        Files.delete(readOnly.resolve("api/target/dockmedic.aot.made-of"));
        String mount = "mount --bind '%1$s' '%1$s' && mount -o remount,bind,ro '%1$s' && ".formatted(readOnly);

        Result made = run("", "unshare", "--mount", "sh", "-c", mount + readOnly.resolve("deploy/aot"));
        Result served = run("", "unshare", "--mount", "sh", "-c",
                mount + readOnly.resolve("deploy/dockmedic") + " serve --help");

        assertThat(made.code()).isEqualTo(1);
        assertThat(made.output()).contains("cannot write to");
        assertThat(served.code()).isZero();
        assertThat(served.output()).contains(SLOW, "Usage: dockmedic serve");
    }

    @Test
    void ownOptionsThatItDoesNotFitStartWithoutIt() throws Exception {
        Result started = run("-XX:-UseCompactObjectHeaders", folder.resolve("dockmedic").toString(), "--version");

        assertThat(started.code()).isZero();
        assertThat(started.output()).contains("dockmedic ");
    }

    @Test
    void aServeAsAServiceManagerStartsItReadsNoCommandLineLibrary() throws Exception {
        Result result = run("-Xlog:class+load", folder.resolve("dockmedic").toString(), "serve", "--config",
                "/none.yml");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("/none.yml").doesNotContain("picocli.");
    }

    /** Where the JVM says that it has a class of each stage from. */
    private static List<String> stages(String options, Path launcher) throws Exception {
        Result result = run(options + " -Xlog:class+load", launcher.toString(), "serve", "--help");
        assertThat(result.code()).describedAs(result.output()).isZero();
        return result.output().lines().filter(line -> STAGE.matcher(line).find()).toList();
    }

    private static Path copy(String name) throws Exception {
        Path to = folder.resolve(name);
        Result copied = run("", "cp", "-a", installed.toString(), to.toString());
        assertThat(copied.code()).describedAs(copied.output()).isZero();
        return to;
    }

    private static Path only(Path directory, String start) throws IOException {
        try (var files = Files.newDirectoryStream(directory, start + "*")) {
            return files.iterator().next().getFileName();
        }
    }

    private static Result run(String javaOptions, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(ShippedProgram.checkout().toFile())
                .redirectErrorStream(true);
        builder.environment().put("DOCKMEDIC_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
