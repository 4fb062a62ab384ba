package io.dockmedic.api;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Entrance;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.SigningFile;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.security.ProxySecret;
import io.dockmedic.api.security.TokenFile;
import io.dockmedic.api.security.TrustedProxy;
import io.dockmedic.collectors.alert.kafka.Seal;
import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.base.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is let in, by the owner's configuration. Reads files, so it blocks. */
final class Admission {
    private static final Duration IN_A_TOPIC = Duration.ofDays(5);

    private Admission() {}

    /** @throws IOException when a token cannot be read or made; says what to do */
    static Access of(Config config) throws IOException {
        Optional<Path> file = config.entrance().tokens();
        List<Grant> grants = file.isPresent() ? TokenFile.read(file.get()) : List.of();
        return new Access(Token.at(config.tokenFile()), grants);
    }

    /** @throws IOException when its secret cannot be read; says what to do */
    static Optional<TrustedProxy> proxy(Config config) throws IOException {
        Optional<Entrance.Proxy> set = config.entrance().proxy();
        if (set.isEmpty()) {
            return Optional.empty();
        }
        Entrance.Proxy proxy = set.get();
        Optional<String> secret = proxy.secret().isPresent()
                ? Optional.of(ProxySecret.read(proxy.secret().get()))
                : Optional.empty();
        return Optional.of(new TrustedProxy(proxy.from(), proxy.userHeader(), proxy.groupsHeader(), proxy.scopes(),
                proxy.groups(), secret));
    }

    /** @throws IOException when a secret cannot be read; says what to do */
    static Optional<Signatures> signatures(Config config, Clock clock) throws IOException {
        Optional<Path> file = config.entrance().signing();
        return file.isPresent() ? Optional.of(new Signatures(SigningFile.read(file.get()), clock)) : Optional.empty();
    }

    /**
     * Whose records are taken from topics. One may have waited there for a few days; for longer than that the inbox knows
     * what it has taken.
     *
     * @throws IOException when a secret cannot be read; says what to do
     */
    static Seal seal(Config config, Clock clock) throws IOException {
        Optional<Path> file = config.kafka().signing();
        if (file.isEmpty()) {
            return Seal.NOT_NEEDED;
        }
        Signatures signatures = new Signatures(SigningFile.read(file.get()), clock).waiting(IN_A_TOPIC);
        return (id, timestamp, signature, body) -> signatures.holds(new Signatures.Shown(id, timestamp, signature),
                body);
    }
}
