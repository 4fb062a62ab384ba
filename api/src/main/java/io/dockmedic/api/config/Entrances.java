package io.dockmedic.api.config;

import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Pace;
import io.dockmedic.api.security.Paces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what who comes over HTTP must show. What others can reach needs TLS and tokens. */
final class Entrances {
    private final Path beside;
    private final Problems problems;
    private final KnownNames names;

    Entrances(Path beside, Problems problems, Surroundings surroundings) {
        this.beside = beside;
        this.problems = problems;
        this.names = new KnownNames(problems, surroundings);
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
        Optional<Entrance.Clients> clients = clients(section, chain.isPresent() && key.isPresent());
        Optional<Entrance.Proxy> proxy = new Proxies(beside, problems, names).read(section);
        boolean knows = tokens.isPresent() || proxy.isPresent()
                || clients.filter(one -> !one.known().isEmpty()).isPresent();
        Optional<Node> place = section.node(Settings.LISTEN.key());
        if (place.isPresent() && !listen.loopback() && (!knows || chain.isEmpty() || key.isEmpty())) {
            problems.at(place.get(), "listen: others than this machine can reach " + listen
                    + ", so it needs TLS and tokens",
                    "set tls.certificate_file, tls.key_file and access.tokens_file, or listen on 127.0.0.1 and put"
                            + " a proxy in front");
        }
        return new Entrance(tokens, file(section, Settings.SIGNING), proxy, paces(section),
                chain.flatMap(one -> key.map(other -> new Entrance.Certificate(one, other))), clients);
    }

    /** @param tls whether there is any */
    private Optional<Entrance.Clients> clients(Section section, boolean tls) {
        Optional<Path> authorities = file(section, Settings.CLIENT_AUTHORITIES);
        boolean required = section.get(Settings.CLIENT_CERTIFICATES) == Entrance.Showing.REQUIRED;
        List<Known> known = names.read(section, Settings.CERTIFICATES);
        Optional<Node> at = section.node(Settings.CLIENT_AUTHORITIES.key());
        if (at.isEmpty()) {
            section.node(Settings.CLIENT_CERTIFICATES.key())
                    .filter(node -> required)
                    .ifPresent(node -> unvouched(node, Settings.CLIENT_CERTIFICATES));
            KnownNames.given(section, Settings.CERTIFICATES)
                    .ifPresent(node -> unvouched(node, Settings.CERTIFICATES));
        } else if (!tls) {
            problems.at(at.get(), Settings.CLIENT_AUTHORITIES.key() + " needs " + Settings.CERTIFICATE.key() + " and "
                    + Settings.KEY.key() + " too: without TLS nobody shows a certificate", "");
        } else if (KnownNames.given(section, Settings.CERTIFICATES).isEmpty() && !required) {
            problems.at(at.get(), Settings.CLIENT_AUTHORITIES.key() + ": no certificate is good for anything here",
                    "set access.certificates: [{name: ops, scopes: [operate]}], or tls.client_certificates: required to let"
                            + " in only who has one and a token");
        }
        return authorities.map(file -> new Entrance.Clients(file, required, known));
    }

    private void unvouched(Node node, Setting<?> setting) {
        problems.at(node, setting.key() + " needs " + Settings.CLIENT_AUTHORITIES.key()
                + " too: who vouches for clients", "tls: {client_ca_file: tls/clients-ca.pem}");
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
