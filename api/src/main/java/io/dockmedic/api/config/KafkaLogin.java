package io.dockmedic.api.config;

import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.collectors.base.kafka.Security.Mechanism;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the user that brokers know us by, with the password from where the file says it is. */
final class KafkaLogin {
    private final Path beside;
    private final Section section;
    private final Surroundings surroundings;
    private final boolean secrets;
    private final Problems problems;

    KafkaLogin(Path beside, Section section, Surroundings surroundings, boolean secrets, Problems problems) {
        this.beside = beside;
        this.section = section;
        this.surroundings = surroundings;
        this.secrets = secrets;
        this.problems = problems;
    }

    Optional<Security.Login> read() {
        Optional<Node> user = section.node(KafkaSettings.USER.key());
        List<Node> given = List.of(KafkaSettings.PASSWORD_FILE, KafkaSettings.PASSWORD_ENV, KafkaSettings.MECHANISM)
                .stream()
                .flatMap(one -> section.node(one.key()).stream())
                .toList();
        if (user.isEmpty()) {
            given.forEach(node -> problems.at(node, "a login needs " + KafkaSettings.USER.key() + " too", ""));
            return Optional.empty();
        }
        Mechanism mechanism = section.get(KafkaSettings.MECHANISM).orElse(Mechanism.SCRAM_SHA_512);
        if (mechanism == Mechanism.PLAIN && !section.get(KafkaSettings.TLS) && !here()) {
            section.node(KafkaSettings.MECHANISM.key())
                    .ifPresent(node -> problems.at(node, "PLAIN sends the password as it is, so beyond this machine it"
                            + " needs TLS", "set kafka.tls.enabled: true, or use SCRAM-SHA-512"));
        }
        String file = section.get(KafkaSettings.PASSWORD_FILE);
        String variable = section.get(KafkaSettings.PASSWORD_ENV);
        if (file.isEmpty() == variable.isEmpty()) {
            problems.at(user.get(), "a login needs exactly one of password_file and password_env",
                    "login: {user: dockmedic, password_file: /run/secrets/kafka}");
            return Optional.empty();
        }
        return Optional.of(new Security.Login(mechanism, section.get(KafkaSettings.USER),
                secrets ? password(user.get(), file, variable) : ""));
    }

    private String password(Node at, String file, String variable) {
        SecretText outside = new SecretText(beside, surroundings, problems);
        return (file.isEmpty() ? outside.variable(variable, at) : outside.file(file, at)).orElse("");
    }

    /** Whether all brokers are on this machine. */
    private boolean here() {
        return section.node(KafkaSettings.BROKERS.key())
                .map(Kafkas::texts)
                .orElse(List.of())
                .stream()
                .allMatch(text -> Listen.parse(text).map(Listen::loopback).orElse(true));
    }
}
