package io.dockmedic.api.replay;

import io.dockmedic.remediation.replay.Firing;
import io.dockmedic.remediation.replay.Replayed;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** For a terminal: a table of what would have fired, and what to know about it. */
public final class ReplayText {
    private static final List<String> HEAD = List.of("FIRED", "LASTED", "ALERT", "KEY", "EVENTS", "FIRST STEP");

    private ReplayText() {}

    /** All of it, with a line's end. */
    public static String of(Replayed replayed) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        replayed.firings().forEach(firing -> rows.add(row(firing)));
        StringBuilder out = new StringBuilder();
        if (rows.size() > 1) {
            table(rows, out);
            out.append('\n');
        }
        out.append(replayed.events()).append(" events");
        Instant from = replayed.from();
        Instant to = replayed.to();
        if (from != null && to != null) {
            out.append(" from ").append(second(from)).append(" to ").append(second(to));
        }
        int all = replayed.firings().size() + replayed.more();
        out.append(": ").append(all).append(all == 1 ? " incident" : " incidents").append(" would have fired\n");
        if (replayed.more() > 0) {
            out.append(replayed.more()).append(" of them are not shown\n");
        }
        Map<String, List<String>> byKinds = replayed.blind()
                .entrySet()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, TreeMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        byKinds.forEach((kinds, rules) -> out.append("no event of ")
                .append(kinds)
                .append(" was recorded, for ")
                .append(String.join(", ", rules))
                .append('\n'));
        replayed.errors()
                .forEach((rule, count) -> out.append("an expression of ")
                        .append(rule)
                        .append(" could not be evaluated ")
                        .append(count)
                        .append(" times\n"));
        return out.toString();
    }

    private static List<String> row(Firing firing) {
        Instant over = firing.over();
        Duration lasted = over == null ? Duration.ZERO : Duration.between(firing.fired(), over);
        return List.of(
                second(firing.fired()),
                over == null ? "still" : PrometheusDuration.format(lasted.truncatedTo(ChronoUnit.SECONDS)),
                firing.alert(), firing.key(), Integer.toString(firing.events()), step(firing));
    }

    private static String step(Firing firing) {
        if (firing.action().isEmpty()) {
            return "none";
        }
        boolean acts = firing.verdict().equals("act");
        return firing.action() + (acts ? "" : ": " + firing.verdict() + " (" + firing.reason() + ")");
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void table(List<List<String>> rows, StringBuilder out) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], plain(row.get(column)).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = plain(row.get(column));
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** What a recording says cannot tell the terminal to do something. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
