package io.dockmedic.api.security;

import java.util.Set;

/**
 * Whom others vouch for, and what they may do here.
 *
 * @param name as it is vouched for
 */
public record Known(String name, Set<Scope> scopes) {
    public Known {
        scopes = Set.copyOf(scopes);
    }
}
