package io.dockmedic.rules.incident;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule firing for one key. An immutable snapshot; each change makes a new one with the same id.
 *
 * @param id          unique and sortable by time; stays the same over a restart of Dockmedic
 * @param rule        the rule's {@code alert} name
 * @param key         the values of {@code by}, joined with {@code |}
 * @param state       where it stands
 * @param activeAt    when the condition began to hold
 * @param firedAt     when it fired; null while pending
 * @param resolvedAt  null until resolved
 * @param resolvedBy  why it resolved, for a person; empty until then
 * @param labels      the rule's, templates filled in; with {@code severity} and {@code route}
 * @param annotations the rule's, templates filled in
 * @param evidence    the events that made it, oldest first, at most 20: the first ten and the last ten
 * @param count       how many events contributed in all
 * @param readings    what its container used around the fault, oldest first, at most 12: the first six and the last
 *                    six; none when it is about no container, or that was not read
 * @param inhibitedBy why it is not acted on though it fires: another incident does; null when none stands against it.
 *                    Of what is resolved, as it was at its end
 * @param missedAt    when it was due, where that was while Dockmedic did not run: nobody knows what came meanwhile. Null when it
 *                    fired in time, or its fault has come once more since
 */
public record Incident(
        String id,
        String rule,
        String key,
        State state,
        Instant activeAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        String resolvedBy,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<Event> evidence,
        int count,
        List<Measured> readings,
        @Nullable Inhibited inhibitedBy,
        @Nullable Instant missedAt) {
    /** So many events stay of what is {@link #thinned}. */
    private static final int ENDS = 2;

    /** Why one resolved that fires for a time only. */
    public static final String TIME_IS_UP = "its time is up";

    /** Journals from before there were readings have none. */
    public Incident {
        readings = List.copyOf(Objects.requireNonNullElse(readings, List.of()));
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        evidence = evidence instanceof EventList ? evidence : List.copyOf(evidence);
    }

    /** One that fired in time. */
    public Incident(String id, String rule, String key, State state, Instant activeAt, @Nullable Instant firedAt,
            @Nullable Instant resolvedAt, String resolvedBy, Map<String, String> labels,
            Map<String, String> annotations,
            List<Event> evidence, int count, List<Measured> readings, @Nullable Inhibited inhibitedBy) {
        this(id, rule, key, state, activeAt, firedAt, resolvedAt, resolvedBy, labels, annotations, evidence, count,
                readings, inhibitedBy, null);
    }

    /** The same without readings. */
    public Incident(String id, String rule, String key, State state, Instant activeAt, @Nullable Instant firedAt,
            @Nullable Instant resolvedAt, String resolvedBy, Map<String, String> labels,
            Map<String, String> annotations,
            List<Event> evidence, int count) {
        this(id, rule, key, state, activeAt, firedAt, resolvedAt, resolvedBy, labels, annotations, evidence, count,
                List.of(), null, null);
    }

    /** The life of an incident, with Prometheus' words. */
    public enum State {
        PENDING, FIRING, ACKNOWLEDGED, RESOLVED;

        /** As the API, logs and metric labels write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same as one that a person knows of, if it fires. */
    public Incident acknowledged() {
        return state != State.FIRING
                ? this
                : new Incident(id, rule, key, State.ACKNOWLEDGED, activeAt, firedAt, resolvedAt, resolvedBy, labels,
                        annotations, evidence, count, readings, inhibitedBy, missedAt);
    }

    /** The same as one that nobody knows of, if it fires. */
    public Incident unacknowledged() {
        return state != State.ACKNOWLEDGED
                ? this
                : new Incident(id, rule, key, State.FIRING, activeAt, firedAt, resolvedAt, resolvedBy, labels,
                        annotations, evidence, count, readings, inhibitedBy, missedAt);
    }

    /** The same with the first and the last event of its evidence alone; of as many events as before. */
    public Incident thinned() {
        return evidence.size() <= ENDS ? this : keeping(List.of(evidence.getFirst(), evidence.getLast()));
    }

    /** The same with other evidence, since some of it was left out; of as many events as before. */
    public Incident keeping(List<Event> some) {
        return new Incident(id, rule, key, state, activeAt, firedAt, resolvedAt, resolvedBy, labels, annotations, some,
                count, readings, inhibitedBy, missedAt);
    }

    /** The event that last contributed. */
    public Event latest() {
        return evidence.getLast();
    }

    /** The container it is about, as the latest event that is about one shows it; null when it is about none. */
    public @Nullable Container target() {
        for (Event event : evidence.reversed()) {
            Container target = event.target();
            if (target != null) {
                return target;
            }
        }
        return null;
    }
}
