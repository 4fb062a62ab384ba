package io.dockmedic.api.audit;

import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** For what shows test results: a suite for each report, a case for each service. Less than what fails is not in it. */
public final class JunitReport implements ReportFormat {
    @Override
    public String of(List<Report> reports, Severity least) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (Report report : reports) {
            Set<String> cases = new LinkedHashSet<>(report.services());
            report.findings().stream().map(Finding::service).filter(String::isEmpty).forEach(cases::add);
            StringBuilder body = new StringBuilder();
            int failed = 0;
            for (String service : cases) {
                List<Finding> findings = new ArrayList<>(report.findings());
                findings.removeIf(one -> !one.service().equals(service) || !one.severity().reaches(least));
                failed += findings.isEmpty() ? 0 : 1;
                body.append(testCase(report, service, findings));
            }
            out.append("  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">%n".formatted(escaped(report.of()),
                    cases.size(), failed)).append(body).append("  </testsuite>\n");
        }
        return out.append("</testsuites>\n").toString();
    }

    private static String testCase(Report report, String service, List<Finding> findings) {
        String name = escaped(service.isEmpty() ? report.of() : service);
        String head = "    <testcase classname=\"dockmedic.audit\" name=\"" + name + "\"";
        if (findings.isEmpty()) {
            return head + "/>\n";
        }
        StringBuilder lines = new StringBuilder();
        findings.forEach(one -> lines.append(one.where().shown() + ": " + one.severity().word() + ": " + one.check()
                + ": " + one.message() + "; instead: " + one.instead() + "\n"));
        Finding worst = findings.getFirst();
        return head + ">\n      <failure type=\"" + escaped(worst.check()) + "\" message=\"" + escaped(worst.message())
                + "\">" + escaped(lines.toString()) + "</failure>\n    </testcase>\n";
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
