package io.dockmedic.api.ruletest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockmedic.remediation.ruletest.TestReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object with {@code ok} and {@code files}, each with its {@code problems} and {@code tests}. */
public final class TestJson implements TestFormat {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String of(List<TestReport> reports) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("ok", reports.stream().allMatch(TestReport::isFine));
        whole.put("files", reports.stream().map(TestJson::file).toList());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and texts can be written", e);
        }
    }

    private static Map<String, Object> file(TestReport report) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("file", report.file());
        file.put("problems", report.problems());
        file.put("tests", report.results().stream().map(TestJson::test).toList());
        return file;
    }

    private static Map<String, Object> test(TestReport.Result result) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("name", result.test());
        test.put("ok", result.failures().isEmpty());
        test.put("failures", result.failures());
        return test;
    }
}
