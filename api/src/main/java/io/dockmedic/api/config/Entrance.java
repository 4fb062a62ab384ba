package io.dockmedic.api.config;

import io.dockmedic.api.security.Paces;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What who comes over HTTP must show, and what we show them.
 *
 * @param tokens      absolute; the tokens that were given away
 * @param signing     absolute; the secrets with which what is sent may be signed
 * @param paces       how fast they may ask
 * @param certificate for TLS; empty for none
 */
public record Entrance(Optional<Path> tokens, Optional<Path> signing, Paces paces, Optional<Certificate> certificate) {
    /**
     * Ours.
     *
     * @param chain absolute; PEM, ours first
     * @param key   absolute; PEM
     */
    public record Certificate(Path chain, Path key) {}
}
