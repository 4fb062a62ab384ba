package io.dockmedic.remediation.ruletest;

import io.dockmedic.rules.script.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One test.
 *
 * @param name     for people
 * @param alerts   the rules it is about
 * @param events   in the order in which they are seen
 * @param restarts when the program is restarted, since the beginning, in order
 * @param until    how long it lasts at least
 * @param expected all that these rules tell, in order
 */
public record RuleTest(
        String name,
        Set<String> alerts,
        List<Scripted> events,
        List<Duration> restarts,
        Duration until,
        List<Expected> expected) {
    public RuleTest {
        alerts = Set.copyOf(alerts);
        events = List.copyOf(events);
        restarts = List.copyOf(restarts);
        expected = List.copyOf(expected);
    }
}
