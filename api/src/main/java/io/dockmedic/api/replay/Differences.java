package io.dockmedic.api.replay;

import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Firing;
import io.dockmedic.remediation.replay.Happened;
import io.dockmedic.remediation.replay.Replayed;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where what would have fired is not what did. */
public final class Differences {
    private Differences() {}

    /** What is not the same, in words, by alert; as far as both are compared. */
    public static Map<String, String> of(Replayed replayed, Beside beside) {
        Map<String, Long> would = counted(replayed.firings()
                .stream()
                .filter(firing -> beside.isCompared(firing) && !beside.same().containsKey(firing))
                .map(Firing::alert));
        Map<String, Long> did = counted(beside.only().stream().map(Happened::alert));
        Map<String, String> words = new TreeMap<>();
        would.forEach((alert, times) -> words.put(alert, times + " would have fired and did not"));
        did.forEach((alert, times) -> words.merge(
                alert, times + " fired then and would not have", (one, other) -> one + ", " + other));
        return words;
    }

    private static Map<String, Long> counted(Stream<String> alerts) {
        return alerts.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
