package io.dockmedic.collectors.intent;

import io.dockmedic.collectors.base.bus.Topic;

/** Where remediation registers an act before it calls the engine, and says when it is over. Its beginning must be in
 * {@link LedgerRows} by then. */
public final class Ledger {
    /** An acknowledged {@link OwnAct} is in the ledger. Subscriber: {@link #SUBSCRIBER}. */
    public static final Topic<OwnAct> TOPIC = new Topic<>("dockmedic.own-acts", OwnAct.class);

    /** The name under which the engine watch subscribes. */
    public static final String SUBSCRIBER = "engine";

    private Ledger() {}
}
