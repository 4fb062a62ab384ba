package io.dockmedic.api.junit;

import java.util.List;

/** JUnit's XML, as CI systems read it. */
public final class JunitXml {
    private JunitXml() {}

    /** All of it, with a line's end. */
    public static String of(List<Suite> suites) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (Suite suite : suites) {
            out.append("  <testsuite").append(attribute("name", suite.name()));
            out.append(attribute("tests", "" + suite.cases().size()));
            out.append(attribute("failures", "" + suite.failures()));
            if (suite.skipped() > 0) {
                out.append(attribute("skipped", "" + suite.skipped()));
            }
            out.append(">\n");
            suite.cases().forEach(one -> testCase(one, out));
            out.append("  </testsuite>\n");
        }
        return out.append("</testsuites>\n").toString();
    }

    private static void testCase(Case one, StringBuilder out) {
        out.append("    <testcase").append(attribute("classname", one.of())).append(attribute("name", one.name()));
        String inside = outcome(one.outcome()) + output(one.output());
        out.append(inside.isEmpty() ? "/>\n" : ">\n" + inside + "    </testcase>\n");
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed() -> "";
            case Outcome.Failed(String type, String message, String text) ->
                "      <failure" + (type.isEmpty() ? "" : attribute("type", type)) + attribute("message", message) + ">"
                        + escaped(text) + "</failure>\n";
            case Outcome.Skipped(String reason) -> "      <skipped" + attribute("message", reason) + "/>\n";
        };
    }

    private static String output(String text) {
        return text.isEmpty() ? "" : "      <system-out>" + escaped(text) + "</system-out>\n";
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + escaped(value) + "\"";
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
