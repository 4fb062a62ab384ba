package io.dockmedic.collectors.alert.payload;

import java.util.Map;
import java.util.Set;

/**
 * An alert as it was sent, within bounds.
 *
 * @param fingerprint of its labels, the sender's or, where that gives none, ours
 * @param firing      whether it fires; else it is resolved
 * @param startsAt    since when it fires, by the sender's clock, RFC 3339 in UTC
 */
public record Reported(String fingerprint, boolean firing, String startsAt, Map<String, String> labels,
        Map<String, String> annotations) implements Incoming {
    /** What makes an alert one about an incident of ours: as its label or annotation, of any value. */
    private static final String MARK = "dockmedic_incident";
    /** The values of {@code state} of the metric {@code dockmedic_incidents}, beside which stands {@code rule}. */
    private static final Set<String> STATES = Set.of("pending", "firing", "acknowledged");

    public Reported {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** What people call it. */
    public String name() {
        return labels.getOrDefault("alertname", "alert");
    }

    @Override
    public String thing() {
        return fingerprint;
    }

    @Override
    public String occasion() {
        return startsAt;
    }

    @Override
    public boolean end() {
        return !firing;
    }

    /** It is marked so, or was made of the metric {@code dockmedic_incidents}. */
    @Override
    public boolean ours() {
        return labels.containsKey(MARK) || annotations.containsKey(MARK)
                || (labels.containsKey("rule") && STATES.contains(labels.getOrDefault("state", "")));
    }
}
