package io.dockmedic.rules.sought;

import io.dockmedic.collectors.base.bus.Topic;
import io.dockmedic.rules.remedy.Seen;

/**
 * A proof begins to listen, or does so no longer. The rules hear readings, and know what expressions mean; nobody else is sent
 * what nobody asked for.
 *
 * @param id    the proof's
 * @param about the service, or what else the incident is about
 * @param seen  what is listened for
 * @param ends  nothing more of it is wanted
 */
public record Sought(String id, String about, Seen seen, boolean ends) {
    /** Where this is told. From an acknowledged one on everything is heard. Subscriber: {@link #SUBSCRIBER}. */
    public static final Topic<Sought> TOPIC = new Topic<>("dockmedic.sought", Sought.class);

    /** The name under which the rules subscribe. */
    public static final String SUBSCRIBER = "rules";

    /** The end of it. */
    public Sought over() {
        return new Sought(id, about, seen, true);
    }
}
