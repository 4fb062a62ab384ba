package io.dockmedic.api.config;

import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Security.Mechanism;
import io.dockmedic.remediation.publish.kafka.Publishing;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of {@code kafka:}, read by {@link Kafkas}. Lists are read item by item. */
final class KafkaSettings {
    static final String NAMES = "[A-Za-z0-9._-]{1,249}";

    static final Setting<List<Broker>> BROKERS = list("kafka.brokers", "[]", "a list of addresses",
            Form.TEXT, List.of());
    static final Setting<Boolean> TLS = Setting.of("kafka.tls.enabled", "false", "true or false", Form.FLAG,
            Setting::flag);
    static final Setting<Optional<Path>> AUTHORITIES = Setting.file("kafka.tls.ca_file");
    static final Setting<Optional<Path>> CERTIFICATE = Setting.file("kafka.tls.certificate_file");
    static final Setting<Optional<Path>> KEY = Setting.file("kafka.tls.key_file");
    static final Setting<Optional<Mechanism>> MECHANISM = new Setting<>(
            "kafka.login.mechanism",
            "`SCRAM-SHA-512`, where there is a user",
            "one of " + Arrays.stream(Mechanism.values()).map(Mechanism::word).collect(Collectors.joining(", ")),
            Form.oneOf(Arrays.stream(Mechanism.values()).map(Mechanism::word).toList()),
            text -> Optional.of(mechanism(text)).filter(Optional::isPresent),
            surroundings -> Optional.empty());
    static final Setting<String> USER = Setting.text("kafka.login.user");
    static final Setting<String> PASSWORD_FILE = Setting.text("kafka.login.password_file");
    static final Setting<String> PASSWORD_ENV = Setting.text("kafka.login.password_env");
    static final Setting<List<String>> TOPICS = list("kafka.read.topics", "[]", "a list of topics",
            Form.matching(NAMES), List.of());
    static final Setting<Optional<String>> GROUP = name("kafka.read.group",
            "`dockmedic-` and the host's name");
    static final Setting<Optional<String>> DEAD_LETTERS = name("kafka.read.dead_letters", "");
    static final Setting<Optional<Path>> SIGNING = Setting.file("kafka.read.signing_file");
    static final Setting<Optional<String>> TOPIC = name("kafka.publish.topic", "");
    static final List<String> USUAL_EVENTS = List.of("container.died");
    static final Setting<List<String>> EVENTS = list("kafka.publish.events", "[container.died]", "a list of kinds",
            Form.oneOf(Publishing.KINDS), USUAL_EVENTS);

    /** In the order in which a reader wants to know them. */
    static final List<Setting<?>> ALL = List.of(BROKERS, TLS, AUTHORITIES, CERTIFICATE, KEY, USER, PASSWORD_FILE,
            PASSWORD_ENV, MECHANISM, TOPICS, GROUP, DEAD_LETTERS, SIGNING, TOPIC, EVENTS);

    private KafkaSettings() {}

    private static Optional<Mechanism> mechanism(String text) {
        return Arrays.stream(Mechanism.values()).filter(one -> one.word().equals(text)).findFirst();
    }

    /** Whether Kafka takes it as the name of a topic; names of groups are held to it too. */
    static boolean isName(String text) {
        return text.matches(NAMES) && !text.matches("\\.{1,2}");
    }

    private static Setting<Optional<String>> name(String key, String defaultText) {
        return new Setting<>(key, defaultText, "a name of letters, digits, ., _ and -",
                Form.matching(NAMES),
                text -> isName(text) ? Optional.of(Optional.of(text)) : Optional.empty(),
                surroundings -> Optional.empty());
    }

    private static <T> Setting<T> list(String key, String defaultText, String expected, Form each, T byDefault) {
        return Setting.parts(key, defaultText, expected, Form.list(each), byDefault);
    }
}
