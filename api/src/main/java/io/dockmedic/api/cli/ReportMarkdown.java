package io.dockmedic.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The story of an incident as Markdown, for a ticket or a chat. What came from containers and people is text in it and nothing
 * else: it makes no link, no image, no heading and calls nobody by name.
 */
final class ReportMarkdown {
    /** Whatever begins something in CommonMark or GitHub's dialect within a line. */
    private static final String SPECIAL = "\\`*_[]<>|~&@#!";
    /** What GitHub makes a link of without being asked. */
    private static final Pattern LINK = Pattern.compile("(?i)(www)\\.|:(?=//)");

    private ReportMarkdown() {}

    static List<String> lines(IncidentReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + text(report.title()));
        if (!report.summary().isEmpty()) {
            lines.add("");
            lines.add(text(report.summary()));
        }
        lines.add("");
        lines.add("| | |");
        lines.add("|---|---|");
        report.facts().forEach(fact -> lines.add("| " + text(fact.name()) + " | " + cell(fact.value()) + " |"));
        moments("What it looked like", report.found(), lines);
        moments("What happened", report.course(), lines);
        moments("What it used", report.used(), lines);
        moments("Its log before it ended", report.log(), lines);
        moments("What was heard", report.wrote(), lines);
        if (!report.waits().isEmpty()) {
            title("Waits for an answer", lines);
            report.waits()
                    .forEach(one -> lines.add("- " + text(one.text()) + " `" + one.approve() + "` or `"
                            + one.reject() + "`"));
        }
        return lines;
    }

    private static void moments(String title, List<IncidentReport.Moment> moments, List<String> lines) {
        if (!moments.isEmpty()) {
            title(title, lines);
            moments.forEach(one -> lines.add("- " + text(one.at()) + " " + text(one.text())));
        }
    }

    private static void title(String title, List<String> lines) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
    }

    /** A line break would end the table. */
    private static String cell(String from) {
        return Stream.of(from.split("\\r?\\n", -1)).map(ReportMarkdown::text).collect(Collectors.joining("<br>"));
    }

    private static String text(String from) {
        StringBuilder safe = new StringBuilder();
        Shown.plain(from).codePoints().forEach(point -> {
            if (SPECIAL.indexOf(point) >= 0) {
                safe.append('\\');
            }
            safe.appendCodePoint(point);
        });
        return LINK.matcher(safe).replaceAll(found -> found.group(1) == null ? "\\\\:" : found.group(1) + "\\\\.");
    }
}
