package io.dockmedic.remediation.escalate;

import java.net.URI;

/**
 * Who is told.
 *
 * @param name as the configuration calls it; safe to log
 * @param url  where to post; a secret, of which only the host is ever logged
 */
public record Receiver(String name, URI url) {
    @Override
    public String toString() {
        return name + " at " + url.getHost();
    }
}
