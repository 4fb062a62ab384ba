package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.remediation.escalate.Credentials;
import io.dockmedic.remediation.escalate.Heartbeats;
import io.dockmedic.remediation.escalate.Reminding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the list of receivers, with their secrets from where the file says these are. */
final class Receivers {
    /** One way to say where the address is. */
    private record Source(Setting<String> setting, BiFunction<String, Node, Optional<String>> read) {}

    private final Surroundings surroundings;
    private final Problems problems;
    private final List<Source> sources;
    private final Alertmanagers alertmanagers;
    private final Signings signings;
    private final Audiences audiences;
    private final Map<String, Audience> heard = new LinkedHashMap<>();
    private final Succession succession;
    private final boolean brokers;

    /**
     * @param secrets whether addresses outside the file are looked up; a receiver with such a one is left out if not
     * @param brokers whether a cluster of Kafka's is named
     * @param groups  that there are
     */
    Receivers(Path beside, Surroundings surroundings, boolean secrets, boolean brokers, GroupNames groups,
            Problems problems) {
        this.audiences = new Audiences(problems, groups);
        this.brokers = brokers;
        this.surroundings = surroundings;
        this.problems = problems;
        this.succession = new Succession(problems);
        SecretText outside = new SecretText(beside, surroundings, problems);
        this.alertmanagers = new Alertmanagers(beside, secrets, outside, problems);
        this.signings = new Signings(secrets, outside, problems);
        this.sources = List.of(
                new Source(ReceiverSettings.URL, (value, node) -> Optional.of(value)),
                new Source(ReceiverSettings.URL_FILE, secrets ? outside::file : Receivers::notLookedUp),
                new Source(ReceiverSettings.URL_ENV, secrets ? outside::variable : Receivers::notLookedUp),
                new Source(ReceiverSettings.ALERTMANAGER, (value, node) -> Optional.of(value)),
                new Source(ReceiverSettings.TOPIC, (value, node) -> Optional.of(value)));
    }

    List<Receiver> read(Node node) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.RECEIVERS + " must be a list", "begin each receiver with - name: …");
            return List.of();
        }
        List<Receiver> receivers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node item : list.getValue()) {
            receiver(item, names).ifPresent(receivers::add);
        }
        succession.check();
        return receivers;
    }

    /** Who hears of what, of those that were read. */
    Roster roster() {
        return new Roster(heard.entrySet()
                .stream()
                .map(one -> new Roster.Entry(one.getKey(), one.getValue(), succession.later(one.getKey())))
                .toList());
    }

    private Optional<Receiver> receiver(Node item, Set<String> names) {
        List<String> keys = ReceiverSettings.OWN.stream().<String>map(Setting::key).toList();
        Section section = new Section(item, keys, problems, surroundings);
        String name = section.get(ReceiverSettings.NAME);
        if (!name.matches(ReceiverSettings.NAMES)) {
            problems.at(item, "a receiver needs a name of letters, digits, - and _, at most 40", "name: pager");
        } else if (!names.add(name)) {
            problems.at(item, "two receivers are named " + name, "");
        }
        if (name.equals(Heartbeats.KIND) && section.get(ReceiverSettings.WATCHDOG)) {
            problems.at(item, "health and metrics know escalation.heartbeat by the name " + name,
                    "name: watchdog");
        }
        Reminding reminding = succession.read(name, item, section);
        Audience audience = audiences.read(section);
        heard.put(name, audience);
        Optional<Credentials> alertmanager = alertmanagers.read(section);
        Credentials webhook = Credentials
                .of(signings.read(section, ReceiverSettings.SIGNED_FILE, ReceiverSettings.SIGNED_ENV));
        boolean alerts = section.node(ReceiverSettings.ALERTMANAGER.key()).isPresent();
        boolean topic = section.node(ReceiverSettings.TOPIC.key()).isPresent();
        Stream.of(ReceiverSettings.SIGNED_FILE, ReceiverSettings.SIGNED_ENV)
                .flatMap(setting -> section.node(setting.key()).stream())
                .filter(node -> alerts || topic)
                .forEach(node -> problems.at(node, alerts
                        ? "an Alertmanager knows no signatures"
                        : "what is written to a topic is not signed: brokers know who writes, by kafka.login or a"
                                + " certificate",
                        ""));
        List<Source> given = sources.stream()
                .filter(source -> section.node(source.setting().key()).isPresent())
                .toList();
        if (given.size() != 1) {
            problems.at(item, "a receiver needs exactly one of webhook.url, url_file and url_env, alertmanager.url or"
                    + " kafka.topic",
                    "webhook: {url_file: /run/secrets/pager}");
            return Optional.empty();
        }
        Setting<String> setting = given.getFirst().setting();
        Node node = section.node(setting.key()).orElseThrow();
        return given.getFirst()
                .read()
                .apply(section.get(setting), node)
                .map(String::strip)
                .flatMap(url -> checked(url, setting, node))
                .map(url -> new Receiver(name, new Secret(url),
                        alerts
                                ? Receiver.Kind.ALERTMANAGER
                                : topic ? Receiver.Kind.KAFKA : Receiver.Kind.WEBHOOK,
                        alertmanager.orElse(webhook),
                        reminding, audience, section.get(ReceiverSettings.WATCHDOG)));
    }

    private Optional<String> checked(String url, Setting<String> setting, Node node) {
        if (setting.equals(ReceiverSettings.TOPIC)) {
            if (!KafkaSettings.isName(url)) {
                problems.at(node, setting.key() + ": this is not a name of letters, digits, ., _ and -", "");
            } else if (!brokers) {
                problems.at(node, setting.key() + " needs " + KafkaSettings.BROKERS.key() + " too",
                        "kafka: {brokers: [\"broker1:9093\"]}");
            }
            return Optional.of(url);
        }
        if (WebAddress.isHttp(url)) {
            return Optional.of(url);
        }
        WebAddress.refuse(url, setting.key(), node, problems);
        return Optional.empty();
    }

    private static Optional<String> notLookedUp(String name, Node node) {
        return Optional.empty();
    }
}
