package io.dockmedic.remediation.publish;

import io.dockmedic.collectors.base.bus.Topic;

/** Where changes of remedies go. */
public final class Remedies {
    public static final Topic<RemedyChange> TOPIC = new Topic<>("dockmedic.remedies", RemedyChange.class);

    private Remedies() {}
}
