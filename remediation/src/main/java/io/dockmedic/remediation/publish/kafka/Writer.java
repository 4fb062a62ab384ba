package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.base.kafka.Link;
import io.vertx.core.Future;
import java.util.List;

/** Somebody who has the ear of the brokers. */
interface Writer extends Link.Client {
    /** Sends them, in their order. Never fails: those that need not be sent again, because they are there or never will be. */
    Future<List<Done>> send(List<Waiting> messages);

    /**
     * What became of one.
     *
     * @param there whether the brokers have it; else they never will
     */
    record Done(Waiting message, boolean there) {}
}
