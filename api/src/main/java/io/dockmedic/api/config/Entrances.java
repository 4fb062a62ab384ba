package io.dockmedic.api.config;

import io.dockmedic.api.security.Pace;
import io.dockmedic.api.security.Paces;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what who comes over HTTP must show. What others can reach needs TLS and tokens. */
final class Entrances {
    private final Path beside;
    private final Problems problems;

    Entrances(Path beside, Problems problems) {
        this.beside = beside;
        this.problems = problems;
    }

    /** @param listen as it is set, or its default */
    Entrance read(Section section, Listen listen) {
        Optional<Path> tokens = file(section, Settings.TOKENS);
        Optional<Path> chain = file(section, Settings.CERTIFICATE);
        Optional<Path> key = file(section, Settings.KEY);
        if (chain.isPresent() != key.isPresent()) {
            Setting<?> given = chain.isPresent() ? Settings.CERTIFICATE : Settings.KEY;
            Setting<?> other = chain.isPresent() ? Settings.KEY : Settings.CERTIFICATE;
            section.node(given.key())
                    .ifPresent(node -> problems.at(node, given.key() + " needs " + other.key() + " too", ""));
        }
        Optional<Node> place = section.node(Settings.LISTEN.key());
        if (place.isPresent() && !listen.loopback() && (tokens.isEmpty() || chain.isEmpty() || key.isEmpty())) {
            problems.at(place.get(), "listen: others than this machine can reach " + listen
                    + ", so it needs TLS and tokens",
                    "set tls.certificate_file, tls.key_file and access.tokens_file, or listen on 127.0.0.1 and put"
                            + " a proxy in front");
        }
        return new Entrance(tokens, file(section, Settings.SIGNING), paces(section),
                chain.flatMap(one -> key.map(other -> new Entrance.Certificate(one, other))));
    }

    private static Paces paces(Section section) {
        return new Paces(
                new Pace(section.get(Settings.CALLER_REQUESTS), section.get(Settings.CALLER_BURST)),
                new Pace(section.get(Settings.ADDRESS_REQUESTS), section.get(Settings.ADDRESS_BURST)),
                new Pace(section.get(Settings.WRONG_REQUESTS), section.get(Settings.WRONG_BURST)),
                new Pace(section.get(Settings.INGEST_REQUESTS), section.get(Settings.INGEST_BURST)));
    }

    private Optional<Path> file(Section section, Setting<Optional<Path>> setting) {
        return section.get(setting).map(named -> beside.resolve(named).normalize());
    }
}
