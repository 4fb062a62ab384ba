package io.dockmedic.api.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What who comes over HTTP must show, and what we show them.
 *
 * @param tokens      absolute; the tokens that were given away
 * @param signing     absolute; the secrets with which what is sent may be signed
 * @param certificate for TLS; empty for none
 */
public record Entrance(Optional<Path> tokens, Optional<Path> signing, Optional<Certificate> certificate) {
    /** Nothing but the token of the data directory, and no TLS. */
    public static final Entrance PLAIN = new Entrance(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Ours.
     *
     * @param chain absolute; PEM, ours first
     * @param key   absolute; PEM
     */
    public record Certificate(Path chain, Path key) {}
}
