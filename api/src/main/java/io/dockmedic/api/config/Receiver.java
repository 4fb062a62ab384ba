package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.remediation.escalate.Credentials;
import io.dockmedic.remediation.escalate.Reminding;

/**
 * Who is called when a person is needed.
 *
 * @param name        for logs and metrics
 * @param url         where to; often a secret in itself
 * @param kind        how it is told
 * @param credentials how it knows us, and we it
 * @param reminding   what becomes of what nobody acknowledges
 * @param audience    what it is for
 * @param heartbeat   whether it hears all the while that we are well
 */
public record Receiver(String name, Secret url, Kind kind, Credentials credentials, Reminding reminding,
        Audience audience, boolean heartbeat) {
    /** How a receiver is told. */
    public enum Kind {
        /** By our own messages. */
        WEBHOOK,
        /** By alerts. */
        ALERTMANAGER,
        /** By records on a topic, of which the name is in the place of the address. */
        KAFKA
    }

    /** A webhook that knows us by its address. */
    public Receiver(String name, Secret url, Reminding reminding) {
        this(name, url, Kind.WEBHOOK, Credentials.NONE, reminding, Audience.EVERYTHING, false);
    }
}
