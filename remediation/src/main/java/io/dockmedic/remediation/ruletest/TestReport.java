package io.dockmedic.remediation.ruletest;

import java.util.List;

/**
 * What came of a file of tests.
 *
 * @param file     its name
 * @param problems why it could not be run; empty when it was
 * @param results  one for each test
 */
public record TestReport(String file, List<String> problems, List<Result> results) {
    /** @param failures what was not as expected, for a person; empty when all was */
    public record Result(String test, List<String> failures) {
        public Result {
            failures = List.copyOf(failures);
        }
    }

    public TestReport {
        problems = List.copyOf(problems);
        results = List.copyOf(results);
    }

    /** Whether it ran and everything was as expected. */
    public boolean isFine() {
        return problems.isEmpty() && results.stream().allMatch(result -> result.failures().isEmpty());
    }
}
