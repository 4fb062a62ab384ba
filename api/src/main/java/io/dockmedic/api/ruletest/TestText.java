package io.dockmedic.api.ruletest;

import io.dockmedic.remediation.ruletest.TestReport;
import java.util.List;

/** For a terminal: a line for each test, with what was wrong below it. */
public final class TestText implements TestFormat {
    @Override
    public String of(List<TestReport> reports) {
        StringBuilder out = new StringBuilder();
        int tests = 0;
        int failed = 0;
        for (TestReport report : reports) {
            report.problems().forEach(problem -> out.append(problem).append('\n'));
            failed += report.problems().isEmpty() ? 0 : 1;
            for (TestReport.Result result : report.results()) {
                tests++;
                boolean fine = result.failures().isEmpty();
                failed += fine ? 0 : 1;
                out.append(report.file()).append(": ").append(fine ? "ok" : "FAILED").append(": ");
                out.append(result.test()).append('\n');
                result.failures().forEach(failure -> out.append("    ").append(failure).append('\n'));
            }
        }
        return out.append(tests)
                .append(tests == 1 ? " test, " : " tests, ")
                .append(failed)
                .append(" failed\n")
                .toString();
    }
}
