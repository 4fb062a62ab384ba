package io.dockmedic.api.ruletest;

import io.dockmedic.api.junit.Case;
import io.dockmedic.api.junit.JunitXml;
import io.dockmedic.api.junit.Outcome;
import io.dockmedic.api.junit.Suite;
import io.dockmedic.remediation.ruletest.TestReport;
import java.util.ArrayList;
import java.util.List;

/** For what shows test results: a suite for each file. A file that cannot be run is a suite with one failure. */
public final class TestJunit implements TestFormat {
    private static final String OF = "dockmedic.rules";

    @Override
    public String of(List<TestReport> reports) {
        return JunitXml.of(reports.stream().map(TestJunit::suite).toList());
    }

    private static Suite suite(TestReport report) {
        List<Case> cases = new ArrayList<>();
        report.results().forEach(one -> cases.add(new Case(OF, one.test(), Outcome.of(one.failures()))));
        if (!report.problems().isEmpty()) {
            cases.add(new Case(OF, "can be read", Outcome.of(report.problems())));
        }
        return new Suite(report.file(), cases);
    }
}
