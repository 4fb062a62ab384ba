package io.dockmedic.api.replay;

import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Firing;
import io.dockmedic.remediation.replay.Happened;
import io.dockmedic.remediation.replay.Replayed;
import io.dockmedic.rules.duration.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** For a terminal: a table of what would have fired, beside what did where that is known, and what to know about it. */
public final class ReplayText {
    private static final List<String> HEAD = List.of("FIRED", "LASTED", "ALERT", "KEY", "EVENTS", "FIRST STEP");

    private static final List<String> THEN = List.of("FIRED THEN", "LASTED", "ALERT", "KEY", "EVENTS", "DONE");

    private ReplayText() {}

    /**
     * All of it, with a line's end.
     *
     * @param beside what there was; null where that is not known
     */
    public static String of(Replayed replayed, @Nullable Beside beside) {
        StringBuilder out = new StringBuilder();
        tables(replayed.firings().stream(), beside, beside == null ? Stream.of() : beside.only().stream(), out);
        out.append(replayed.events()).append(" events");
        Instant from = replayed.from();
        Instant to = replayed.to();
        if (from != null && to != null) {
            out.append(" from ").append(second(from)).append(" to ").append(second(to));
        }
        int all = replayed.firings().size() + replayed.more();
        out.append(": ").append(all).append(all == 1 ? " incident" : " incidents").append(" would have fired");
        if (beside != null) {
            out.append(", ").append(beside.fired()).append(" did then");
            if (beside.others() > 0) {
                out.append(" (").append(beside.others()).append(" more of other rules and of something else)");
            }
        }
        out.append('\n');
        Instant until = beside == null ? null : beside.until();
        if (until != null) {
            out.append("what fired then is compared until ")
                    .append(second(until))
                    .append(": there is more of it"
                            + " than there is room for\n");
        }
        if (beside != null && beside.unsure() > 0) {
            out.append(beside.unsure())
                    .append(" fired at times of which not all is recorded, and are not compared\n");
        }
        if (replayed.more() > 0) {
            out.append(replayed.more()).append(" of them are not shown\n");
        }
        blind(replayed.blind(), beside != null, out);
        byReason(replayed.thinned())
                .forEach((why, rules) -> out.append("not to be trusted, as not all readings were kept: ")
                        .append(rules)
                        .append(" (")
                        .append(why)
                        .append(")\n"));
        if (replayed.firings().isEmpty()) {
            came(replayed.came(), out);
        }
        replayed.errors()
                .forEach((rule, count) -> out.append("an expression of ")
                        .append(rule)
                        .append(" could not be evaluated ")
                        .append(count)
                        .append(" times: ")
                        .append(replayed.causes().getOrDefault(rule, ""))
                        .append('\n'));
        return out.toString();
    }

    /** Where nothing would have fired: how far the events of each rule came. */
    private static void came(Map<String, Replayed.Came> came, StringBuilder out) {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        came.forEach((rule, of) -> {
            if (of.events() > 0) {
                rules.computeIfAbsent(of.events() + " events of " + of.kinds() + " came, "
                        + (of.passed() == 0 ? "none" : of.passed()) + " passed when", none -> new ArrayList<>())
                        .add(rule);
            }
        });
        rules.forEach((how, all) -> out.append(String.join(", ", all)).append(": ").append(how).append('\n'));
    }

    /** What would have fired of one alert and what did, without the rest; nothing at all where nothing is. */
    static String tables(String alert, Replayed replayed, @Nullable Beside beside) {
        StringBuilder out = new StringBuilder();
        Stream<Happened> only = beside == null ? Stream.of() : beside.only().stream();
        tables(replayed.firings().stream().filter(firing -> firing.alert().equals(alert)), beside,
                only.filter(happened -> happened.alert().equals(alert)), out);
        return out.toString();
    }

    private static void tables(Stream<Firing> would, @Nullable Beside beside, Stream<Happened> only,
            StringBuilder out) {
        table(beside == null ? HEAD : plus(HEAD, "THEN"), would.map(firing -> row(firing, beside)).toList(), out);
        List<List<String>> others = only.map(ReplayText::row).toList();
        if (!others.isEmpty()) {
            out.append("fired then, and would not have:\n");
            table(THEN, others, out);
        }
    }

    /** Where all that was seen is there, no event of a kind means that it did not happen, and there are many such. */
    private static void blind(Map<String, String> blind, boolean all, StringBuilder out) {
        if (all && !blind.isEmpty()) {
            out.append("nothing of what these wait for was seen: ")
                    .append(String.join(", ", new TreeSet<>(blind.keySet())))
                    .append('\n');
        } else {
            byReason(blind).forEach((kinds, rules) -> out.append("no event of ")
                    .append(kinds)
                    .append(" was recorded, for ")
                    .append(rules)
                    .append('\n'));
        }
    }

    /** The rules of each reason, with commas. */
    private static Map<String, String> byReason(Map<String, String> reasons) {
        return reasons.entrySet()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.joining(", "))));
    }

    private static List<String> row(Firing firing, @Nullable Beside beside) {
        List<String> row = List.of(
                second(firing.fired()), lasted(firing.fired(), firing.over()), firing.alert(), firing.key(),
                Integer.toString(firing.events()), step(firing));
        if (beside == null) {
            return row;
        }
        Happened then = beside.same().get(firing);
        if (then == null) {
            return plus(row, beside.isCompared(firing) ? "nothing" : "not compared");
        }
        return plus(row, "fired" + (then.did().isEmpty() ? "" : ": " + then.did()));
    }

    private static List<String> row(Happened happened) {
        return List.of(
                second(happened.fired()), lasted(happened.fired(), happened.over()), happened.alert(), happened.key(),
                Integer.toString(happened.events()), happened.did().isEmpty() ? "nothing" : happened.did());
    }

    private static List<String> plus(List<String> row, String more) {
        return Stream.concat(row.stream(), Stream.of(more)).toList();
    }

    private static String lasted(Instant from, @Nullable Instant over) {
        return over == null
                ? "still"
                : PrometheusDuration.format(Duration.between(from, over).truncatedTo(ChronoUnit.SECONDS));
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

    /** Nothing at all without rows; else with an empty line after it. */
    private static void table(List<String> head, List<List<String>> body, StringBuilder out) {
        if (body.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>(List.of(head));
        rows.addAll(body);
        int[] widths = new int[head.size()];
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
        out.append('\n');
    }

    /** What a recording says cannot tell the terminal to do something. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
