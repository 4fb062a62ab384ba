package io.dockmedic.api.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.alert.named.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every setting there is, with its default and a value that it cannot have. One that is missing here fails the test.
 */
class EverySettingTest {
    private static final Path FILE = Path.of("/etc/dockmedic/dockmedic.yml");
    private static final Surroundings ROOT = new Surroundings(Map.of(), Path.of("/root"), true);
    /** What is no path. */
    private static final String NO_PATH = "\"\"";
    /** What is no text. */
    private static final String NO_TEXT = "[a]";

    /** Of each, what it cannot be; as it would stand in the file. */
    private static final Map<String, String> BAD = Map.ofEntries(
            entry("engine.address", "ftp://engine"),
            entry("engine.api_version", "newest"),
            entry("listen", "9717"),
            entry("external_url", "atlas.lan"),
            entry("access.tokens_file", NO_PATH),
            entry("access.signing_file", NO_PATH),
            entry("access.certificates", "[{name: a b, scopes: [read]}]"),
            entry("access.proxy.from", "[proxy.lan]"),
            entry("access.proxy.user_header", "Authorization"),
            entry("access.proxy.scopes", "[all]"),
            entry("access.proxy.groups_header", "X_Groups"),
            entry("access.proxy.groups", "[{name: ops}]"),
            entry("access.proxy.secret_file", NO_PATH),
            entry("access.limits.caller.requests", "-1"),
            entry("access.limits.caller.burst", "0"),
            entry("access.limits.address.requests", "few"),
            entry("access.limits.address.burst", "0.5"),
            entry("access.limits.wrong.requests", "-1"),
            entry("access.limits.wrong.burst", "none"),
            entry("access.limits.ingest.requests", "1/s"),
            entry("access.limits.ingest.burst", "0"),
            entry("tls.client_ca_file", NO_PATH),
            entry("tls.client_certificates", "sometimes"),
            entry("tls.certificate_file", NO_PATH),
            entry("tls.key_file", NO_PATH),
            entry("data_directory", NO_PATH),
            entry("runtime_directory", NO_PATH),
            entry("rules_directory", NO_PATH),
            entry("rules_watch", "sometimes"),
            entry("reports.directory", NO_PATH),
            entry("backups.directory", NO_PATH),
            entry("alerts.targets", "[[event.alert]]"),
            entry("alerts.host_names", "[a b]"),
            entry("heal", "some"),
            entry("actions.careful", "[stop]"),
            entry("actions.ask", "[stop]"),
            entry("actions.answer_within", "soon"),
            entry("dry_run", "yes"),
            entry("settle", "10"),
            entry("evidence.logs", "1"),
            entry("budgets.service.acts", "0"),
            entry("budgets.service.within", "1 hour"),
            entry("budgets.rule.acts", "10001"),
            entry("budgets.rule.within", "0s"),
            entry("budgets.action.acts", "2.5"),
            entry("budgets.action.within", "an hour"),
            entry("budgets.host.acts", "many"),
            entry("budgets.host.within", "-1h"),
            entry("cooldown", "never"),
            entry("storm.services", "0"),
            entry("storm.percent", "101"),
            entry("storm.image", "0.5"),
            entry("storm.within", "5"),
            entry("storm.calm", "0m"),
            entry("retention.age", "forever"),
            entry("retention.size", "1TB"),
            entry("record.age", "0"),
            entry("record.size", "64"),
            entry("kernel_log", "on"),
            entry("gpu.enabled", "auto"),
            entry("gpu.library", NO_PATH),
            entry("gpu.driver_root", "nvidia"),
            entry("gpu.nvidia_smi", "nvidia-smi"),
            entry("gpu.expected", "-1"),
            entry("gpu.probe", "always"),
            entry("gpu.cures", "{31: pray}"),
            entry("logs.format", "xml"),
            entry("logs.level", "loud"),
            entry("metrics.labels", "tier"),
            entry("kafka.brokers", "[broker1]"),
            entry("kafka.tls.enabled", "yes"),
            entry("kafka.tls.ca_file", NO_PATH),
            entry("kafka.tls.certificate_file", NO_PATH),
            entry("kafka.tls.key_file", NO_PATH),
            entry("kafka.login.user", NO_TEXT),
            entry("kafka.login.password_file", "[a], user: a"),
            entry("kafka.login.password_env", "[a], user: a"),
            entry("kafka.login.mechanism", "MD5, user: a"),
            entry("kafka.read.topics", "[a/b]"),
            entry("kafka.read.group", "a b"),
            entry("kafka.read.dead_letters", "a/b"),
            entry("kafka.read.signing_file", NO_PATH),
            entry("kafka.publish.topic", "a b"),
            entry("kafka.publish.events", "[container.sample]"),
            entry("escalation.heartbeat.url_file", "/nowhere/url"),
            entry("escalation.heartbeat.url_env", "ABSENT"),
            entry("escalation.heartbeat.url", "\"ftp://a/\""),
            entry("escalation.heartbeat.every", "9s"),
            entry("escalation.heartbeat.signing_file", "/nowhere/secret, url: \"http://a/\""),
            entry("escalation.heartbeat.signing_env", "ABSENT, url: \"http://a/\""),
            entry("escalation.heartbeat.ca_file", NO_PATH),
            entry("maintenance", "night"),
            entry("quiet", "night"),
            entry("groups", "media"),
            entry("approvals", "all"),
            entry("hosts", "gpu-1"),
            entry("host_commands", "reboot"),
            entry("http_calls", "purge"),
            entry("escalation.receivers", "pager"));

    /** The same of what stands in lists: the whole item. */
    private static final Map<String, String> BAD_ITEMS = Map.ofEntries(
            entry("escalation.receivers/name", "{name: [a], webhook: {url: \"http://a/\"}}"),
            entry("escalation.receivers/webhook.url", "{name: a, webhook: {url: \"ftp://a/\"}}"),
            entry("escalation.receivers/webhook.url_file", "{name: a, webhook: {url_file: /nowhere/url}}"),
            entry("escalation.receivers/webhook.url_env", "{name: a, webhook: {url_env: ABSENT}}"),
            entry("escalation.receivers/webhook.signing_file",
                    "{name: a, webhook: {url: \"http://a/\", signing_file: /nowhere/secret}}"),
            entry("escalation.receivers/webhook.signing_env",
                    "{name: a, webhook: {url: \"http://a/\", signing_env: ABSENT}}"),
            entry("escalation.receivers/alertmanager.url", "{name: a, alertmanager: {url: am}}"),
            entry("escalation.receivers/alertmanager.ca_file",
                    "{name: a, alertmanager: {url: \"https://am\", ca_file: \"\"}}"),
            entry("escalation.receivers/alertmanager.user", "{name: a, alertmanager: {url: \"https://am\", user: a}}"),
            entry("escalation.receivers/alertmanager.password_file",
                    "{name: a, alertmanager: {url: \"https://am\", user: a, password_file: /nowhere/word}}"),
            entry("escalation.receivers/alertmanager.password_env",
                    "{name: a, alertmanager: {url: \"https://am\", user: a, password_env: ABSENT}}"),
            entry("escalation.receivers/alertmanager.heartbeat",
                    "{name: a, alertmanager: {url: \"https://am\", heartbeat: often}}"),
            entry("escalation.receivers/routes", "{name: a, webhook: {url: \"http://a/\"}, routes: [nobody]}"),
            entry("escalation.receivers/services", "{name: a, webhook: {url: \"http://a/\"}, services: web}"),
            entry("escalation.receivers/kafka.topic", "{name: a, kafka: {topic: \"a b\"}}"),
            entry("escalation.receivers/groups", "{name: a, webhook: {url: \"http://a/\"}, groups: [nobody]}"),
            entry("escalation.receivers/repeat", "{name: a, webhook: {url: \"http://a/\"}, repeat: 59s}"),
            entry("escalation.receivers/unacknowledged.after",
                    "{name: a, webhook: {url: \"http://a/\"}, unacknowledged: {after: 1s, then: a}}"),
            entry("escalation.receivers/unacknowledged.then",
                    "{name: a, webhook: {url: \"http://a/\"}, unacknowledged: {after: 1h, then: nobody}}"),
            entry("maintenance/name", "{name: a b, from: \"01:00\", to: \"02:00\"}"),
            entry("maintenance/days", "{name: a, days: [funday], from: \"01:00\", to: \"02:00\"}"),
            entry("maintenance/from", "{name: a, from: \"25:00\", to: \"02:00\"}"),
            entry("maintenance/to", "{name: a, from: \"01:00\", to: noon}"),
            entry("maintenance/zone", "{name: a, from: \"01:00\", to: \"02:00\", zone: Mars/Base}"),
            entry("maintenance/services", "{name: a, from: \"01:00\", to: \"02:00\", services: web}"),
            entry("maintenance/groups", "{name: a, from: \"01:00\", to: \"02:00\", groups: [nobody]}"),
            entry("quiet/name", "{name: a b, from: \"01:00\", to: \"02:00\"}"),
            entry("quiet/days", "{name: a, days: [funday], from: \"01:00\", to: \"02:00\"}"),
            entry("quiet/from", "{name: a, from: \"25:00\", to: \"02:00\"}"),
            entry("quiet/to", "{name: a, from: \"01:00\", to: noon}"),
            entry("quiet/zone", "{name: a, from: \"01:00\", to: \"02:00\", zone: Mars/Base}"),
            entry("quiet/services", "{name: a, from: \"01:00\", to: \"02:00\", services: web}"),
            entry("quiet/groups", "{name: a, from: \"01:00\", to: \"02:00\", groups: [nobody]}"),
            entry("groups/name", "{name: a b, services: [web]}"),
            entry("groups/services", "{name: a, services: web}"),
            entry("groups/labels", "{name: a, labels: [web]}"),
            entry("groups/tier", "{name: a, services: [web], tier: very high}"),
            entry("groups/budget.acts", "{name: a, services: [web], budget: {acts: 0}}"),
            entry("groups/budget.within", "{name: a, services: [web], budget: {within: an hour}}"),
            entry("groups/memory_ceiling", "{name: a, services: [web], memory_ceiling: 0.5x}"),
            entry("approvals/actions", "{name: a, actions: [fly], services: [web]}"),
            entry("hosts/name", "{name: all, url: \"https://a\"}"),
            entry("hosts/url", "{name: a, url: a}"),
            entry("hosts/token_file", "{name: a, url: \"https://a\", token_file: \"\"}"),
            entry("hosts/token_env", "{name: a, url: \"https://a\", token_env: [a]}"),
            entry("hosts/certificate_file", "{name: a, url: \"https://a\", certificate_file: \"\"}"),
            entry("hosts/key_file", "{name: a, url: \"https://a\", key_file: \"\"}"),
            entry("hosts/ca_file", "{name: a, url: \"https://a\", ca_file: \"\"}"),
            entry("host_commands/name", "{name: a b, command: [/bin/true]}"),
            entry("host_commands/command", "{name: a, command: /bin/true}"),
            entry("host_commands/timeout", "{name: a, command: [/bin/true], timeout: 2h}"),
            entry("http_calls/name", "{name: a b, url: \"http://a/\"}"),
            entry("http_calls/method", "{name: a, url: \"http://a/\", method: HEAD}"),
            entry("http_calls/url", "{name: a, url: \"ftp://a/\"}"),
            entry("http_calls/url_file", "{name: a, url_file: /nowhere/url}"),
            entry("http_calls/url_env", "{name: a, url_env: ABSENT}"),
            entry("http_calls/headers", "{name: a, url: \"http://a/\", headers: X-A}"),
            entry("http_calls/headers_file", "{name: a, url: \"https://a/\", headers_file: {X-A: /nowhere/a}}"),
            entry("http_calls/headers_env", "{name: a, url: \"https://a/\", headers_env: {X-A: ABSENT}}"),
            entry("http_calls/body", "{name: a, url: \"http://a/\", body: \"{service}\"}"),
            entry("http_calls/content_type", "{name: a, url: \"http://a/\", body: a, content_type: text}"),
            entry("http_calls/expect", "{name: a, url: \"http://a/\", expect: [100]}"),
            entry("http_calls/timeout", "{name: a, url: \"http://a/\", timeout: 2h}"),
            entry("http_calls/ca_file", "{name: a, url: \"http://a/\", ca_file: \"\"}"));

    /** What it is without being set, where the file would not write it so. */
    private static final Map<String, Function<Config, Boolean>> OTHERWISE = Map.ofEntries(
            entry("engine.address", config -> config.engine().equals("unix:///var/run/docker.sock")),
            entry("engine.api_version", config -> config.apiVersion() == null),
            entry("external_url", config -> config.externalUrl().isEmpty()),
            // Alone it is refused: nobody would hear anything.
            entry("escalation.heartbeat.every", config -> good(set("escalation.heartbeat.url", "\"http://a/\""))
                    .heartbeat()
                    .filter(one -> one.every().equals(Duration.ofMinutes(1)))
                    .isPresent()),
            entry("access.tokens_file", config -> config.entrance().tokens().isEmpty()),
            entry("access.signing_file", config -> config.entrance().signing().isEmpty()),
            entry("access.proxy.user_header", config -> config.entrance().proxy().isEmpty()),
            entry("access.proxy.groups_header", config -> config.entrance().proxy().isEmpty()),
            entry("access.proxy.secret_file", config -> config.entrance().proxy().isEmpty()),
            entry("tls.client_ca_file", config -> config.entrance().clients().isEmpty()),
            entry("tls.certificate_file", config -> config.entrance().certificate().isEmpty()),
            entry("tls.key_file", config -> config.entrance().certificate().isEmpty()),
            entry("data_directory", config -> config.dataDirectory().equals(Path.of("/var/lib/dockmedic"))),
            entry("runtime_directory", config -> config.runtimeDirectory().equals(Path.of("/run/dockmedic"))),
            entry("reports.directory",
                    config -> config.reportsDirectory().equals(Path.of("/var/lib/dockmedic/reports"))),
            entry("backups.directory", config -> config.backups().isEmpty()),
            entry("alerts.targets", config -> config.alertTargets().equals(Naming.USUAL)),
            entry("gpu.library", config -> config.gpus().library().isEmpty()),
            entry("kafka.tls.ca_file", EverySettingTest::isWithoutKafka),
            entry("kafka.tls.certificate_file", EverySettingTest::isWithoutKafka),
            entry("kafka.tls.key_file", EverySettingTest::isWithoutKafka),
            entry("kafka.login.user", EverySettingTest::isWithoutKafka),
            entry("kafka.login.password_file", EverySettingTest::isWithoutKafka),
            entry("kafka.login.password_env", EverySettingTest::isWithoutKafka),
            entry("kafka.login.mechanism", EverySettingTest::isWithoutKafka),
            entry("kafka.read.group", EverySettingTest::isWithoutKafka),
            entry("kafka.read.dead_letters", EverySettingTest::isWithoutKafka),
            entry("kafka.read.signing_file", EverySettingTest::isWithoutKafka),
            entry("kafka.publish.topic", EverySettingTest::isWithoutKafka));

    private static boolean isWithoutKafka(Config config) {
        return config.kafka().equals(Kafka.NONE);
    }

    private static Stream<String> keys() {
        return Stream.concat(Settings.ALL.stream().map(Setting::key),
                Items.ALL.stream().map(Items::key));
    }

    private static Stream<String> itemKeys() {
        return Stream.of(
                ReceiverSettings.OWN.stream().map(one -> Settings.RECEIVERS + "/" + one.key()),
                ServiceGroups.OWN.stream().map(one -> Settings.GROUPS + "/" + one.key()),
                WindowList.WINDOW.stream().map(one -> Settings.MAINTENANCE + "/" + one.key()),
                WindowList.WINDOW.stream().map(one -> Settings.QUIET + "/" + one.key()),
                StandingApprovals.OWN.stream().map(one -> Settings.APPROVALS + "/" + one.key()),
                Hosts.OWN.stream().map(one -> Settings.HOSTS + "/" + one.key()),
                HostCommands.OWN.stream().map(one -> Settings.COMMANDS + "/" + one.key()),
                HttpCalls.OWN.stream().map(one -> Settings.HTTP_CALLS + "/" + one.key())).flatMap(part -> part);
    }

    private static Stream<Setting<?>> settings() {
        return Settings.ALL.stream();
    }

    /** As the file would have it, {@code a: {b: value}}. */
    private static String set(String key, String value) {
        List<String> names = new ArrayList<>(List.of(key.split(Pattern.quote("."), -1)));
        String text = names.removeLast() + ": " + value;
        for (String name : names.reversed()) {
            text = name + ": {" + text + "}";
        }
        return text + "\n";
    }

    private static ConfigFile.Outcome parse(String text) {
        return new ConfigFile(ROOT).parse(FILE, text);
    }

    private static Config good(String text) {
        ConfigFile.Outcome outcome = parse(text);
        assertThat(outcome).as(text).isInstanceOf(ConfigFile.Good.class);
        return ((ConfigFile.Good) outcome).config();
    }

    private static void refused(String key, String text) {
        ConfigFile.Outcome outcome = parse(text);
        assertThat(outcome).as(text).isInstanceOf(ConfigFile.Bad.class);
        assertThat(((ConfigFile.Bad) outcome).problems()).as(text)
                .allSatisfy(problem -> assertThat(problem.line()).isPositive())
                .anySatisfy(problem -> assertThat(problem.toString())
                        .startsWith("/etc/dockmedic/dockmedic.yml:")
                        .containsAnyOf(key.substring(key.lastIndexOf('.') + 1), "/nowhere/", "ABSENT"));
    }

    @Test
    void noSettingIsMissingAndNoneIsToldOfThatThereIsNot() {
        assertThat(BAD.keySet()).containsExactlyInAnyOrderElementsOf(keys().toList());
        assertThat(BAD_ITEMS.keySet()).containsExactlyInAnyOrderElementsOf(itemKeys().toList());
        assertThat(settings().map(Setting::key)).containsAll(OTHERWISE.keySet());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void whatItCannotBeIsRefusedAtItsPlace(String key) {
        refused(key, set(key, Optional.ofNullable(BAD.get(key)).orElse("missing here")));
    }

    @ParameterizedTest
    @MethodSource("itemKeys")
    void norInAList(String key) {
        String list = key.substring(0, key.indexOf('/'));
        refused(key.substring(key.indexOf('/') + 1),
                set(list, "[" + Optional.ofNullable(BAD_ITEMS.get(key)).orElse("missing here") + "]"));
    }

    /** What the reference says that it is by default: set to that, nothing is other than without. */
    @ParameterizedTest
    @MethodSource("settings")
    void withoutItItIsWhatTheReferenceSays(Setting<?> setting) {
        Config without = good("");
        Function<Config, Boolean> otherwise = OTHERWISE.get(setting.key());
        if (otherwise != null) {
            assertThat(otherwise.apply(without)).isTrue();
        } else {
            assertThat(good(set(setting.key(), setting.defaultText()))).isEqualTo(without);
        }
    }
}
