package io.dockmedic.collectors.event;

import io.dockmedic.collectors.base.bus.Topic;

/** Where a reading of a container is asked for out of turn, because something happened to it. */
public final class Looks {
    /** The reading comes on {@link Events#SAMPLES}, like any other. Subscriber: {@link #SUBSCRIBER}. */
    public static final Topic<Look> TOPIC = new Topic<>("dockmedic.looks", Look.class);

    /** The name under which what reads containers subscribes. */
    public static final String SUBSCRIBER = "containers";

    private Looks() {}

    /** @param container its full id */
    public record Look(String container) {}
}
