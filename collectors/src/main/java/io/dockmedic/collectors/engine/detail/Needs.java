package io.dockmedic.collectors.engine.detail;

import java.util.List;
import java.util.Set;

/**
 * Whom a container is set up to reach, by what inspect says. Of a variable's value only host and port are kept, and these
 * only where they cannot be part of a password.
 *
 * @param known names that it is told without asking a name server: {@code extra_hosts}, and aliases of links
 */
public record Needs(List<Need> all, Set<String> known) {
    /** Nobody. */
    public static final Needs NONE = new Needs(List.of(), Set.of());

    public Needs {
        all = List.copyOf(all);
        known = Set.copyOf(known);
    }

    /**
     * One of them.
     *
     * @param from  where it is named: {@code depends_on}, or a variable's name
     * @param host  as it is written there
     * @param port  0 where none is named
     * @param sure  whether it is a host for sure: {@code db:5432} alone may be something else
     * @param ended whether it is only to have ended ({@code service_completed_successfully})
     */
    public record Need(String from, String host, int port, boolean sure, boolean ended) {}
}
