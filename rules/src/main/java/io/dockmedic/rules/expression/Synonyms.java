package io.dockmedic.rules.expression;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words that others use for what has another name here, and that are not near it by their letters. */
final class Synonyms {
    /** Without what {@link Nearest} takes no notice of; of several that which is there is meant. */
    private static final Map<String, List<String>> MEANT = Map.ofEntries(
            // Operators, and keys of rules.
            Map.entry("flaps", List.of("changes")),
            Map.entry("flap", List.of("changes")),
            Map.entry("flapping", List.of("changes")),
            Map.entry("toggles", List.of("changes")),
            Map.entry("threshold", List.of("count", "at_least")),
            Map.entry("times", List.of("at_least", "count")),
            Map.entry("wait", List.of("for")),
            Map.entry("window", List.of("within")),
            Map.entry("missing", List.of("absent")),
            Map.entry("cron", List.of("schedule")),
            Map.entry("if", List.of("when")),
            Map.entry("expr", List.of("when")),
            Map.entry("condition", List.of("when")),
            Map.entry("filter", List.of("when")),
            Map.entry("trigger", List.of("on")),
            Map.entry("event", List.of("on")),
            Map.entry("groupby", List.of("by")),
            Map.entry("do", List.of("remedy", "action")),
            Map.entry("then", List.of("remedy", "action")),
            Map.entry("actions", List.of("remedy", "action")),
            Map.entry("params", List.of("with")),
            Map.entry("args", List.of("with")),
            Map.entry("retries", List.of("attempts")),
            // Kinds of events.
            Map.entry("healthstatus", List.of("container.health", "status")),
            Map.entry("healthcheck", List.of("container.health")),
            Map.entry("containerunhealthy", List.of("container.health")),
            Map.entry("containerexited", List.of("container.died")),
            Map.entry("containercrashed", List.of("container.died")),
            Map.entry("exit", List.of("container.died")),
            Map.entry("crash", List.of("container.died")),
            Map.entry("startfailure", List.of("container.start_failed")),
            Map.entry("containerlogs", List.of("container.log")),
            Map.entry("containermetrics", List.of("container.sample")),
            Map.entry("containerstats", List.of("container.sample")),
            // Fields.
            Map.entry("state", List.of("status")),
            Map.entry("health", List.of("status", "container.health")),
            Map.entry("returncode", List.of("exitCode")),
            Map.entry("container", List.of("name")),
            Map.entry("victim", List.of("waiting")),
            Map.entry("neighbour", List.of("waiting")),
            Map.entry("neighbor", List.of("waiting")),
            Map.entry("time", List.of("at")),
            // Actions.
            Map.entry("notify", List.of("escalate")),
            Map.entry("alert", List.of("escalate")),
            Map.entry("page", List.of("escalate")),
            Map.entry("email", List.of("escalate")),
            Map.entry("webhook", List.of("escalate")),
            Map.entry("reboot", List.of("restart")),
            Map.entry("heal", List.of("restart")),
            Map.entry("command", List.of("exec")),
            Map.entry("shell", List.of("exec")));

    /** Keys that stand inside another one here. */
    private static final Map<String, String> INSIDE = Map.of(
            "severity", "labels", "route", "labels", "team", "labels", "summary", "annotations", "description",
            "annotations", "runbook", "annotations");

    private Synonyms() {}

    /** How {@code word} is written where it belongs, inside one of {@code names}. */
    static Optional<String> inside(String word, Collection<String> names) {
        return Optional.ofNullable(INSIDE.get(word))
                .filter(outer -> names.contains(outer) && !names.contains(word))
                .map(outer -> outer + ": {" + word + ": …}");
    }

    /** Which of {@code names} is called {@code word} elsewhere. */
    static Optional<String> of(String word, Collection<String> names) {
        return MEANT.getOrDefault(word.toLowerCase(Locale.ROOT).replaceAll("[_\\-. ]", ""), List.of())
                .stream()
                .filter(names::contains)
                .findFirst();
    }
}
