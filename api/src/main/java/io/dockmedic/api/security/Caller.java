package io.dockmedic.api.security;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Who asks, as we found out, whatever the request says of itself.
 *
 * @param name   theirs; the first word of it, and all of it, is of nobody else who comes the same way
 * @param way    by what we know them
 * @param scopes what they may do
 */
public record Caller(String name, Way way, Set<Scope> scopes) {
    /** Who comes over the control socket, which only its owner can open. */
    public static final Caller CONTROL = new Caller("control socket", Way.SOCKET, EnumSet.of(Scope.ADMIN));

    /** Who has signed what is sent. */
    public static final Caller SIGNER = new Caller("signature", Way.SIGNATURE, EnumSet.of(Scope.INGEST));

    /** By what somebody is known. */
    public enum Way {
        /** A token, as such or as a password. */
        TOKEN,
        /** A certificate that somebody vouches for whom we believe. */
        CERTIFICATE,
        /** What a reverse proxy says that we believe. */
        PROXY,
        /** A signature over what is sent. */
        SIGNATURE,
        /** That the kernel lets them open the control socket. */
        SOCKET;

        /** As logs and the API write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Who was given a token. */
    public static Caller with(Grant grant) {
        return new Caller(grant.name(), Way.TOKEN, grant.scopes());
    }

    /** Who showed a certificate. */
    public static Caller certified(Known known) {
        return new Caller(known.name(), Way.CERTIFICATE, known.scopes());
    }

    /** Whether they may do what needs {@code wanted}. */
    public boolean covers(Scope wanted) {
        return scopes.stream().anyMatch(scope -> scope.covers(wanted));
    }
}
