package io.dockmedic.api.config;

import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Subnet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What who comes over HTTP must show, and what we show them.
 *
 * @param tokens      absolute; the tokens that were given away
 * @param signing     absolute; the secrets with which what is sent may be signed
 * @param proxy       that is believed when it says who its users are; empty for none
 * @param paces       how fast they may ask
 * @param certificate for TLS; empty for none
 * @param clients     whose certificates say who they are; empty when nobody's do
 */
public record Entrance(Optional<Path> tokens, Optional<Path> signing, Optional<Proxy> proxy, Paces paces,
        Optional<Certificate> certificate, Optional<Clients> clients) {
    /**
     * Ours.
     *
     * @param chain absolute; PEM, ours first
     * @param key   absolute; PEM
     */
    public record Certificate(Path chain, Path key) {}

    /** Whether clients show a certificate. */
    public enum Showing {
        /** They may. */
        OPTIONAL,
        /** They must, or are not spoken to. */
        REQUIRED
    }

    /**
     * Those who show a certificate.
     *
     * @param authorities absolute; PEM, of who vouches for them
     * @param required    whether nobody is spoken to without one
     * @param known       who they may be, and what they may do
     */
    public record Clients(Path authorities, boolean required, List<Known> known) {
        public Clients {
            known = List.copyOf(known);
        }
    }

    /**
     * A reverse proxy.
     *
     * @param from         from where it connects
     * @param userHeader   in which it says who its user is
     * @param groupsHeader in which it says of which groups they are
     * @param scopes       what each of them may do
     * @param groups       what those of a group may do besides
     * @param secret       absolute; holds what it shows
     */
    public record Proxy(List<Subnet> from, String userHeader, Optional<String> groupsHeader, Set<Scope> scopes,
            List<Known> groups, Optional<Path> secret) {
        public Proxy {
            from = List.copyOf(from);
            scopes = Set.copyOf(scopes);
            groups = List.copyOf(groups);
        }
    }
}
