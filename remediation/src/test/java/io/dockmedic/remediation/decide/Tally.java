package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.Hospital;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What was begun, as the journal has it, dated by the seconds that really passed and by what a clock on the wall shows, and what
 * was wrong with that. Shares no code with the guards.
 */
final class Tally {
    /** What is put back later; its act owes that. */
    private static final Set<String> FOR_A_TIME = Set.of("end-loop", "limits", "gpu-power-limit");

    /** @param against what stood against anything then */
    private record Begun(long at, Ill ill, String rule, String action, boolean back, List<String> against) {
        @Override
        public String toString() {
            return (back ? "what was put back of " : "") + action + " of " + ill.about() + " by " + rule + " at " + at;
        }
    }

    private final Map<String, Begun> begun = new LinkedHashMap<>();
    private final Map<String, String> outcomes = new LinkedHashMap<>();
    private long now;
    private long pausedUntil;

    void passes(long seconds) {
        now += seconds;
    }

    /** In the place of a pause that there is. */
    void paused(long seconds) {
        pausedUntil = now + seconds;
    }

    void resumed() {
        pausedUntil = now;
    }

    /** What the journal has, no time having passed since it was begun. */
    void sees(Hospital hospital, Map<String, Ill> ills) {
        Instant wall = hospital.time.shown(hospital.time.now());
        Hospital.get(hospital.journal.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM remediation_acts ORDER BY rowid")) {
                while (row.next()) {
                    saw(row, ills, wall);
                }
            }
            return begun.size();
        }));
    }

    private void saw(ResultSet row, Map<String, Ill> ills, Instant wall) throws SQLException {
        String id = row.getString("id");
        outcomes.put(id, row.getString("outcome"));
        if (!begun.containsKey(id)) {
            String action = row.getString("action");
            Ill ill = Objects.requireNonNull(ills.get(row.getString("incident")));
            begun.put(id, new Begun(now, ill, row.getString("rule"), action,
                    FOR_A_TIME.contains(action) && row.getInt("owes") == 0, against(ill.about(), wall)));
        }
    }

    private List<String> against(String about, Instant wall) {
        List<String> against = new ArrayList<>();
        if (Oracle.maintenance(about, wall)) {
            against.add("maintenance at " + wall);
        }
        if (now < pausedUntil) {
            against.add("a pause");
        }
        return against;
    }

    /** How many rows there are of these actions, whatever came of them. */
    long rows(String... actions) {
        return begun.values().stream().filter(one -> Set.of(actions).contains(one.action())).count();
    }

    /** How many acts there were of each action. */
    Map<String, Integer> acts() {
        Map<String, Integer> acts = new TreeMap<>();
        done().forEach(one -> acts.merge((one.back() ? "back from " : "") + one.action(), 1, Integer::sum));
        return acts;
    }

    /** What was done, or may have been; all of this once nothing more comes. */
    private List<Begun> done() {
        return begun.entrySet()
                .stream()
                .filter(one -> !"refused".equals(outcomes.get(one.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What was beyond a limit; what is put back takes no budget. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        done().forEach(one -> one.against().forEach(why -> broken.add(one + ": " + why)));
        List<Begun> acts = done().stream().filter(one -> !one.back()).toList();
        for (int number = 0; number < acts.size(); number++) {
            Begun last = acts.get(number);
            List<Begun> until = acts.subList(0, number + 1);
            Predicate<Begun> itsOwn = one -> one.ill().about().equals(last.ill().about());
            over(broken, "cooldown", 1, 60, until, itsOwn);
            over(broken, "budget of what it is about", 2, 600, until, itsOwn);
            over(broken, "budget of the rule", 4, 1_500, until, one -> one.rule().equals(last.rule()));
            over(broken, "budget of the action", 3, 1_200, until, one -> one.action().equals(last.action()));
            over(broken, "budget of the host", 8, 1_800, until, one -> true);
        }
        return broken;
    }

    private static void over(List<String> broken, String what, int most, long seconds, List<Begun> acts,
            Predicate<Begun> whose) {
        Begun last = acts.getLast();
        long count = acts.stream().filter(one -> last.at() - one.at() < seconds).filter(whose).count();
        if (count > most) {
            broken.add(last + ": " + what + ": " + count);
        }
    }
}
