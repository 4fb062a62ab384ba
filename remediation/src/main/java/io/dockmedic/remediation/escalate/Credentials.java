package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.signature.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How a receiver knows us, and we it.
 *
 * @param authorization header of that name; empty for none; a secret
 * @param authorities   certificates, in PEM, of who vouches for the receiver; empty where those that the JVM trusts do
 * @param signing       secrets with which what is sent is signed, with each; empty for no signature
 */
public record Credentials(String authorization, Optional<Path> authorities, List<SigningSecret> signing) {
    /** Nothing is shown, and the JVM's authorities are believed. */
    public static final Credentials NONE = new Credentials("", Optional.empty(), List.of());

    public Credentials {
        signing = List.copyOf(signing);
    }

    /** Nothing is shown. */
    public static Credentials of(Optional<Path> authorities) {
        return new Credentials("", authorities, List.of());
    }

    /** A user's password (RFC 7617). */
    public static Credentials of(String user, String password, Optional<Path> authorities) {
        return new Credentials("Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)), authorities, List.of());
    }

    /** What is sent is signed with each of these. */
    public static Credentials of(List<SigningSecret> signing) {
        return new Credentials("", Optional.empty(), signing);
    }

    @Override
    public String toString() {
        return authorization.isEmpty() && signing.isEmpty() ? "none" : "(secret)";
    }
}
