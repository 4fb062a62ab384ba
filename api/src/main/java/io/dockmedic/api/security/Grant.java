package io.dockmedic.api.security;

import java.util.Set;

/**
 * A token that somebody was given, of which only the hash is known.
 *
 * @param name   whose it is
 * @param scopes what it is good for
 * @param sha256 of the token, 64 hexadecimal digits
 */
public record Grant(String name, Set<Scope> scopes, String sha256) {
    public Grant {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it is good for what needs {@code wanted}. */
    public boolean covers(Scope wanted) {
        return scopes.stream().anyMatch(scope -> scope.covers(wanted));
    }
}
