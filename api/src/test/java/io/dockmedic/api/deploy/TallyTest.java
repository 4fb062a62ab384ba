package io.dockmedic.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/tally, which decides whether deploy/test passes. */
class TallyTest {
    private static final String PASSED = "<testcase name=\"a\" classname=\"x.ATest\" time=\"0\"/>";

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
        report("one", "x.ATest", 2, 1, 1, 0,
                "<testcase name=\"a\">\n<failure message=\"no\">stack</failure>\n</testcase>");
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

    private Result tally(String... modules) throws IOException, InterruptedException {
        Stream<String> folders = Stream.of(modules).map(module -> folder.resolve(module).toString());
        List<String> command = Stream.concat(Stream.of("bash", "../deploy/tally"), folders).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
