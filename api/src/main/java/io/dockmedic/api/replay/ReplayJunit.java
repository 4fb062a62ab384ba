package io.dockmedic.api.replay;

import io.dockmedic.api.junit.Case;
import io.dockmedic.api.junit.JunitXml;
import io.dockmedic.api.junit.Outcome;
import io.dockmedic.api.junit.Suite;
import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Happened;
import io.dockmedic.remediation.replay.Replayed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * For what shows test results: a suite with a case for whether all could be read, which has the whole report, and one for each
 * rule, with its rows. One fails exactly where something is wrong, so that the exit is 1; one whose rule cannot be judged is
 * skipped, with the reason.
 */
public final class ReplayJunit {
    private static final String OF = "dockmedic.replay";
    private static final String READ = "can be read";

    private ReplayJunit() {}

    /**
     * All of it, with a line's end.
     *
     * @param events what was replayed
     * @param rules  the names of those it ran through
     */
    public static String of(String events, List<String> rules, ReplayReport report) {
        List<Case> cases = new ArrayList<>();
        String whole = ReplayText.of(report.replayed(), report.beside()) + String.join("\n", report.remarks());
        cases.add(new Case(OF, READ, Outcome.of(report.problems()), whole.stripTrailing() + "\n"));
        Set<String> names = new LinkedHashSet<>(rules);
        Beside beside = report.beside();
        if (beside != null) {
            beside.only().stream().map(Happened::alert).sorted().forEach(names::add);
        }
        names.forEach(name -> cases.add(rule(name, rules.contains(name), report)));
        return JunitXml.of(List.of(new Suite(events, cases)));
    }

    /** Where nothing could be replayed, for these reasons. */
    public static String refused(String events, List<String> problems) {
        return JunitXml.of(List.of(new Suite(events, List.of(new Case(OF, READ, Outcome.of(problems))))));
    }

    private static Case rule(String name, boolean runs, ReplayReport report) {
        String rows = ReplayText.tables(name, report.replayed(), report.beside()).stripTrailing();
        String table = rows.isEmpty() ? "" : rows + "\n";
        List<String> doubts = doubts(name, runs, report.replayed());
        String difference = report.differences().get(name);
        if (difference != null) {
            List<String> lines = new ArrayList<>(List.of(difference));
            lines.addAll(doubts);
            return new Case(OF, name, new Outcome.Failed("", difference, String.join("\n", lines) + "\n\n" + table));
        }
        return new Case(OF, name,
                doubts.isEmpty() ? new Outcome.Passed() : new Outcome.Skipped(String.join("; ", doubts)), table);
    }

    /** Why what is said of a rule is not all there is to say. */
    private static List<String> doubts(String name, boolean runs, Replayed replayed) {
        List<String> doubts = new ArrayList<>();
        if (!runs) {
            doubts.add("no rule of this name is replayed");
        }
        String missing = replayed.blind().get(name);
        if (missing != null) {
            doubts.add("no event of " + missing + " was recorded");
        }
        String thinned = replayed.thinned().get(name);
        if (thinned != null) {
            doubts.add("not to be trusted, as not all readings were kept: " + thinned);
        }
        Integer errors = replayed.errors().get(name);
        if (errors != null) {
            doubts.add("an expression could not be evaluated " + errors + " times");
        }
        return doubts;
    }
}
