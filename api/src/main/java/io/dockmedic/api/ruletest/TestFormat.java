package io.dockmedic.api.ruletest;

import io.dockmedic.remediation.ruletest.TestReport;
import java.util.List;

/** One way to write what came of rule tests. */
@FunctionalInterface
public interface TestFormat {
    /** All of it, with a line's end. */
    String of(List<TestReport> reports);
}
