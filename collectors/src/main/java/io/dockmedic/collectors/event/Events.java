package io.dockmedic.collectors.event;

import io.dockmedic.collectors.base.bus.Topic;

/** Where events go. */
public final class Events {
    /** Every event, to each stage that said it wants them. */
    public static final Topic<Event> TOPIC = new Topic<>("dockmedic.events", Event.class);

    private Events() {}
}
