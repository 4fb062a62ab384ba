package io.dockmedic.remediation.escalate;

import java.net.URI;

/**
 * Who is told.
 *
 * @param name        as the configuration calls it; safe to log
 * @param url         where it is; a secret, of which only the host is ever logged
 * @param dialect     how it is told
 * @param credentials how it knows us, and we it
 * @param reminding   what becomes of what nobody acknowledges
 * @param audience    what it is for
 */
public record Receiver(String name, URI url, Dialect dialect, Credentials credentials, Reminding reminding,
        Audience audience) {
    /** One that is for everything. */
    public Receiver(String name, URI url, Dialect dialect, Credentials credentials, Reminding reminding) {
        this(name, url, dialect, credentials, reminding, Audience.EVERYTHING);
    }

    /** A webhook of our own messages. */
    public Receiver(String name, URI url, Reminding reminding) {
        this(name, url, Dialect.OURS, Credentials.NONE, reminding);
    }

    /** One that is told once. */
    public Receiver(String name, URI url) {
        this(name, url, Reminding.NONE);
    }

    @Override
    public String toString() {
        return name + " at " + url.getHost();
    }
}
