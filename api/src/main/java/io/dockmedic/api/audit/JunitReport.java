package io.dockmedic.api.audit;

import io.dockmedic.api.junit.Case;
import io.dockmedic.api.junit.JunitXml;
import io.dockmedic.api.junit.Outcome;
import io.dockmedic.api.junit.Suite;
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
        return JunitXml.of(reports.stream().map(report -> suite(report, least)).toList());
    }

    private static Suite suite(Report report, Severity least) {
        Set<String> services = new LinkedHashSet<>(report.services());
        report.findings().stream().map(Finding::service).filter(String::isEmpty).forEach(services::add);
        List<Case> cases = new ArrayList<>();
        for (String service : services) {
            List<Finding> findings = new ArrayList<>(report.findings());
            findings.removeIf(one -> !one.service().equals(service) || !one.severity().reaches(least));
            cases.add(new Case("dockmedic.audit", service.isEmpty() ? report.of() : service, outcome(findings)));
        }
        return new Suite(report.of(), cases);
    }

    private static Outcome outcome(List<Finding> findings) {
        if (findings.isEmpty()) {
            return new Outcome.Passed();
        }
        StringBuilder lines = new StringBuilder();
        findings.forEach(one -> lines.append(one.where().shown() + ": " + one.severity().word() + ": " + one.check()
                + ": " + one.message() + "; instead: " + one.instead() + "\n"));
        Finding worst = findings.getFirst();
        return new Outcome.Failed(worst.check(), worst.message(), lines.toString());
    }
}
