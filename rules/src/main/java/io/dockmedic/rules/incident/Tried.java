package io.dockmedic.rules.incident;

import io.dockmedic.collectors.base.bus.Topic;

/**
 * Something is being done, or was just done, about an incident, and the end of the incident is to prove that it helped: what was heard
 * before proves nothing.
 *
 * @param rule the incident's
 * @param key  the incident's
 */
public record Tried(String rule, String key) {
    /** Where this is told. An acknowledged one has been heeded. Subscriber: {@link #SUBSCRIBER}. */
    public static final Topic<Tried> TOPIC = new Topic<>("dockmedic.tried", Tried.class);

    /** The name under which the rules subscribe. */
    public static final String SUBSCRIBER = "rules";

    public static Tried about(Incident incident) {
        return new Tried(incident.rule(), incident.key());
    }
}
