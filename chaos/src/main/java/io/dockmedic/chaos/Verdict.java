package io.dockmedic.chaos;

import io.dockmedic.chaos.Disaster.Kind;
import io.dockmedic.testkit.observe.Finding;
import io.dockmedic.testkit.observe.Judgement.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run's end.
 *
 * @param kinds     how many disasters of each kind there were
 * @param disasters how often each happened
 * @param outcomes  by kind of case
 * @param recovered the times from a kill to ready, ascending
 */
record Verdict(long seed, Duration lasted, int cases, int faults, int acts, Map<Kind, Integer> kinds,
        Map<String, Integer> disasters, Map<String, Map<Outcome, Integer>> outcomes, List<Duration> recovered,
        List<Finding> findings) {
    boolean clean() {
        return findings.isEmpty();
    }

    int of(Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** For people; the last line is the sum. */
    String text() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(outcomes).forEach((kind, ended) -> text.append("%-20s %s%n".formatted(kind, ended)));
        new TreeMap<>(disasters).forEach((name, times) -> text.append("%5d × %s%n".formatted(times, name)));
        Map<Outcome, Integer> all = new EnumMap<>(Outcome.class);
        outcomes.values().forEach(ended -> ended.forEach((outcome, n) -> all.merge(outcome, n, Integer::sum)));
        text.append("%d cases: %s%n".formatted(cases, all));
        if (!recovered.isEmpty()) {
            text.append("ready after a kill: median %d ms, slowest %d ms%n".formatted(
                    recovered.get(recovered.size() / 2).toMillis(), recovered.getLast().toMillis()));
        }
        findings.forEach(finding -> text.append(finding).append('\n'));
        String broken = Arrays.stream(Finding.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                        + findings.stream().filter(finding -> finding.kind() == kind).count())
                .collect(Collectors.joining(", "));
        text.append(
                "seed %d, %d s: %d container faults, %d user acts, %d kills, %d engine faults, %d host faults, %d faults of others: %s%n"
                        .formatted(seed,
                                lasted.toSeconds(), faults, acts, of(Kind.KILL), of(Kind.ENGINE), of(Kind.HOST),
                                of(Kind.OTHERS), broken));
        return text.toString();
    }
}
