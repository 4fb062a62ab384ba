package io.dockmedic.api.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An instance that the command line can ask, on whichever machine. Its token is read when it is asked, by whoever asks.
 *
 * @param name        of the configuration's, for people
 * @param url         where it serves HTTP, without a slash at its end
 * @param tokenFile   that holds a token of it
 * @param tokenEnv    the variable that holds one
 * @param authorities certificates, in PEM, of who vouches for it; empty where those that the JVM trusts do
 * @param certificate that we show it; empty for none
 */
public record Host(
        String name, URI url, Optional<Path> tokenFile, Optional<String> tokenEnv, Optional<Path> authorities,
        Optional<Entrance.Certificate> certificate) {}
