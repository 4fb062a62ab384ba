package io.dockmedic.api.config;

import io.dockmedic.collectors.alert.kafka.Reading;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.remediation.publish.kafka.Publishing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code kafka:}. Topics from which acts may follow are read only where brokers know their clients or each record is signed:
 * as over HTTP, nobody tells us anything who cannot show that he may.
 */
final class Kafkas {
    private final Path beside;
    private final Section section;
    private final Problems problems;
    private final KafkaLogin logins;

    /** @param secrets whether the password is looked up; without it a login has an empty one */
    Kafkas(Path beside, Section section, Surroundings surroundings, boolean secrets, Problems problems) {
        this.beside = beside;
        this.section = section;
        this.problems = problems;
        this.logins = new KafkaLogin(beside, section, surroundings, secrets, problems);
    }

    Kafka read() {
        List<Broker> brokers = list(KafkaSettings.BROKERS, List.of(), "an address such as broker1:9093",
                text -> Listen.parse(text)
                        .filter(one -> one.port() > 0)
                        .map(one -> new Broker(one.host(), one.port())));
        List<String> topics = list(KafkaSettings.TOPICS, List.of(), "a name of letters, digits, ., _ and -",
                text -> Optional.of(text).filter(KafkaSettings::isName));
        Set<String> events = new LinkedHashSet<>(list(KafkaSettings.EVENTS,
                KafkaSettings.USUAL_EVENTS,
                "one of " + String.join(", ", Publishing.KINDS),
                text -> Optional.of(text).filter(Publishing.KINDS::contains)));
        Cluster cluster = new Cluster(brokers, new Security(section.get(KafkaSettings.TLS), logins.read(),
                file(KafkaSettings.AUTHORITIES), identity()));
        Optional<Path> signing = file(KafkaSettings.SIGNING);
        Optional<String> topic = section.get(KafkaSettings.TOPIC);
        Optional<String> deadLetters = section.get(KafkaSettings.DEAD_LETTERS);
        meant(KafkaSettings.TOPICS).ifPresent(node -> mayBeRead(node, topics, deadLetters, cluster, signing));
        for (Setting<?> one : List.of(KafkaSettings.TOPICS, KafkaSettings.TOPIC)) {
            meant(one)
                    .filter(node -> brokers.isEmpty())
                    .ifPresent(node -> problems.at(node, one.key() + " needs " + KafkaSettings.BROKERS.key() + " too",
                            "kafka: {brokers: [\"broker1:9093\"]}"));
        }
        tlsIsMeant(cluster.security());
        String group = section.get(KafkaSettings.GROUP).orElseGet(Kafkas::ownGroup);
        return new Kafka(
                topics.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Reading(cluster, topics, group, deadLetters)),
                signing,
                topic.map(name -> new Publishing(cluster, name, events)),
                brokers.isEmpty() ? Optional.empty() : Optional.of(cluster));
    }

    /** Where it is set, and not to the empty list, which it is without. */
    private Optional<Node> meant(Setting<?> setting) {
        return section.node(setting.key())
                .filter(node -> !(node instanceof SequenceNode list && list.getValue().isEmpty()));
    }

    private void mayBeRead(Node node, List<String> topics, Optional<String> deadLetters, Cluster cluster,
            Optional<Path> signing) {
        Security security = cluster.security();
        if (signing.isEmpty() && security.mutual() && !security.encrypted() && !here(cluster)) {
            problems.at(node,
                    KafkaSettings.TOPICS.key() + ": without TLS whoever is on the way to the brokers could put in"
                            + " alerts, login or not",
                    "set kafka.tls.enabled: true, or kafka.read.signing_file");
        }
        if (!security.mutual() && signing.isEmpty()) {
            problems.at(node, KafkaSettings.TOPICS.key() + ": whoever reaches the brokers could have us restart"
                    + " containers, so they must know who sends, or what is sent must be signed",
                    "set kafka.login.user, or kafka.tls.certificate_file and kafka.tls.key_file, or"
                            + " kafka.read.signing_file");
        }
        deadLetters.filter(topics::contains)
                .flatMap(same -> section.node(KafkaSettings.DEAD_LETTERS.key()))
                .ifPresent(same -> problems.at(same, KafkaSettings.DEAD_LETTERS.key()
                        + ": what is put aside there would be read again", "name another topic"));
    }

    /** Whether all brokers are on this machine. */
    static boolean here(Cluster cluster) {
        return cluster.brokers()
                .stream()
                .allMatch(broker -> Listen.parse(broker.toString()).map(Listen::loopback).orElse(false));
    }

    /** Files for TLS without TLS would be a false comfort. */
    private void tlsIsMeant(Security security) {
        if (security.encrypted()) {
            return;
        }
        for (Setting<?> one : List.of(KafkaSettings.AUTHORITIES, KafkaSettings.CERTIFICATE, KafkaSettings.KEY)) {
            section.node(one.key())
                    .ifPresent(
                            node -> problems.at(node, one.key() + " needs " + KafkaSettings.TLS.key() + ": true", ""));
        }
    }

    private Optional<Security.Identity> identity() {
        Optional<Path> chain = file(KafkaSettings.CERTIFICATE);
        Optional<Path> key = file(KafkaSettings.KEY);
        if (chain.isPresent() != key.isPresent()) {
            Setting<?> given = chain.isPresent() ? KafkaSettings.CERTIFICATE : KafkaSettings.KEY;
            Setting<?> other = chain.isPresent() ? KafkaSettings.KEY : KafkaSettings.CERTIFICATE;
            section.node(given.key())
                    .ifPresent(node -> problems.at(node, given.key() + " needs " + other.key() + " too", ""));
        }
        return chain.flatMap(one -> key.map(other -> new Security.Identity(one, other)));
    }

    private Optional<Path> file(Setting<Optional<Path>> setting) {
        return section.get(setting).map(named -> beside.resolve(named).normalize());
    }

    private <T> List<T> list(Setting<?> setting, List<T> byDefault, String each,
            Function<String, Optional<T>> item) {
        Optional<Node> node = section.node(setting.key());
        if (node.isEmpty()) {
            return byDefault;
        }
        if (!(node.get() instanceof SequenceNode list)) {
            problems.at(node.get(), setting.key() + " must be " + setting.expected(), "[…]");
            return byDefault;
        }
        List<T> items = new ArrayList<>();
        for (Node one : list.getValue()) {
            Optional<T> value = one instanceof ScalarNode scalar ? item.apply(scalar.getValue()) : Optional.empty();
            value.ifPresentOrElse(items::add,
                    () -> problems.at(one, setting.key() + ": this is not " + each, ""));
        }
        return items;
    }

    /** The texts of a list; none when it is no list. */
    static List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                if (each instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                }
            }
        }
        return texts;
    }

    private static String ownGroup() {
        String host = HostName.own().replaceAll("[^A-Za-z0-9._-]", "-");
        return host.isEmpty() ? "dockmedic" : "dockmedic-" + host;
    }
}
