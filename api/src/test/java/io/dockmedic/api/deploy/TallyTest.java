package io.dockmedic.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/tally, which decides whether deploy/test passes, and deploy/alone, which runs once more what has failed. */
class TallyTest {
    private static final String PASSED = "<testcase name=\"a\" classname=\"x.ATest\" time=\"0\"/>";
    private static final String FAILED = "<testcase name=\"a\">\n<failure message=\"no\">stack</failure>\n</testcase>";

    @TempDir
    Path folder;

    private record Result(int code, String output) {}

    @Test
    void addsUpTheModules() throws Exception {
        report("one", "x.ATest", 2, 0, 0, 0, PASSED);
        report("one", "x.BTest", 3, 0, 0, 0, PASSED);
        report("two", "x.CTest", 1, 0, 0, 0, PASSED);

        Result result = tally("one", "two", "empty");

        assertThat(result.code()).isZero();
        assertThat(result.output().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("one 5 passed 0 failed 0 skipped", "two 1 passed 0 failed 0 skipped",
                        "empty 0 passed 0 failed 0 skipped", "6 passed, 0 failed, 0 skipped");
    }

    @Test
    void aSkippedTestFailsAndIsNamed() throws Exception {
        report("one", "x.ATest", 2, 0, 0, 1, PASSED
                + "\n<testcase name=\"needsCompose\" classname=\"x.ATest\" time=\"0\">\n<skipped message=\"no\"/>\n</testcase>");

        Result result = tally("one");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("needsCompose").endsWith("1 passed, 0 failed, 1 skipped\n");
    }

    @Test
    void aFailedTestsOutputIsShown() throws Exception {
        report("one", "x.ATest", 2, 1, 1, 0, FAILED);
        Files.writeString(folder.resolve("one/target/surefire-reports/x.ATest-output.txt"), "the engine said no\n");

        Result result = tally("one");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("the engine said no").endsWith("0 passed, 2 failed, 0 skipped\n");
    }

    @Test
    void noTestAtAllIsAFailure() throws Exception {
        Result result = tally("one");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("no test was run");
    }

    @Test
    void whatPassesAloneIsSaidToHaveFailedBesideTheOthers() throws Exception {
        report("one", "x.ATest", 2, 0, 1, 0, FAILED);
        report("one", "x.BTest", 1, 0, 0, 0, PASSED);
        said("one", "x.ATest", "a page came late");
        Result alone = alone("""
                printf '%s ' "$@" > asked
                """, "one");
        assertThat(alone.output()).contains("once more, alone: x.ATest");
        assertThat(folder.resolve("one/target/surefire-reports")).isDirectoryNotContaining("glob:**ATest*");
        assertThat(folder.resolve("asked")).content().contains("-Dtest=x.ATest ", "-Dtest.forks=1 ", "-Dquick ");

        report("one", "x.ATest", 2, 0, 0, 0, PASSED);
        Result result = tally("one");
        assertThat(result.code()).isZero();
        assertThat(result.output()).contains("a page came late").endsWith("""
                failed beside the others, and passed alone: x.ATest (above; find out why)
                3 passed, 0 failed, 0 skipped
                """);
    }

    @Test
    void whatFailsAgainHasFailed() throws Exception {
        report("one", "x.ATest", 2, 0, 1, 0, FAILED);
        alone("", "one");
        report("one", "x.ATest", 2, 0, 1, 0, FAILED);
        said("one", "x.ATest", "late again");

        Result result = tally("one");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("late again")
                .doesNotContain("passed alone")
                .endsWith("1 passed, 1 failed, 0 skipped\n");
    }

    @Test
    void whatIsNotThereTheSecondTimeHasNotPassed() throws Exception {
        report("one", "x.ATest", 2, 0, 1, 0, FAILED);
        report("one", "x.BTest", 1, 0, 0, 0, PASSED);
        alone("", "one");

        Result result = tally("one");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("failed, and was not run once more: x.ATest")
                .doesNotContain("passed alone");
    }

    @Test
    void whatIsMuchOrNothingIsNotRunOnceMore() throws Exception {
        report("one", "x.ATest", 1, 0, 0, 0, PASSED);
        assertThat(alone("exit 9", "one")).isEqualTo(new Result(0, ""));
        for (String name : List.of("x.BTest", "x.CTest", "x.DTest", "x.ETest")) {
            report("one", name, 1, 0, 1, 0, FAILED);
        }
        assertThat(alone("exit 9", "one")).isEqualTo(
                new Result(0, "4 test classes have failed: more than 3 are not run once more\n"));
        assertThat(tally("one").output()).endsWith("1 passed, 4 failed, 0 skipped\n");
    }

    @Test
    void aClassOfTheFirstTierWithoutAReportIsAFailure() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("one/src/test/java/x"));
        Files.writeString(sources.resolve("ATest.java"), "class ATest {}");
        Files.writeString(sources.resolve("BTest.java"), "class BTest { class Inner {} }");
        Files.writeString(sources.resolve("LongTest.java"), "@Tag(\"long\") class LongTest {}");
        Files.writeString(sources.resolve("Rig.java"), "class Rig {}");
        report("one", "x.BTest$Inner", 1, 0, 0, 0, PASSED);

        Result result = tally("--all", "one");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("not run, or not to its end:\n  x.ATest\n")
                .doesNotContain("BTest", "Long",
                        "Rig");
        report("one", "x.ATest", 1, 0, 0, 0, PASSED);
        assertThat(tally("--all", "one").code()).isZero();

        Files.delete(sources.resolve("LongTest.java"));
        assertThat(tally("--all", "one")).as("where none is of the second tier")
                .isEqualTo(new Result(0, """
                        one                  2 passed    0 failed    0 skipped
                        2 passed, 0 failed, 0 skipped
                        """));
    }

    private void said(String module, String suite, String what) throws IOException {
        Files.writeString(folder.resolve(module).resolve("target/surefire-reports/" + suite + "-output.txt"), what);
    }

    private void report(String module, String suite, int tests, int errors, int failures, int skipped, String cases)
            throws IOException {
        Path reports = Files.createDirectories(folder.resolve(module).resolve("target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-" + suite + ".xml"),
                """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuite xmlns:xsi="x" version="3.0.2" name="%s" time="0.1" tests="%d" errors="%d" skipped="%d" failures="%d" flakes="0">
                        %s
                        </testsuite>
                        """
                        .formatted(suite, tests, errors, skipped, failures, cases));
    }

    private Result tally(String... arguments) throws IOException, InterruptedException {
        return bash(Stream.concat(Stream.of(Path.of("../deploy/tally").toAbsolutePath().toString()),
                Stream.of(arguments)));
    }

    /** With {@code mvn} as what stands in for Maven, in a checkout of its own. */
    private Result alone(String mvn, String module) throws IOException, InterruptedException {
        Path script = Files.createDirectories(folder.resolve("deploy")).resolve("alone");
        Files.copy(Path.of("../deploy/alone"), script, StandardCopyOption.REPLACE_EXISTING);
        Path stand = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(stand, "#!/usr/bin/env bash\n" + mvn);
        assertThat(stand.toFile().setExecutable(true)).isTrue();
        return bash(Stream.of(script.toString(), module, "--", "-Dquick"));
    }

    private Result bash(Stream<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("bash"), words).toList());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (was, first) -> first + ":" + was);
        Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
