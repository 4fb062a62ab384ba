package io.dockmedic.rules.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One column of a timeline of docs/rules.md.
 *
 * @param head  what stands above it; empty for nothing
 * @param lines one for each second that it names
 */
record Timeline(String head, List<Line> lines) {
    private static final Pattern TIME = Pattern.compile("(?<!\\S)(\\d+)s(?!\\S)");
    private static final Pattern TOLD = Pattern.compile("\\b(PENDING|FIRED|AGAIN|RESOLVED)\\b");
    private static final Pattern GAP = Pattern.compile("\\s{2,}");
    /** The reading above it comes every 10 s until the line below. */
    private static final String GOES_ON = "…";
    private static final int STEP = 10;

    /**
     * What happens in one second.
     *
     * @param event in the page's word; empty when none does
     * @param told  what of the incident; empty for nothing
     */
    record Line(int second, String event, String told) {}

    /** All columns of a block, from left to right; none when it names no seconds. */
    static List<Timeline> of(String block) {
        List<String> rows = block.lines().toList();
        int first = 0;
        while (first < rows.size() && !TIME.matcher(rows.get(first)).find()) {
            first++;
        }
        if (first == rows.size()) {
            return List.of();
        }
        List<Integer> begins = TIME.matcher(rows.get(first)).results().map(MatchResult::start).toList();
        List<String> heads = first == 0 ? List.of() : List.of(GAP.split(rows.get(0).strip(), -1));
        List<Timeline> columns = new ArrayList<>();
        for (int column = 0; column < begins.size(); column++) {
            columns.add(new Timeline(column < heads.size() ? heads.get(column) : "",
                    lines(rows.subList(first, rows.size()), begins, column)));
        }
        return List.copyOf(columns);
    }

    private static List<Line> lines(List<String> rows, List<Integer> begins, int column) {
        List<Line> lines = new ArrayList<>();
        boolean goesOn = false;
        for (String row : rows) {
            goesOn |= row.strip().startsWith(GOES_ON);
            List<MatchResult> times = TIME.matcher(row).results().toList();
            for (int i = 0; i < times.size(); i++) {
                MatchResult time = times.get(i);
                if (nearest(begins, time.start()) != column) {
                    continue;
                }
                int end = i + 1 < times.size() ? times.get(i + 1).start() : row.length();
                Line line = line(Integer.parseInt(time.group(1)), row.substring(time.end(), end));
                for (int between = goesOn ? lines.getLast().second() + STEP : line.second(); between < line
                        .second(); between += STEP) {
                    lines.add(new Line(between, lines.getLast().event(), ""));
                }
                goesOn = false;
                lines.add(line);
            }
        }
        return List.copyOf(lines);
    }

    private static int nearest(List<Integer> begins, int at) {
        int nearest = 0;
        for (int i = 1; i < begins.size(); i++) {
            if (Math.abs(begins.get(i) - at) < Math.abs(begins.get(nearest) - at)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private static Line line(int second, String rest) {
        Matcher told = TOLD.matcher(rest);
        return told.find()
                ? new Line(second, rest.substring(0, told.start()).strip(), told.group())
                : new Line(second, GAP.split(rest.strip(), -1)[0], "");
    }
}
