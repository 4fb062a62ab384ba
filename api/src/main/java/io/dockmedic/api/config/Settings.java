package io.dockmedic.api.config;

import io.dockmedic.api.security.Known;
import io.dockmedic.collectors.alert.named.Naming;
import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.exposition.ContainerLabels;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.action.about.ActionClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/** Every setting there is. The file's reader, its checks and the documentation all go by this list. */
public final class Settings {
    private static final String ADDRESS = "unix:///.+|(?:tcp|https?)://(?:\\[[^/\\]]+\\]|[^/:]+)(?::\\d+)?/?";
    private static final String WEB = "https?://[^\\s/?#@]+(?:/[^\\s?#]*)?";
    private static final String DURATION = "a duration such as 30d, 12h or 90s";

    static final Setting<String> ENGINE = new Setting<>(
            "engine.address",
            "`DOCKER_HOST`, else `unix:///var/run/docker.sock`",
            "an address such as unix:///var/run/docker.sock or tcp://10.0.0.5:2376",
            Form.matching(ADDRESS),
            Settings::address,
            Surroundings::engine);
    static final Setting<Optional<ApiVersion>> API_VERSION = new Setting<>(
            "engine.api_version",
            "`DOCKER_API_VERSION`, else negotiated",
            "a version such as 1.44",
            Form.of("type", List.of("string", "number")),
            text -> Optional.of(version(text)).filter(Optional::isPresent),
            surroundings -> surroundings.apiVersion().flatMap(Settings::version));
    static final Setting<Listen> LISTEN = Setting.of(
            "listen", "127.0.0.1:9717", "an address such as 127.0.0.1:9717 or [::1]:9717",
            Form.matching(".+:[0-9]{1,9}"), Listen::parse);
    static final Setting<Optional<String>> EXTERNAL_URL = new Setting<>(
            "external_url",
            "where it listens, unless that is no use elsewhere",
            "an address such as https://nas.example.net/dockmedic",
            Form.matching(WEB),
            text -> Optional.of(web(text)).filter(Optional::isPresent),
            surroundings -> Optional.empty());
    static final Setting<Path> DATA = new Setting<>(
            "data_directory",
            "`$STATE_DIRECTORY`, else `/var/lib/dockmedic`, else `~/.local/state/dockmedic`",
            "a path",
            Form.PATH,
            Setting::path,
            Surroundings::dataDirectory);
    static final Setting<Path> RUNTIME = new Setting<>(
            "runtime_directory",
            "`$RUNTIME_DIRECTORY`, else `/run/dockmedic`, else `$XDG_RUNTIME_DIR/dockmedic`",
            "a path",
            Form.PATH,
            Setting::path,
            Surroundings::runtimeDirectory);
    static final Setting<Path> RULES = Setting.of("rules_directory", "rules.d", "a path", Form.PATH, Setting::path);
    static final Setting<Boolean> RULES_WATCH = Setting.of("rules_watch", "true", "true or false", Form.FLAG,
            Setting::flag);
    static final Setting<Optional<Path>> REPORTS = new Setting<>(
            "reports.directory",
            "`reports` in the data directory",
            "a path",
            Form.PATH,
            text -> Optional.of(Setting.path(text)).filter(Optional::isPresent),
            surroundings -> Optional.empty());
    static final Setting<Optional<Path>> BACKUPS = new Setting<>(
            "backups.directory",
            "none: nothing is backed up",
            "a path",
            Form.PATH,
            text -> Optional.of(Setting.path(text)).filter(Optional::isPresent),
            surroundings -> Optional.empty());
    static final Setting<Optional<Path>> TOKENS = Setting.file("access.tokens_file");
    static final Setting<Optional<Path>> SIGNING = Setting.file("access.signing_file");
    /** A list of names with scopes, read by {@link KnownNames}. */
    static final Setting<List<Known>> CERTIFICATES = names("access.certificates");
    /** A list of addresses, read by {@link Proxies}. */
    static final Setting<String> PROXY_FROM = Setting.parts("access.proxy.from", "[]", "a list of addresses",
            Form.list(Form.TEXT), "");
    static final Setting<String> PROXY_USER = Setting.text("access.proxy.user_header");
    /** A list of words, read by {@link KnownNames}. */
    static final Setting<String> PROXY_SCOPES = Setting.parts("access.proxy.scopes", "[]", "a list of scopes",
            Form.list(KnownNames.SCOPE), "");
    static final Setting<String> PROXY_GROUPS_HEADER = Setting.text("access.proxy.groups_header");
    /** A list of names with scopes, read by {@link KnownNames}. */
    static final Setting<List<Known>> PROXY_GROUPS = names("access.proxy.groups");
    static final Setting<Optional<Path>> PROXY_SECRET = Setting.file("access.proxy.secret_file");
    static final Setting<Integer> CALLER_REQUESTS = requests("access.limits.caller.requests", "50");
    static final Setting<Integer> CALLER_BURST = burst("access.limits.caller.burst", "200");
    static final Setting<Integer> ADDRESS_REQUESTS = requests("access.limits.address.requests", "10");
    static final Setting<Integer> ADDRESS_BURST = burst("access.limits.address.burst", "100");
    static final Setting<Integer> WRONG_REQUESTS = requests("access.limits.wrong.requests", "1");
    static final Setting<Integer> WRONG_BURST = burst("access.limits.wrong.burst", "20");
    static final Setting<Integer> INGEST_REQUESTS = requests("access.limits.ingest.requests", "0");
    static final Setting<Integer> INGEST_BURST = burst("access.limits.ingest.burst", "1000");
    static final Setting<Optional<Path>> CERTIFICATE = Setting.file("tls.certificate_file");
    static final Setting<Optional<Path>> KEY = Setting.file("tls.key_file");
    static final Setting<Optional<Path>> CLIENT_AUTHORITIES = Setting.file("tls.client_ca_file");
    static final Setting<Entrance.Showing> CLIENT_CERTIFICATES = choice("tls.client_certificates",
            Entrance.Showing.OPTIONAL);
    /** A list of expressions, read by {@link AlertTargets}. */
    static final Setting<Naming> ALERT_TARGETS = Setting.parts(
            "alerts.targets",
            "the usual labels",
            "a list of expressions",
            AlertTargets.FORM,
            Naming.USUAL);
    /** A list of names, read by {@link HostAliases}. */
    static final Setting<Set<String>> ALERT_HOSTS = Setting.parts("alerts.host_names", "[]", "a list of names",
            Form.either(Form.list(Form.TEXT), Form.TEXT), Set.of());
    static final Setting<Heal> HEAL = choice("heal", Heal.LABELLED);
    /** A list of names, read by {@link StandingApprovals}. */
    static final Setting<String> CAREFUL = Setting.parts("actions.careful", "[]", "a list of actions",
            Form.list(Form.oneOf(StandingApprovals.of(ActionClass.CAREFUL))), "");
    /** A list of names, read by {@link StandingApprovals}. */
    static final Setting<String> ASK = Setting.parts("actions.ask", "[]", "a list of actions",
            Form.list(Form.oneOf(Shipped.ASKED)), "");
    static final Setting<Duration> ANSWER_WITHIN = duration("actions.answer_within", "12h");
    static final Setting<Boolean> DRY_RUN = Setting.of("dry_run", "false", "true or false", Form.FLAG, Setting::flag);
    static final Setting<Duration> SETTLE = duration("settle", "10s");
    static final Setting<Boolean> EVIDENCE_LOGS = Setting.of("evidence.logs", "true", "true or false", Form.FLAG,
            Setting::flag);
    static final Setting<Integer> SERVICE_ACTS = acts("budgets.service.acts", "5");
    static final Setting<Duration> SERVICE_WITHIN = duration("budgets.service.within", "1h");
    static final Setting<Integer> RULE_ACTS = acts("budgets.rule.acts", "20");
    static final Setting<Duration> RULE_WITHIN = duration("budgets.rule.within", "1h");
    static final Setting<Integer> ACTION_ACTS = acts("budgets.action.acts", "20");
    static final Setting<Duration> ACTION_WITHIN = duration("budgets.action.within", "1h");
    static final Setting<Integer> HOST_ACTS = acts("budgets.host.acts", "30");
    static final Setting<Duration> HOST_WITHIN = duration("budgets.host.within", "1h");
    static final Setting<Duration> COOLDOWN = Setting.of("cooldown", "0s", "a duration such as 90s, or 0s for none",
            Form.DURATION,
            text -> text.equals("0s") ? Optional.of(Duration.ZERO) : Numbers.duration(text));
    static final Setting<Integer> STORM_SERVICES = acts("storm.services", "5");
    static final Setting<Integer> STORM_PERCENT = Setting.of("storm.percent", "30", "a number from 1 to 100",
            Form.whole(1, 100), text -> Numbers.whole(text, 1, 100));
    static final Setting<Integer> STORM_IMAGE = acts("storm.image", "3");
    static final Setting<Duration> STORM_WITHIN = duration("storm.within", "5m");
    static final Setting<Duration> STORM_CALM = duration("storm.calm", "10m");
    static final Setting<Duration> RETENTION_AGE = duration("retention.age", "30d");
    static final Setting<Long> RETENTION_SIZE = Setting.of("retention.size", "256MiB", "a size such as 256MiB or 1GB",
            Form.SIZE, Numbers::size);
    static final Setting<Duration> RECORD_AGE = Setting.of("record.age", "48h",
            "a duration such as 48h, or 0s for none",
            Form.DURATION,
            text -> text.equals("0s") ? Optional.of(Duration.ZERO) : Numbers.duration(text));
    static final Setting<Long> RECORD_SIZE = Setting.of("record.size", "64MiB", "a size such as 64MiB or 1GB",
            Form.SIZE, Numbers::size);
    static final Setting<Boolean> KERNEL_LOG = Setting.of("kernel_log", "true", "true or false", Form.FLAG,
            Setting::flag);
    static final Setting<Boolean> GPU_ENABLED = Setting.of("gpu.enabled", "true", "true or false", Form.FLAG,
            Setting::flag);
    static final Setting<Optional<Path>> GPU_LIBRARY = new Setting<>(
            "gpu.library",
            "`libnvidia-ml.so.1`, where the system finds it",
            "a path",
            Form.PATH,
            text -> Optional.of(Setting.path(text)).filter(Optional::isPresent),
            surroundings -> Optional.empty());
    static final Setting<Path> GPU_DRIVER_ROOT = Setting.of("gpu.driver_root", "/", "an absolute path", Form.PATH,
            text -> Setting.path(text).filter(Path::isAbsolute).map(Path::normalize));
    static final Setting<Path> GPU_NVIDIA_SMI = Setting.of("gpu.nvidia_smi", "/usr/bin/nvidia-smi", "an absolute path",
            Form.PATH, text -> Setting.path(text).filter(Path::isAbsolute));
    static final Setting<Integer> GPU_EXPECTED = Setting.of("gpu.expected", "0", "a number from 0 to 1024",
            Form.whole(0, 1024), text -> Numbers.whole(text, 0, 1024));
    static final Setting<Boolean> GPU_PROBE = Setting.of("gpu.probe", "false", "true or false", Form.FLAG,
            Setting::flag);
    /** A mapping of numbers to words, read by {@link Cures}. */
    static final Setting<Map<Integer, Cure>> GPU_CURES = Setting.parts(
            "gpu.cures", "{}", "a mapping of faults to what helps", Cures.FORM, Map.of());
    static final Setting<Logs.Format> LOG_FORMAT = choice("logs.format", Logs.Format.TEXT);
    static final Setting<Level> LOG_LEVEL = choice("logs.level", Level.INFO);
    /** A list of texts, read by {@link ShownLabels}. */
    static final Setting<ContainerLabels> SHOWN_LABELS = Setting.parts(
            "metrics.labels",
            "[com.docker.compose.project, com.docker.compose.service]",
            "a list of containers' labels",
            Form.list(Form.TEXT),
            ContainerLabels.DEFAULT);

    /** The list of windows is read item by item, each with {@link WindowList#WINDOW}'s keys. */
    static final String MAINTENANCE = "maintenance";

    /** The same of the times at which services are least in use. */
    static final String QUIET = "quiet";

    /** Below it the settings of {@link ServiceGroups}. */
    static final String GROUPS = "groups";

    /** The list of standing approvals is read item by item by {@link StandingApprovals}. */
    static final String APPROVALS = "approvals";

    /** The list of other instances is read item by item, each with {@link Hosts#OWN}'s keys. */
    static final String HOSTS = "hosts";

    /** The list of commands on this machine is read item by item, each with {@link HostCommands#OWN}'s keys. */
    static final String COMMANDS = "host_commands";

    /** The list of calls over HTTP is read item by item, each with {@link HttpCalls#OWN}'s keys. */
    static final String HTTP_CALLS = "http_calls";

    /** The list of receivers is read item by item, each with {@link ReceiverSettings#OWN}'s keys. */
    static final String RECEIVERS = "escalation.receivers";

    /** In the order in which a reader wants to know them. */
    public static final List<Setting<?>> ALL = join(List.of(
            ENGINE, API_VERSION, LISTEN, EXTERNAL_URL, TOKENS, SIGNING, CERTIFICATES, PROXY_FROM,
            PROXY_USER, PROXY_SCOPES, PROXY_GROUPS_HEADER, PROXY_GROUPS, PROXY_SECRET, CALLER_REQUESTS, CALLER_BURST,
            ADDRESS_REQUESTS, ADDRESS_BURST, WRONG_REQUESTS, WRONG_BURST, INGEST_REQUESTS, INGEST_BURST, CERTIFICATE,
            KEY,
            CLIENT_AUTHORITIES, CLIENT_CERTIFICATES,
            DATA, RUNTIME, RULES, RULES_WATCH, REPORTS, BACKUPS,
            ALERT_TARGETS, ALERT_HOSTS, HEAL, CAREFUL, ASK, ANSWER_WITHIN, DRY_RUN, SETTLE, EVIDENCE_LOGS,
            SERVICE_ACTS,
            SERVICE_WITHIN, RULE_ACTS, RULE_WITHIN, ACTION_ACTS, ACTION_WITHIN,
            HOST_ACTS, HOST_WITHIN, COOLDOWN, STORM_SERVICES, STORM_PERCENT, STORM_IMAGE, STORM_WITHIN, STORM_CALM,
            RETENTION_AGE, RETENTION_SIZE, RECORD_AGE, RECORD_SIZE, KERNEL_LOG, GPU_ENABLED, GPU_LIBRARY,
            GPU_DRIVER_ROOT,
            GPU_NVIDIA_SMI, GPU_EXPECTED, GPU_PROBE, GPU_CURES, LOG_FORMAT,
            LOG_LEVEL, SHOWN_LABELS), KafkaSettings.ALL, HeartbeatSettings.ALL);

    private Settings() {}

    private static List<Setting<?>> join(List<Setting<?>> first, List<Setting<?>> more, List<Setting<?>> last) {
        return Stream.of(first, more, last).<Setting<?>>flatMap(List::stream).toList();
    }

    private static Setting<Duration> duration(String key, String defaultText) {
        return Setting.of(key, defaultText, DURATION, Form.DURATION, Numbers::duration);
    }

    private static Setting<List<Known>> names(String key) {
        return Setting.parts(key, "[]", "a list of names with scopes", KnownNames.FORM, List.of());
    }

    private static Setting<Integer> requests(String key, String defaultText) {
        return Setting.of(key, defaultText, "a number from 0 to 1000000", Form.whole(0, 1_000_000),
                text -> Numbers.whole(text, 0, 1_000_000));
    }

    private static Setting<Integer> burst(String key, String defaultText) {
        return Setting.of(key, defaultText, "a number from 1 to 1000000", Form.whole(1, 1_000_000),
                text -> Numbers.whole(text, 1, 1_000_000));
    }

    private static Setting<Integer> acts(String key, String defaultText) {
        return Setting.of(key, defaultText, "a number from 1 to 10000", Form.whole(1, 10_000),
                text -> Numbers.whole(text, 1, 10_000));
    }

    private static <E extends Enum<E>> Setting<E> choice(String key, E byDefault) {
        Function<E, String> word = value -> value.name().toLowerCase(Locale.ROOT);
        List<E> all = List.of(byDefault.getDeclaringClass().getEnumConstants());
        String words = all.stream().map(word).collect(Collectors.joining(", "));
        return Setting.of(key, word.apply(byDefault), "one of " + words,
                Form.oneOf(all.stream().map(word).toList()),
                text -> all.stream().filter(value -> word.apply(value).equals(text)).findFirst());
    }

    private static Optional<ApiVersion> version(String text) {
        try {
            return Optional.of(ApiVersion.parse(text));
        } catch (IllegalArgumentException notAVersion) {
            return Optional.empty();
        }
    }

    private static Optional<String> web(String text) {
        return text.matches(WEB)
                ? Optional.of(text.replaceAll("/+$", ""))
                : Optional.empty();
    }

    private static Optional<String> address(String text) {
        return text.matches(ADDRESS)
                ? Optional.of(text)
                : Optional.empty();
    }
}
