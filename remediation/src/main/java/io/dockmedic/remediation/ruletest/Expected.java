package io.dockmedic.remediation.ruletest;

import io.dockmedic.rules.incident.IncidentChange.What;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of an incident that a test expects. What is null or empty may be anything.
 *
 * @param at          since the test's beginning
 * @param alert       the rule
 * @param is          what is told
 * @param key         the incident's
 * @param labels      of the incident, at least these
 * @param annotations of the incident, at least these
 * @param count       how many events contributed
 * @param remedy      the ladder's actions in order
 * @param verdict     on the ladder's first step: {@code act}, {@code defer} or {@code suppress}
 * @param reason      of the verdict
 */
public record Expected(
        Duration at,
        String alert,
        What is,
        @Nullable String key,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Integer count,
        @Nullable List<String> remedy,
        @Nullable String verdict,
        @Nullable String reason) {
    public Expected {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        remedy = remedy == null ? null : List.copyOf(remedy);
    }
}
