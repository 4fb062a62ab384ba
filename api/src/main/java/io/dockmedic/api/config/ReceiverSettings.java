package io.dockmedic.api.config;

import io.dockmedic.rules.file.Routes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of one receiver, below {@code escalation.receivers}; {@link Receivers} reads them. */
final class ReceiverSettings {
    static final String NAMES = "[A-Za-z0-9_-]{1,40}";
    static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    static final Setting<String> URL = Setting.text("webhook.url");
    static final Setting<String> URL_FILE = Setting.text("webhook.url_file");
    static final Setting<String> URL_ENV = Setting.text("webhook.url_env");
    static final Setting<String> SIGNED_FILE = Setting.text("webhook.signing_file");
    static final Setting<String> SIGNED_ENV = Setting.text("webhook.signing_env");
    static final Setting<String> ALERTMANAGER = Setting.text("alertmanager.url");
    static final Setting<Optional<Path>> AUTHORITIES = Setting.file("alertmanager.ca_file");
    static final Setting<String> USER = Setting.text("alertmanager.user");
    static final Setting<String> PASSWORD_FILE = Setting.text("alertmanager.password_file");
    static final Setting<String> PASSWORD_ENV = Setting.text("alertmanager.password_env");
    static final Setting<Boolean> WATCHDOG = Setting.of("alertmanager.heartbeat", "false", "true or false",
            Form.FLAG, Setting::flag);

    static final Setting<String> TOPIC = Setting.text("kafka.topic", Form.matching(KafkaSettings.NAMES));

    static final Setting<String> ROUTES = Setting.parts("routes", "all", "a list of routes",
            Form.some(Form.oneOf(Routes.ALL)), "");
    static final Setting<String> SERVICES = Setting.parts("services", "all", "a list of services",
            Form.some(Form.TEXT), "");

    static final Setting<String> GROUPS = GroupNames.setting();

    static final Setting<Duration> REPEAT = Setting.of("repeat", "4h",
            "a duration such as 4h, at least 1m, or 0s for never",
            Form.DURATION,
            text -> text.equals("0s")
                    ? Optional.of(Duration.ZERO)
                    : Numbers.duration(text).filter(ReceiverSettings::minute));
    static final Setting<Optional<Duration>> UNACKNOWLEDGED_AFTER = new Setting<>(
            "unacknowledged.after",
            "",
            "a duration such as 30m, at least 1m",
            Form.DURATION,
            text -> Optional.of(Numbers.duration(text).filter(ReceiverSettings::minute)).filter(Optional::isPresent),
            surroundings -> Optional.empty());
    static final Setting<String> UNACKNOWLEDGED_THEN = Setting.text("unacknowledged.then");

    /** In the order in which a reader wants to know them. */
    static final List<Setting<?>> OWN = List.of(NAME, URL_FILE, URL_ENV, URL, SIGNED_FILE,
            SIGNED_ENV, ALERTMANAGER, AUTHORITIES, USER, PASSWORD_FILE, PASSWORD_ENV, WATCHDOG, TOPIC, ROUTES, SERVICES,
            GROUPS, REPEAT, UNACKNOWLEDGED_AFTER, UNACKNOWLEDGED_THEN);

    private ReceiverSettings() {}

    private static boolean minute(Duration length) {
        return length.compareTo(Duration.ofMinutes(1)) >= 0;
    }
}
