package io.dockmedic.api.cli;

import java.util.ArrayList;
import java.util.List;

/** The story of an incident for a terminal. */
final class ReportText {
    private ReportText() {}

    static List<String> lines(IncidentReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.title());
        if (!report.summary().isEmpty()) {
            lines.add(report.summary());
        }
        lines.add("");
        int width = report.facts().stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        report.facts()
                .forEach(fact -> below("  " + fact.name() + " ".repeat(width - fact.name().length() + 2),
                        fact.value(), lines));
        moments("What it looked like", report.found(), lines);
        moments("What happened", report.course(), lines);
        moments("What it used", report.used(), lines);
        moments("Its log before it ended", report.log(), lines);
        moments("What was heard", report.wrote(), lines);
        if (!report.waits().isEmpty()) {
            lines.add("");
            lines.add("Waits for an answer:");
            report.waits().forEach(one -> {
                lines.add("  " + one.text());
                lines.add("    " + one.approve() + " --reason …   or   " + one.reject());
            });
        }
        // What a container printed must not steer the terminal.
        lines.replaceAll(Shown::plain);
        return lines;
    }

    private static void moments(String title, List<IncidentReport.Moment> moments, List<String> lines) {
        if (!moments.isEmpty()) {
            lines.add("");
            lines.add(title + ":");
            moments.forEach(one -> below("  " + one.at() + "  ", one.text(), lines));
        }
    }

    /** What has lines of its own goes on below its beginning, so that none of them passes for one of the report's. */
    private static void below(String before, String text, List<String> lines) {
        String indent = " ".repeat(before.length());
        String begin = before;
        for (String line : text.split("\\r?\\n", -1)) {
            lines.add((begin + line).stripTrailing());
            begin = indent;
        }
    }
}
