package io.dockmedic.rules.sought;

import io.dockmedic.collectors.base.bus.Topic;
import io.dockmedic.collectors.event.Event;

/**
 * What a proof listened for has come.
 *
 * @param id      the proof's
 * @param event   of one of its kinds, about the same
 * @param asAsked whether it says that it is as it was to be
 */
public record Sight(String id, Event event, boolean asAsked) {
    /** Where this is told. Subscriber: {@link #SUBSCRIBER}. */
    public static final Topic<Sight> TOPIC = new Topic<>("dockmedic.sight", Sight.class);

    /** The name under which whoever proves subscribes. */
    public static final String SUBSCRIBER = "remediation";
}
