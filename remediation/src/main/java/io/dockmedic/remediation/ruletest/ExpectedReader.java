package io.dockmedic.remediation.ruletest;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a test expects: {@code {at: 40s, alert: WebExits, is: fired}}. */
final class ExpectedReader {
    /** What an expectation may say. */
    static final List<String> KEYS = List.of(
            "at", "alert", "is", "key", "labels", "annotations", "count", "remedy", "verdict", "reason");

    /** The highest {@code count}. */
    static final int MOST = 1_000_000;

    /** What {@code is} may be. */
    static final List<String> CHANGES = Arrays.stream(What.values())
            .filter(what -> what != What.READ)
            .map(what -> what.name().toLowerCase(Locale.ROOT))
            .toList();

    static final List<String> VERDICTS = List.of("act", "defer", "suppress", "none");
    static final List<String> REASONS = Arrays.stream(Reason.values()).map(Reason::word).toList();

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Set<String> names;

    /** @param names of all rules */
    ExpectedReader(Set<String> names) {
        this.names = names;
    }

    /** Names of rules; those that there are not are problems. */
    static Set<String> alerts(YamlNode list, Set<String> names) {
        Set<String> alerts = new HashSet<>();
        for (YamlNode item : list.list().orElse(List.of())) {
            word(item, "there is no alert '%s'", names).ifPresent(alerts::add);
        }
        return alerts;
    }

    /** @param alerts those that the test is about; with one alone it need not be named */
    Optional<Expected> read(YamlNode node, Set<String> alerts) {
        Optional<YamlMap> map = node.map(KEYS);
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> at = map.get()
                .required("at", "write at: 40s")
                .flatMap(time -> time.duration(Duration.ZERO, LONGEST));
        Optional<String> alert = alerts.size() == 1 && map.get().get("alert").isEmpty()
                ? alerts.stream().findFirst()
                : map.get().required("alert", "say which").flatMap(one -> alert(one, alerts));
        Optional<What> is = map.get()
                .required("is", "write is: fired")
                .flatMap(one -> word(one, "nothing is ever '%s'", CHANGES))
                .map(word -> What.valueOf(word.toUpperCase(Locale.ROOT)));
        String key = map.get().get("key").flatMap(YamlNode::text).orElse(null);
        Map<String, String> labels = map.get().get("labels").map(ExpectedReader::texts).orElse(Map.of());
        Map<String, String> annotations = map.get().get("annotations").map(ExpectedReader::texts).orElse(Map.of());
        Integer count = map.get().get("count").flatMap(number -> number.whole(1, MOST)).orElse(null);
        List<String> remedy = map.get()
                .get("remedy")
                .flatMap(YamlNode::list)
                .map(list -> list.stream().flatMap(one -> one.text().stream()).toList())
                .orElse(null);
        String verdict = map.get()
                .get("verdict")
                .flatMap(one -> word(one, "no verdict is '%s'", VERDICTS))
                .orElse(null);
        String reason = map.get()
                .get("reason")
                .flatMap(one -> word(one, "no reason is '%s'", REASONS))
                .orElse(null);
        return at.flatMap(time -> alert.flatMap(rule -> is.map(what -> new Expected(
                time, rule, what, key, labels, annotations, count, remedy, verdict, reason))));
    }

    private Optional<String> alert(YamlNode node, Set<String> alerts) {
        Optional<String> name = word(node, "there is no alert '%s'", names);
        name.filter(known -> !alerts.contains(known))
                .ifPresent(other -> node.problem("the test is not about '" + other + "'", "name it in alerts:"));
        return name;
    }

    private static Map<String, String> texts(YamlNode node) {
        Map<String, String> texts = new HashMap<>();
        node.openMap()
                .ifPresent(map -> map.entries()
                        .forEach((name, value) -> value.text().ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    private static Optional<String> word(YamlNode node, String problem, Collection<String> words) {
        Optional<String> word = node.text();
        word.filter(written -> !words.contains(written))
                .ifPresent(unknown -> node.problem(problem.formatted(unknown), Nearest.hint(unknown, words)));
        return word.filter(words::contains);
    }
}
