package io.dockmedic.remediation.escalate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * How a receiver knows us, and we it.
 *
 * @param authorization header of that name; empty for none; a secret
 * @param authorities   certificates, in PEM, of who vouches for the receiver; empty where those that the JVM trusts do
 */
public record Credentials(String authorization, Optional<Path> authorities) {
    /** Nothing is shown, and the JVM's authorities are believed. */
    public static final Credentials NONE = new Credentials("", Optional.empty());

    /** A user's password (RFC 7617). */
    public static Credentials of(String user, String password, Optional<Path> authorities) {
        return new Credentials("Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)), authorities);
    }

    @Override
    public String toString() {
        return authorization.isEmpty() ? "none" : "(secret)";
    }
}
