package io.dockmedic.api.cli;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.doctor.Looked;
import io.dockmedic.api.doctor.Report;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.finding.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page for a person.
 *
 * @param all      also what is well of single containers
 * @param coloured for a terminal
 */
record DoctorText(boolean all, boolean coloured) {
    private static final int WIDTH = 100;
    private static final int INDENT = 11;
    private static final String MARGIN = " ".repeat(INDENT);

    String of(Report report, String host, Visitor visitor) {
        StringBuilder page = new StringBuilder();
        page.append("Dockmedic ").append(Build.version()).append(" on ").append(host);
        page.append(", looked at as ").append(Shown.plain(visitor.user())).append('\n');
        for (Section section : Section.values()) {
            page.append('\n').append(bold(section.title())).append('\n');
            List<Finding> findings = report.looked()
                    .stream()
                    .filter(one -> one.section() == section)
                    .map(Looked::findings)
                    .flatMap(List::stream)
                    .filter(finding -> all || !quiet(section, finding))
                    .toList();
            together(findings).forEach(finding -> append(page, finding));
        }
        page.append('\n').append(sum(report)).append('\n');
        return page.toString();
    }

    /** Those that differ in whom they are about alone are one. */
    private static List<Finding> together(List<Finding> findings) {
        Map<Finding, List<String>> subjects = new LinkedHashMap<>();
        findings.forEach(one -> subjects.computeIfAbsent(one.about(""), any -> new ArrayList<>()).add(one.subject()));
        return subjects.entrySet()
                .stream()
                .map(one -> one.getKey().about(String.join(", ", one.getValue())))
                .toList();
    }

    private static boolean quiet(Section section, Finding finding) {
        return section == Section.CONTAINERS && finding.level() == Level.OK && !finding.subject().isEmpty();
    }

    private void append(StringBuilder page, Finding finding) {
        String subject = finding.subject().isEmpty() ? "" : finding.subject() + ": ";
        page.append("  ").append(word(finding.level()));
        wrapped(page, Shown.plain(subject + finding.what()), MARGIN);
        if (!finding.loses().isEmpty()) {
            page.append(MARGIN).append("lost: ");
            wrapped(page, finding.loses().stream().map(Feature::words).collect(Collectors.joining("; ")),
                    MARGIN + "      ");
        }
        String before = "do:   ";
        for (String line : finding.todo()) {
            page.append(MARGIN).append(before).append(Shown.plain(line)).append('\n');
            before = "      ";
        }
    }

    /** Appends the text, whose first line begins where {@code margin} ends. */
    private static void wrapped(StringBuilder page, String text, String margin) {
        int column = margin.length();
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && column + 1 + word.length() > WIDTH) {
                page.append('\n').append(margin);
                column = margin.length();
            } else if (!first) {
                page.append(' ');
                column++;
            }
            page.append(word);
            column += word.length();
            first = false;
        }
        page.append('\n');
    }

    private String sum(Report report) {
        int missing = report.count(Level.MISSING);
        return (missing == 0 ? "Nothing is missing. " : missing + " missing: Dockmedic cannot work like this. ")
                + report.count(Level.LOSES) + " lose something, " + report.count(Level.OK) + " are well, "
                + report.count(Level.UNKNOWN) + " could not be looked at."
                + (all ? "" : "\n--all lists every container.");
    }

    private String word(Level level) {
        String padded = String.format("%-" + (INDENT - 2) + "s", level.word());
        return coloured ? "\u001b[" + colour(level) + "m" + padded + "\u001b[0m" : padded;
    }

    private static int colour(Level level) {
        return switch (level) {
            case OK -> 32;
            case LOSES -> 33;
            case MISSING -> 31;
            case UNKNOWN -> 35;
        };
    }

    private String bold(String text) {
        return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
