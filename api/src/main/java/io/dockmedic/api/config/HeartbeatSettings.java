package io.dockmedic.api.config;

import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.remediation.escalate.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code escalation.heartbeat}. */
final class HeartbeatSettings {
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private static final Setting<String> URL_FILE = Setting.text("escalation.heartbeat.url_file");
    private static final Setting<String> URL_ENV = Setting.text("escalation.heartbeat.url_env");
    private static final Setting<String> URL = Setting.text("escalation.heartbeat.url");
    private static final Setting<Duration> EVERY = Setting.of("escalation.heartbeat.every", "1m",
            "a duration such as 1m, at least 10s",
            Form.DURATION,
            text -> Numbers.duration(text).filter(every -> every.compareTo(SHORTEST) >= 0));
    private static final Setting<String> SIGNED_FILE = Setting.text("escalation.heartbeat.signing_file");
    private static final Setting<String> SIGNED_ENV = Setting.text("escalation.heartbeat.signing_env");
    private static final Setting<Optional<Path>> AUTHORITIES = Setting.file("escalation.heartbeat.ca_file");

    /** In the order in which a reader wants to know them. */
    static final List<Setting<?>> ALL = List.of(URL_FILE, URL_ENV, URL, EVERY, SIGNED_FILE, SIGNED_ENV, AUTHORITIES);

    private static final List<Setting<String>> ADDRESSES = List.of(URL, URL_FILE, URL_ENV);

    private final boolean secrets;
    private final SecretText outside;
    private final AuthorityFile authorities;
    private final Problems problems;

    /** @param secrets whether an address outside the file is looked up; there is no heartbeat if not */
    HeartbeatSettings(Path beside, Surroundings surroundings, boolean secrets, Problems problems) {
        this.secrets = secrets;
        this.outside = new SecretText(beside, surroundings, problems);
        this.authorities = new AuthorityFile(beside, secrets, problems);
        this.problems = problems;
    }

    Optional<Heartbeat> read(Section section) {
        List<Setting<String>> given = ADDRESSES.stream()
                .filter(setting -> section.node(setting.key()).isPresent())
                .toList();
        Duration every = section.get(EVERY);
        List<SigningSecret> signing = new Signings(secrets, outside, problems).read(section, SIGNED_FILE, SIGNED_ENV);
        Optional<Path> vouching = authorities.named(section, AUTHORITIES);
        if (given.size() != 1) {
            List<? extends Setting<?>> wrong = given.isEmpty()
                    ? List.<Setting<?>>of(EVERY, SIGNED_FILE, SIGNED_ENV, AUTHORITIES)
                    : given.subList(1, 2);
            wrong.stream()
                    .flatMap(setting -> section.node(setting.key()).stream())
                    .findFirst()
                    .ifPresent(node -> problems.at(node, "a heartbeat needs exactly one of url, url_file and url_env",
                            "heartbeat: {url_file: /run/secrets/heartbeat}"));
            return Optional.empty();
        }
        Setting<String> setting = given.getFirst();
        Node node = section.node(setting.key()).orElseThrow();
        return text(section.get(setting), setting, node)
                .filter(url -> isHttp(url, setting, node))
                .map(url -> new Heartbeat(new Secret(url), every, new Credentials("", vouching, signing)));
    }

    private Optional<String> text(String value, Setting<String> setting, Node node) {
        if (setting.equals(URL)) {
            return Optional.of(value.strip());
        }
        if (!secrets) {
            return Optional.empty();
        }
        return setting.equals(URL_FILE) ? outside.file(value, node) : outside.variable(value, node);
    }

    private boolean isHttp(String url, Setting<String> setting, Node node) {
        boolean http = WebAddress.isHttp(url);
        if (!http) {
            WebAddress.refuse(url, setting.key(), node, problems);
        }
        return http;
    }
}
