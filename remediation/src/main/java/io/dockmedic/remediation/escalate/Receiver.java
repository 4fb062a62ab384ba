package io.dockmedic.remediation.escalate;

import java.net.URI;

/**
 * Who is told.
 *
 * @param name      as the configuration calls it; safe to log
 * @param url       where to post; a secret, of which only the host is ever logged
 * @param reminding what becomes of what nobody acknowledges
 */
public record Receiver(String name, URI url, Reminding reminding) {
    /** One that is told once. */
    public Receiver(String name, URI url) {
        this(name, url, Reminding.NONE);
    }

    @Override
    public String toString() {
        return name + " at " + url.getHost();
    }
}
