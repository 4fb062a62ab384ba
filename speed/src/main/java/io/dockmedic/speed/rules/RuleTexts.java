package io.dockmedic.speed.rules;

import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import java.util.List;
import java.util.Set;

/** The rules that events go through, as an owner writes them. */
public final class RuleTexts {
    private static final String HEAD = "groups:\n  - name: speed\n    rules:\n";
    private static final String WELL = "resolve: {on: container.health, when: event.status == 'healthy'}";
    private static final int ALL = 500;

    /** Of the kind that the events of the scenario are of: what the shipped rules ask of a death, and what owners ask. */
    private static final List<String> CANDIDATES = List.of(
            "when: event.exitCode != 0, count: {at_least: 3, within: 60s}",
            "when: \"event.intent == 'not_asked' && event.exitCode in [125, 126, 127] && !event.oomKilled && !event.job\"",
            "when: \"event.exitCode != 0 && event.service.startsWith('shop/')\", count: {at_least: 3, within: 10m}",
            "when: event.oomKilled, count: {at_least: 2, within: 1h}",
            "when: event.exitCode == 137 && !event.ours && event.intent == 'not_asked', for: 30s",
            "when: event.image.contains('postgres') && event.exitCode != 0",
            "when: \"'team' in event.labels && event.labels['team'] == 'ml'\"",
            "when: event.engineRestarts && event.restartCount >= 5, count: {at_least: 5, within: 10m}",
            "when: event.ranFor < duration('10s') && event.exitCode != 0, by: [event.host], collect: 30s",
            "when: event.exitCode != 0, by: [event.image], distinct: {of: event.service, at_least: 100, within: 1s}");

    private static final List<String> OPERATORS = List.of("", ", count: {at_least: 3, within: 10m}", ", for: 1m",
            ", changes: {of: event.subject, at_least: 3, within: 10m}", ", by: [event.host], collect: 30s",
            ", by: [event.host], distinct: {of: event.subject, at_least: 3, within: 10m}");

    private RuleTexts() {}

    /** The one rule: three deaths with an error of one container within a minute. */
    static String one() {
        return HEAD + rule("Dies", "container.died", CANDIDATES.getFirst(), WELL);
    }

    /** Five hundred with every operator that fits, ten of them about deaths. */
    static String many() {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < CANDIDATES.size(); i++) {
            text.append(rule("Dies" + i, "container.died", CANDIDATES.get(i), WELL));
        }
        List<String> others = Kinds.standard()
                .names()
                .stream()
                .filter(kind -> !Set.of("container.died", "container.health", "schedule.due").contains(kind))
                .sorted()
                .toList();
        for (int i = CANDIDATES.size(); i < ALL; i++) {
            String kind = others.get(i % others.size());
            text.append(rule("Other" + i, kind,
                    "when: event.host == 'h%d' && event.subject.startsWith('web')".formatted(i)
                            + OPERATORS.get(i % OPERATORS.size()),
                    "resolve: {on: " + kind + ", when: event.host == 'none'}"));
        }
        return text.toString();
    }

    private static String rule(String alert, String kind, String what, String resolve) {
        return "      - {alert: " + alert + ", on: " + kind + ", " + what + ", " + resolve + "}\n";
    }

    /** Fails when there is something wrong with them. */
    public static List<Rule> load(String text) {
        Loaded loaded = new RuleLoader(Kinds.standard(), new NoActions())
                .load(List.of(new RuleFile("speed.yml", text)));
        if (loaded instanceof Loaded.Sound sound) {
            return sound.set().rules();
        }
        throw new IllegalStateException(loaded.toString());
    }
}
