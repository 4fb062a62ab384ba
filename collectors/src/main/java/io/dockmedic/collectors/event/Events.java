package io.dockmedic.collectors.event;

import io.dockmedic.collectors.base.bus.Topic;

/** Where events go. */
public final class Events {
    /** Every event, to each stage that said it wants them. */
    public static final Topic<Event> TOPIC = new Topic<>("dockmedic.events", Event.class);

    /**
     * Readings, as events, to rules alone: they are not kept, and one that is lost is followed by the next. Rounds of them
     * are published by {@link Readings}.
     */
    public static final Topic<Event> SAMPLES = new Topic<>("dockmedic.samples", Event.class);

    private Events() {}
}
