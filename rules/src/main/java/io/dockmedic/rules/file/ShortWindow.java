package io.dockmedic.rules.file;

import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.operator.Fewest;
import io.dockmedic.rules.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Warns of a rule over readings whose window is so short that there are never as many in it as it needs. */
final class ShortWindow {
    private ShortWindow() {}

    /**
     * @param operator its key in the rule
     * @param every    for each kind that the rule is about, how long it is at least from one reading to the next
     */
    static void warn(YamlMap rule, String operator, Fewest needs, List<Duration> every) {
        long most = most(every, needs.within());
        if (!Lingering.isOfOne(rule) || most >= needs.events()) {
            return;
        }
        Duration step = every.stream().min(Duration::compareTo).orElseThrow();
        Duration enough = step;
        while (most(every, enough) < needs.events()) {
            enough = enough.plus(step);
        }
        String intervals = every.stream()
                .distinct()
                .sorted()
                .map(PrometheusDuration::format)
                .collect(Collectors.joining(" and "));
        String shortest = PrometheusDuration.format(enough);
        rule.key(operator)
                .ifPresent(key -> key.warning(
                        "readings every " + intervals + " are at most " + most + " in "
                                + PrometheusDuration.format(needs.within()) + ", and '" + operator + "' needs "
                                + needs.events() + ": it never fires",
                        "write within: " + shortest + ", or longer"));
    }

    /** What is exactly {@code window} old is not within it. */
    private static long most(List<Duration> every, Duration window) {
        return every.stream().mapToLong(one -> window.minusNanos(1).dividedBy(one) + 1).sum();
    }
}
