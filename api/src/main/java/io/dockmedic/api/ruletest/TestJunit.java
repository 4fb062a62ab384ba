package io.dockmedic.api.ruletest;

import io.dockmedic.remediation.ruletest.TestReport;
import java.util.ArrayList;
import java.util.List;

/** For what shows test results: a suite for each file. A file that cannot be run is a suite with one failure. */
public final class TestJunit implements TestFormat {
    @Override
    public String of(List<TestReport> reports) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (TestReport report : reports) {
            List<TestReport.Result> cases = new ArrayList<>(report.results());
            if (!report.problems().isEmpty()) {
                cases.add(new TestReport.Result("can be read", report.problems()));
            }
            long failed = cases.stream().filter(result -> !result.failures().isEmpty()).count();
            out.append("  <testsuite name=\"")
                    .append(escaped(report.file()))
                    .append("\" tests=\"")
                    .append(cases.size());
            out.append("\" failures=\"").append(failed).append("\">\n");
            cases.forEach(result -> testCase(result, out));
            out.append("  </testsuite>\n");
        }
        return out.append("</testsuites>\n").toString();
    }

    private static void testCase(TestReport.Result result, StringBuilder out) {
        out.append("    <testcase classname=\"dockmedic.rules\" name=\"").append(escaped(result.test())).append('"');
        if (result.failures().isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append(">\n      <failure message=\"").append(escaped(result.failures().getFirst())).append("\">");
        out.append(escaped(String.join("\n", result.failures()))).append("</failure>\n    </testcase>\n");
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
