package io.dockmedic.api.config;

import io.dockmedic.remediation.action.host.HostCommand;
import io.dockmedic.remediation.action.http.HttpCall;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Pace;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Subnet;
import io.dockmedic.collectors.alert.kafka.Reading;
import io.dockmedic.collectors.base.kafka.Broker;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Security;
import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.collectors.engine.client.ApiVersion;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.exposition.ContainerLabels;
import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.remediation.escalate.Credentials;
import io.dockmedic.remediation.escalate.Reminding;
import io.dockmedic.remediation.publish.kafka.Publishing;
import io.dockmedic.rules.subject.NamedBy;
import java.net.URI;
import io.dockmedic.rules.state.recorded.RecordLimits;
import java.nio.file.Path;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.Members;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.storm.StormLimits;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class ConfigFileTest {
    private static final Path FILE = Path.of("/etc/dockmedic/dockmedic.yml");
    private static final String SCOPES_READ = " scopes: [read]}]}}\n";
    private static final Surroundings ROOT = new Surroundings(Map.of(), Path.of("/root"), true);

    /** The same, with one expression of each: they cannot be compared. */
    private static NamedBy named(Config config) {
        NamedBy named = (NamedBy) config.alertTargets();
        assertThat(named.containers()).hasSize(1);
        assertThat(named.gpus()).hasSize(1);
        assertThat(named.hosts()).hasSize(1);
        return new NamedBy(named.containers(), named.gpus(), named.hosts());
    }

    @Test
    void anEmptyFileIsAllDefaults() {
        Config config = good(ROOT, "");

        assertThat(config.engine()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(config.listen()).hasToString("127.0.0.1:9717");
        assertThat(config.entrance().paces())
                .isEqualTo(new Paces(new Pace(50, 200), new Pace(10, 100), new Pace(1, 20), new Pace(0, 1000)));
        assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/lib/dockmedic"));
        assertThat(config.rulesDirectory()).isEqualTo(Path.of("/etc/dockmedic/rules.d"));
        assertThat(config.heal()).isEqualTo(Heal.LABELLED);
        assertThat(config.dryRun()).isFalse();
        assertThat(config.budgets().service()).isEqualTo(new Budget(5, Duration.ofHours(1)));
        assertThat(config.budgets().rule()).isEqualTo(new Budget(20, Duration.ofHours(1)));
        assertThat(config.budgets().action()).isEqualTo(new Budget(20, Duration.ofHours(1)));
        assertThat(config.budgets().host()).isEqualTo(new Budget(30, Duration.ofHours(1)));
        assertThat(config.cooldown()).isZero();
        assertThat(config.storm()).isEqualTo(StormLimits.DEFAULT);
        assertThat(config.maintenance()).isEmpty();
        assertThat(config.receivers()).isEmpty();
        assertThat(config.retention()).isEqualTo(new Retention(Duration.ofDays(30), 256L << 20));
        assertThat(config.kernelLog()).isTrue();
        assertThat(config.gpus())
                .isEqualTo(new Gpus(true, Optional.empty(), Path.of("/"), Path.of("/usr/bin/nvidia-smi"), 0, false,
                        Map.of()));
        assertThat(config.logs()).isEqualTo(new Logs(Logs.Format.TEXT, Level.INFO));
        assertThat(config.kafka()).isEqualTo(Kafka.NONE);
    }

    @Test
    void aProxyIsBelievedOnlyWhereItIsNamed() {
        assertThat(bad("access: {proxy: {user_header: X-User}}\n")).containsExactly(
                "dockmedic.yml:1:31: access.proxy needs access.proxy.from: the addresses it connects from (from: [10.0.0.7])",
                "dockmedic.yml:1:31: access.proxy needs scopes, or groups with scopes: else nobody may do anything (scopes:"
                        + " [read])");
        assertThat(bad("access: {proxy: {from: [10.0.0.7], scopes: [read]}}\n")).containsExactly(
                "dockmedic.yml:1:24: access.proxy needs access.proxy.user_header: where it says who its user is"
                        + " (user_header: X-Forwarded-User)");
        String rest = ", user_header: X-User, scopes: [read]}}\n";
        String none = "access.proxy.from: this is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/24;"
                + " names could be answered by anybody";
        assertThat(bad("access: {proxy: {from: [\"*\", proxy.lan, 0.0.0.0/0, 10.0.0.1/24, \"::/0\"]" + rest))
                .containsExactly("dockmedic.yml:1:25: " + none, "dockmedic.yml:1:30: " + none,
                        "dockmedic.yml:1:41: access.proxy.from: that is so wide a network that it is nobody's proxy (the"
                                + " address of the proxy)",
                        "dockmedic.yml:1:52: " + none,
                        "dockmedic.yml:1:65: access.proxy.from: that is so wide a network that it is nobody's proxy (the"
                                + " address of the proxy)");
        assertThat(bad("access: {proxy: {from: 10.0.0.7" + rest)).containsExactly(
                "dockmedic.yml:1:24: access.proxy.from must be a list of addresses ([10.0.0.7])");
        assertThat(bad("access: {proxy: {from: [10.0.0.7, \"::1\"]" + rest)).containsExactly(
                "dockmedic.yml:1:24: access.proxy.from: whoever has a process on this machine could pose as that proxy, and"
                        + " as anybody (set access.proxy.secret_file)");
        assertThat(bad("access: {proxy: {from: [10.0.0.7, 172.17.0.0/16]" + rest)).containsExactly(
                "dockmedic.yml:1:24: access.proxy.from: whoever has an address of that network could pose as the proxy, and"
                        + " as anybody (set access.proxy.secret_file, or name the address of the proxy)");
        assertThat(bad("access: {proxy: {from: [10.0.0.7], user_header: Authorization, scopes: [read]}}\n"))
                .containsExactly(
                        "dockmedic.yml:1:49: access.proxy.user_header: Authorization says something else already"
                                + " (X-Forwarded-User)");
        assertThat(bad("access: {proxy: {from: [10.0.0.7], user_header: X_User, scopes: [read]}}\n"))
                .containsExactly(
                        "dockmedic.yml:1:49: access.proxy.user_header: a header's name here is of letters, digits"
                                + " and - (X-Forwarded-User)");
        assertThat(
                bad("access: {proxy: {from: [10.0.0.7], user_header: X-User, groups_header: x-user, groups: [{name: a,"
                        + SCOPES_READ))
                .containsExactly(
                        "dockmedic.yml:1:72: one header cannot be both user_header and groups_header");
        assertThat(bad("access: {proxy: {from: [10.0.0.7], user_header: X-User, groups_header: X-Groups}}\n"))
                .containsExactly("dockmedic.yml:1:24: access.proxy needs both of groups_header and groups, or neither"
                        + " (groups_header: X-Forwarded-Groups, groups: [{name: ops, scopes: [operate]}])",
                        "dockmedic.yml:1:24: access.proxy needs scopes, or groups with scopes: else nobody may do anything"
                                + " (scopes: [read])");
        assertThat(good(ROOT, "tls: {certificate_file: c, key_file: k}\nlisten: 0.0.0.0:9717\n"
                + "access: {proxy: {from: [10.0.0.7]" + rest).entrance().proxy()).isPresent();
    }

    @Test
    void aHostWantsBothPartsOfACertificateAndTls() {
        assertThat(bad("hosts: [{name: a, url: \"https://a\", certificate_file: c}]\n")).containsExactly(
                "dockmedic.yml:1:9: a host needs both of certificate_file and key_file, or neither");
        assertThat(bad("hosts: [{name: a, url: \"http://127.0.0.1:1\", certificate_file: c, key_file: k}]\n"))
                .containsExactly(
                        "dockmedic.yml:1:9: a host with certificate_file needs TLS: nobody shows a certificate over"
                                + " http:// (url: https://gpu-1.example.net:9717)");
    }

    @Test
    void everySettingIsTaken() {
        String secret = "whsec_" + "A".repeat(32);
        Groups groups = new Groups(List.of(new Group("media", "gold", List.of(new ServicePattern("media/*")),
                Map.of("team", "a*"),
                new io.dockmedic.remediation.decide.brake.Budget(2, Duration.ofMinutes(1)), "1.2x"),
                new Group("rest", "", List.of(new ServicePattern("*")), Map.of(), null, "")));
        Audience nightly = new Audience(List.of("host", "owner"), List.of(new ServicePattern("shop/*")),
                List.of(groups.all().getFirst()));
        Cluster cluster = new Cluster(List.of(new Broker("b1", 9093), new Broker("::1", 9094)), new Security(true,
                Optional.of(new Security.Login(Security.Mechanism.SCRAM_SHA_256, "medic", "word")),
                Optional.of(Path.of("/etc/dockmedic/ca.pem")),
                Optional.of(new Security.Identity(Path.of("/etc/dockmedic/own.pem"),
                        Path.of("/etc/dockmedic/own-key.pem")))));
        Map<String, String> words = Map.of("WORD", "word", "SIGNING", secret, "URL", "http://ha:8123/hook ");
        Config config = good(new Surroundings(words, Path.of("/root"), true),
                """
                        engine: {address: "tcp://10.0.0.5:2376", api_version: "1.44"}
                        listen: "[::1]:9000"
                        external_url: https://nas.example.net/dockmedic/
                        access:
                          tokens_file: tokens
                          signing_file: /run/secrets/signing
                          certificates: [{name: ops, scopes: [operate, ingest]}, {name: "spiffe://lan/bot", scopes: [read]}]
                          proxy:
                            from: [10.0.0.7, "fd00::/64"]
                            user_header: X-Forwarded-User
                            scopes: [read]
                            groups_header: X-Groups
                            groups: [{name: ops, scopes: [admin]}]
                            secret_file: proxy-secret
                          limits:
                            caller: {requests: 1, burst: 2}
                            address: {requests: 3, burst: 4}
                            wrong: {requests: 5, burst: 6}
                            ingest: {requests: 7, burst: 8}
                        tls: {certificate_file: tls/cert.pem, key_file: tls/key.pem, client_ca_file: tls/ca.pem, client_certificates: required}
                        data_directory: /srv/medic
                        runtime_directory: /run/medic
                        rules_directory: mine
                        rules_watch: false
                        reports: {directory: scans}
                        backups: {directory: kept}
                        alerts: {targets: ["event.labels['app']", gpu: "event.labels['card']", host: "event.labels['rack']"], host_names: [nas, 10.0.0.5]}
                        heal: all
                        actions: {careful: [end-loop], ask: [prune], answer_within: 30m}
                        approvals:
                          - {name: miners, actions: [stop, kill], services: ["miner*"], days: [sun], from: "01:00", to: "02:00", zone: UTC}
                          - {name: always, actions: [pause], services: [web], zone: UTC}
                        dry_run: true
                        settle: 3s
                        evidence: {logs: false}
                        budgets:
                          service: {acts: 1, within: 1m}
                          rule: {acts: 2, within: 2h}
                          action: {acts: 4, within: 4h}
                          host: {acts: 3, within: 1h30m}
                        cooldown: 2m
                        storm: {services: 7, percent: 50, image: 9, within: 1m, calm: 2m}
                        groups:
                          - {name: media, tier: gold, services: ["media/*"], labels: {team: a*}, budget: {acts: 2}, memory_ceiling: 1.2x}
                          - {name: rest, services: ["*"]}
                        maintenance:
                          - {name: night, days: [sat, sun], from: "22:00", to: "04:00", zone: Europe/Berlin, services: ["shop/*"], groups: [media]}
                        quiet:
                          - {name: early, from: "04:00", to: "05:00", zone: UTC}
                        retention: {age: 1w, size: 1GB}
                        record: {age: 3d, size: 1MiB}
                        kernel_log: false
                        gpu: {enabled: false, library: nvidia/libnvidia-ml.so.1, driver_root: /run/nvidia/driver, nvidia_smi: /opt/nvidia-smi, expected: 8, probe: true, cures: {31: none, 74: reboot}}
                        logs: {format: json, level: debug}
                        metrics: {labels: [tier]}
                        kafka:
                          brokers: ["b1:9093", "[::1]:9094"]
                          tls: {enabled: true, ca_file: ca.pem, certificate_file: own.pem, key_file: own-key.pem}
                          login: {user: medic, password_env: WORD, mechanism: SCRAM-SHA-256}
                          read: {topics: [alerts, ci], group: mine, dead_letters: dead, signing_file: /run/secrets/topics}
                          publish: {topic: dockmedic, events: [container.died, container.oom]}
                        hosts:
                          - {name: gpu-1, url: "https://gpu-1.lan:9717/medic/", token_file: gpu-1.token, ca_file: ca.pem, certificate_file: me.pem, key_file: me-key.pem}
                          - {name: here, url: "http://[::1]:9717", token_env: WORD}
                        host_commands:
                          - {name: collect, command: [/bin/collect, "--of={container}", "{id}"], timeout: 5m}
                        http_calls:
                          - name: purge
                            method: PUT
                            url: https://ops.lan:8443/purge/{container}?id={id}
                            headers: {X-Why: it is unwell}
                            headers_env: {Authorization: WORD}
                            body: '{"name": "{container}"}'
                            content_type: application/merge-patch+json
                            expect: [200, 404]
                            timeout: 5m
                          - {name: lights, url_env: URL}
                        escalation:
                          receivers:
                            - name: pager
                              webhook: {url: "http://127.0.0.1:1/x"}
                              repeat: 2h
                              unacknowledged: {after: 30m, then: boss}
                            - {name: boss, webhook: {url: "http://127.0.0.1:1/y"}, repeat: 0s, routes: [host, owner], services: ["shop/*"], groups: [media]}
                          heartbeat: {url: "http://127.0.0.1:1/z", every: 30s, signing_env: SIGNING}
                        """);

        assertThat(config).isEqualTo(new Config(
                FILE,
                "tcp://10.0.0.5:2376",
                new ApiVersion(1, 44),
                new Listen("::1", 9000),
                Optional.of("https://nas.example.net/dockmedic"),
                new Entrance(Optional.of(Path.of("/etc/dockmedic/tokens")),
                        Optional.of(Path.of("/run/secrets/signing")),
                        Optional.of(new Entrance.Proxy(
                                List.of(Subnet.parse("10.0.0.7").orElseThrow(),
                                        Subnet.parse("fd00::/64").orElseThrow()),
                                "X-Forwarded-User", Optional.of("X-Groups"), Set.of(Scope.READ),
                                List.of(new Known("ops", Set.of(Scope.ADMIN))),
                                Optional.of(Path.of("/etc/dockmedic/proxy-secret")))),
                        new Paces(new Pace(1, 2), new Pace(3, 4), new Pace(5, 6), new Pace(7, 8)),
                        Optional.of(new Entrance.Certificate(Path.of("/etc/dockmedic/tls/cert.pem"),
                                Path.of("/etc/dockmedic/tls/key.pem"))),
                        Optional.of(new Entrance.Clients(Path.of("/etc/dockmedic/tls/ca.pem"), true, List.of(
                                new Known("ops", Set.of(Scope.OPERATE, Scope.INGEST)),
                                new Known("spiffe://lan/bot", Set.of(Scope.READ)))))),
                Path.of("/srv/medic"),
                Path.of("/run/medic"),
                Path.of("/etc/dockmedic/mine"),
                false,
                Path.of("/etc/dockmedic/scans"),
                named(config),
                Set.of("nas", "10.0.0.5"),
                Heal.ALL,
                true,
                Duration.ofSeconds(3),
                false,
                new Budgets(
                        new Budget(1, Duration.ofMinutes(1)),
                        new Budget(2, Duration.ofHours(2)),
                        new Budget(4, Duration.ofHours(4)),
                        new Budget(3, Duration.ofMinutes(90))),
                Duration.ofMinutes(2),
                new StormLimits(7, 50, 9, Duration.ofMinutes(1), Duration.ofMinutes(2)),
                List.of(new Window("night", Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.of(22, 0),
                        LocalTime.of(4, 0), ZoneId.of("Europe/Berlin"),
                        List.of(new Members(groups, "media"), new ServicePattern("shop/*")))),
                new Permits(Set.of("end-loop"), Set.of("prune"), List.of(
                        new Approval(Set.of("stop", "kill"), new Window("miners", Set.of(DayOfWeek.SUNDAY),
                                LocalTime.of(1, 0), LocalTime.of(2, 0), ZoneId.of("UTC"),
                                List.of(new ServicePattern("miner*")))),
                        new Approval(Set.of("pause"), new Window("always", Set.of(DayOfWeek.values()),
                                LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"),
                                List.of(new ServicePattern("web")))))),
                Duration.ofMinutes(30),
                List.of(new Receiver("pager", new Secret("http://127.0.0.1:1/x"),
                        new Reminding(Duration.ofHours(2), Duration.ofMinutes(30), "boss")),
                        new Receiver("boss", new Secret("http://127.0.0.1:1/y"), Receiver.Kind.WEBHOOK,
                                Credentials.NONE,
                                Reminding.NONE, nightly, false)),
                new Roster(List.of(new Roster.Entry("pager", Audience.EVERYTHING, false),
                        new Roster.Entry("boss", nightly, true))),
                Optional.of(new Heartbeat(new Secret("http://127.0.0.1:1/z"), Duration.ofSeconds(30),
                        Credentials.of(List.of(SigningSecret.parse(secret).orElseThrow())))),
                new Retention(Duration.ofDays(7), 1_000_000_000L),
                new RecordLimits(Duration.ofDays(3), 1 << 20),
                false,
                new Gpus(false, Optional.of(Path.of("/etc/dockmedic/nvidia/libnvidia-ml.so.1")),
                        Path.of("/run/nvidia/driver"), Path.of("/opt/nvidia-smi"), 8, true,
                        Map.of(31, Cure.NONE, 74, Cure.REBOOT)),
                new Logs(Logs.Format.JSON, Level.DEBUG),
                ContainerLabels.of(List.of("tier")),
                new Kafka(
                        Optional.of(new Reading(cluster, List.of("alerts", "ci"), "mine", Optional.of("dead"))),
                        Optional.of(Path.of("/run/secrets/topics")),
                        Optional.of(new Publishing(cluster, "dockmedic", Set.of("container.died", "container.oom"))),
                        Optional.of(cluster)),
                List.of(new Host("gpu-1", URI.create("https://gpu-1.lan:9717/medic"),
                        Optional.of(Path.of("/etc/dockmedic/gpu-1.token")), Optional.empty(),
                        Optional.of(Path.of("/etc/dockmedic/ca.pem")),
                        Optional.of(new Entrance.Certificate(Path.of("/etc/dockmedic/me.pem"),
                                Path.of("/etc/dockmedic/me-key.pem")))),
                        new Host("here", URI.create("http://[::1]:9717"), Optional.empty(), Optional.of("WORD"),
                                Optional.empty(), Optional.empty())),
                List.of(new HostCommand("collect", List.of("/bin/collect", "--of={container}", "{id}"),
                        Duration.ofMinutes(5))),
                List.of(new NamedCall("purge", Optional.of(new HttpCall("purge", "PUT",
                        "https://ops.lan:8443/purge/{container}?id={id}",
                        Map.of("X-Why", "it is unwell", "Authorization", "word", "Content-Type",
                                "application/merge-patch+json"),
                        "{\"name\": \"{container}\"}", Duration.ofMinutes(5), Set.of(200, 404), Optional.empty(),
                        Set.of("word")))),
                        new NamedCall("lights", Optional.of(new HttpCall("lights", "POST", "http://ha:8123/hook",
                                Map.of(), "", Duration.ofSeconds(10), Set.of(), Optional.empty(),
                                Set.of("http://ha:8123/hook"))))),
                Optional.of(Path.of("/etc/dockmedic/kept")),
                groups,
                List.of(new Window("early", Set.of(DayOfWeek.values()), LocalTime.of(4, 0), LocalTime.of(5, 0),
                        ZoneId.of("UTC"), List.of(ServicePattern.ALL)))));
    }

    @Test
    void whatIsWrongInAnAlertmanagerIsToldWhereItStands() {
        String receiver = "escalation: {receivers: [{name: am, alertmanager: {%s}}]}\n";
        assertThat(bad(receiver.formatted("url: \"http://127.0.0.1:x@am:9093\"")))
                .anyMatch(told -> told.contains("alertmanager.url: not an address without a user and a query"));
        assertThat(bad(receiver.formatted("url: \"http://am:9093\", user: medic, password_env: WORD")))
                .anyMatch(told -> told.contains("http:// to another machine sends the password as it is"));
        assertThat(bad(receiver.formatted("url: \"https://am:9093\", user: medic")))
                .anyMatch(
                        told -> told.contains("a login needs user and exactly one of password_file and password_env"));
        assertThat(bad(receiver.formatted("url: \"https://am:9093\", ca_file: none.pem")))
                .anyMatch(told -> told.contains("none.pem cannot be read"));
        assertThat(bad(receiver.formatted("url: \"https://am:9093\", ca_file: /etc/hostname")))
                .anyMatch(told -> told.contains("/etc/hostname holds no certificate"));
        assertThat(bad(receiver.formatted("url: \"https://alert_manager:9093\"")))
                .anyMatch(told -> told.contains("alertmanager.url: its host is no name that can be called"));
        assertThat(bad("escalation: {receivers: [{name: a, webhook: {url: \"http://my_pager/x\"}}]}\n"))
                .anyMatch(told -> told.contains("webhook.url: its host is no name that can be called"));
        assertThat(bad("escalation: {receivers: [{name: am, alertmanager: {url: \"http://am:9093\"}, repeat: 1h}]}\n"))
                .anyMatch(told -> told.contains("an Alertmanager tells again by itself"));
        assertThat(bad("escalation: {receivers: [{name: a, webhook: {url: \"http://a\"}, alertmanager: {user: b}}]}\n"))
                .anyMatch(told -> told.contains("is for a receiver with alertmanager.url"));
    }

    @Test
    void whatIsWrongInACommandOnTheHostIsToldWhereItStands() {
        assertThat(bad("host_commands: reboot\n")).singleElement().asString().contains("host_commands must be a list");
        assertThat(bad("""
                host_commands:
                - {name: a b, command: [/bin/true]}
                - {name: b}
                - {name: b, command: /bin/true}
                - {name: c, command: [nginx, -s, reload]}
                - {name: d, command: [/bin/echo, "{service}"]}
                - {name: e, command: [/bin/echo, "password=hunter2"]}
                - {name: f, command: [/bin/true], timeout: 2h}
                - {name: g, command: ["/bin/{id}"]}
                - {name: h, command: [/bin/echo, "{ Container }"]}
                - {name: i, command: [/bin/sh, -c, "echo ${id}"]}
                """))
                .satisfiesExactly(
                        one -> assertThat(one).contains("2:3: a command needs a name of letters"),
                        one -> assertThat(one).contains("3:3: a command needs a command"),
                        one -> assertThat(one).contains("4:3: two commands are named b"),
                        one -> assertThat(one).contains("4:22: command must be a list"),
                        one -> assertThat(one).contains("5:23: command must begin with the program's absolute path"),
                        one -> assertThat(one).contains("6:34: command: {service} stands for nothing",
                                "{container} or {id}"),
                        one -> assertThat(one).contains("7:22: command has what looks like a secret"),
                        one -> assertThat(one).contains("8:44: timeout: \"2h\" is not a duration from 1s to 1h"),
                        one -> assertThat(one).contains("9:23: command must begin with the program's absolute path"),
                        one -> assertThat(one).contains("10:34: command: { Container } stands for nothing"),
                        one -> assertThat(one).contains("11:36: command: ${id} stands for nothing"));
    }

    @Test
    void bracesOfOtherProgramsStandInACommandAsTheyAre() {
        List<String> words = List.of("/bin/sh", "-c", "find $HOME -exec echo {} +; echo ${HOME} {a,b}; awk '{print}'");
        assertThat(good(ROOT, "host_commands: [{name: a, command: [/bin/sh, -c, \"" + words.getLast()
                + "\"]}]\n").commands()).extracting(HostCommand::command).containsExactly(words);
    }

    @Test
    void whatTheJvmCannotHandToAProgramIsRefused() {
        assertThat(HostCommands.unsaid(List.of("/bin/echo", "Grüße"), StandardCharsets.US_ASCII)).hasValueSatisfying(
                why -> assertThat(why).contains("Grüße cannot be handed to a program in US-ASCII"));
        assertThat(HostCommands.unsaid(List.of("/bin/echo", "plain"), StandardCharsets.US_ASCII)).isEmpty();
        assertThat(HostCommands.unsaid(List.of("/bin/echo", "Grüße"), StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatIsWrongInACallOverHttpIsToldWhereItStands() {
        assertThat(bad("http_calls: purge\n")).singleElement().asString().contains("http_calls must be a list");
        assertThat(bad("""
                http_calls:
                - {name: a b, url: "http://a/"}
                - {name: b}
                - {name: b, url: "http://a/", url_env: URL}
                - {name: c, url: "http://{container}/"}
                - {name: d, url: "http://a/{service}"}
                - {name: e, url: "http://me:word@a/"}
                - {name: f, url: "http://a/#b"}
                - {name: g, url: "http://a/ b"}
                - {name: h, url: "http://a/", method: get}
                - {name: i, url: "http://a/", method: GET, body: a}
                - {name: j, url: "http://a/", body: "${id}"}
                - {name: k, url: "http://a/", content_type: text/plain}
                - {name: l, url: "http://a/", expect: 200}
                - {name: m, url: "http://a/", timeout: 500ms}
                - {name: n, url: "https://a/", ca_file: /nowhere/ca.pem}
                - {name: o, url: "http://a:84040/"}
                - {name: p, url: "http://a/", ca_file: /etc/hostname}
                - {name: q, url: "http://my_host:8080/{container}"}
                - {name: r, url: "http://me:word@my_host/"}
                """))
                .satisfiesExactly(
                        one -> assertThat(one).contains("2:3: a call needs a name of letters"),
                        one -> assertThat(one).contains("3:3: a call needs exactly one of url, url_file and url_env",
                                "url: https://"),
                        one -> assertThat(one).contains("4:3: two calls are named b"),
                        one -> assertThat(one).contains("4:3: a call needs exactly one of url"),
                        one -> assertThat(one).contains("5:18: url: a place may stand in the path and the query only"),
                        one -> assertThat(one).contains("6:18: url: {service} stands for nothing",
                                "{container} or {id}"),
                        one -> assertThat(one).contains("7:18: url: not an http:// or https:// address without a user")
                                .doesNotContain("word"),
                        one -> assertThat(one).contains("8:18: url: not an http:// or https:// address"),
                        one -> assertThat(one).contains("9:18: url: not an http:// or https:// address"),
                        one -> assertThat(one).contains("10:39: method: \"get\" is not one of GET, POST, PUT"),
                        one -> assertThat(one).contains("11:50: body: a GET has none", "method: POST"),
                        one -> assertThat(one).contains("12:37: body: ${id} stands for nothing"),
                        one -> assertThat(one).contains("13:45: content_type is for a call with a body"),
                        one -> assertThat(one).contains("14:39: expect must be a list of statuses", "expect: [200"),
                        one -> assertThat(one).contains("15:40: timeout: \"500ms\" is not a duration from 1s to 1h"),
                        one -> assertThat(one).contains("16:41: /nowhere/ca.pem cannot be read"),
                        one -> assertThat(one).contains("17:18: url: a port is a number from 1 to 65535"),
                        one -> assertThat(one).contains("18:18: url: ca_file is for https://"),
                        one -> assertThat(one).contains("18:40: /etc/hostname holds no certificate",
                                "-----BEGIN CERTIFICATE-----"),
                        one -> assertThat(one).contains("19:18: url: its host is no name that can be called", "no _",
                                "another name of it").doesNotContain("my_host"),
                        one -> assertThat(one).contains("20:18: url: not an http:// or https:// address")
                                .doesNotContain("word"));
    }

    @Test
    void whatIsWrongInItsHeadersIsToldAndNotWhatTheyAre() {
        String call = "http_calls: [{name: a, url: \"%s://ops.lan/\", %s}]\n";
        Surroundings word = new Surroundings(Map.of("WORD", "hunter2\nand more"), Path.of("/root"), true);
        assertThat(new ConfigFile(word).parse(FILE, call.formatted("https", "headers_env: {X-A: WORD}")).toString())
                .contains("headers_env: what X-A is must be one line of ASCII")
                .doesNotContain("hunter2");
        assertThat(bad(call.formatted("https",
                "headers: {A B: c, Host: a, Content-Type: a/b, X-A: a, x-a: b, X-B: [a]}")))
                .map(ConfigFileTest::message)
                .containsExactly("headers: \"A B\" is no name of a header", "headers: Host is set by Dockmedic",
                        "headers: Content-Type has a setting of its own", "headers: x-a is set twice",
                        "headers: a header has one name and one value");
        for (String slip : List.of("headers: {\"Authorization:Bearer hunter2\": \"\"}",
                "headers_file: {X-A: Bearer hunter2}",
                "headers_env: {X-A: hunter2}", "\"url:https://a/hunter2\": \"\"")) {
            assertThat(bad(call.formatted("https", slip))).as(slip)
                    .singleElement()
                    .asString()
                    .doesNotContain("hunter2");
        }
        assertThat(bad(call.formatted("http", "headers_file: {X-A: /nowhere/a}"))).map(ConfigFileTest::message)
                .containsExactlyInAnyOrder("/nowhere/a cannot be read: NoSuchFileException",
                        "url: http:// to another machine sends what is secret in the headers as it is");
    }

    @Test
    void withoutSecretsACallWithOneHasItsNameAlone() {
        ConfigFile.Outcome outcome = new ConfigFile(ROOT).withoutSecrets().parse(FILE, """
                http_calls:
                - {name: a, url_env: UNSET}
                - {name: b, url_file: /nowhere/x}
                - {name: c, url: "https://c/", headers_file: {X-A: /nowhere/x}}
                - {name: d, url: "https://d/", ca_file: /nowhere/x}
                """);
        List<NamedCall> calls = ((ConfigFile.Good) outcome).config().httpCalls();
        assertThat(calls).extracting(NamedCall::name).containsExactly("a", "b", "c", "d");
        assertThat(calls.stream().flatMap(one -> one.call().stream()).map(HttpCall::name)).containsExactly("d");
    }

    @Test
    void bracesOfAnotherLanguageStandInABodyAsTheyAre() {
        String body = "{\"a\": {\"b\": {}}, \"c\": \"${HOME}\"}";
        List<NamedCall> calls = good(ROOT, "http_calls: [{name: a, url: \"http://a/\", body: '" + body + "'}]\n")
                .httpCalls();
        assertThat(calls.getFirst().call().orElseThrow().body()).isEqualTo(body);
    }

    @Test
    void whatIsWrongInAHostIsToldWhereItStands() {
        assertThat(bad("hosts: gpu-1\n")).singleElement().asString().contains("1:8: hosts must be a list");
        assertThat(bad("hosts:\n- {name: a, url: \"http://gpu-1:9717\"}\n")).singleElement()
                .asString()
                .contains("2:18: url: http:// to another machine sends the token as it is");
        assertThat(bad("hosts:\n- {name: all, url: gpu-1}\n- {name: b}\n- {name: b, url: \"http://u:p@localhost\"}\n"))
                .map(ConfigFileTest::message)
                .containsExactly(
                        "a host needs a name of letters, digits, ., - and _, at most 60, and not all",
                        "url: \"gpu-1\" is not an address such as https://gpu-1.example.net:9717",
                        "a host needs a url",
                        "two hosts are named b",
                        "url: \"http://u:p@localhost\" is not an address such as https://gpu-1.example.net:9717");
        assertThat(bad("hosts:\n- {name: a, url: \"https://a\", token_file: t, token_env: T, tokens: x}\n"))
                .map(ConfigFileTest::message)
                .containsExactlyInAnyOrder("a host needs at most one of token_file and token_env",
                        "unknown setting tokens");
    }

    @Test
    void whatIsWrongInAnApprovalIsToldWhereItStands() {
        assertThat(bad("actions: {careful: [stop]}\n")).singleElement()
                .asString()
                .contains("1:20: actions.careful: stop is none of backup-volume, end-loop");
        assertThat(bad("actions: {ask: [limits]}\n")).singleElement()
                .asString()
                .contains("actions.ask: limits is none of prune, restart-stack, rollback");
        assertThat(bad("approvals:\n- {name: a, actions: [restart], services: [web]}\n")).singleElement()
                .asString()
                .contains(
                        "2:22: actions: restart is none of exec, host-command, http, kill, pause, run, stop, truncate-log, unpause");
        assertThat(bad("approvals:\n- {name: a, actions: [reset-gpu], services: [web]}\n")).singleElement()
                .asString()
                .contains("actions: reset-gpu is none of exec", "that takes a person's yes each time");
        assertThat(bad("approvals:\n- {name: a, actions: [stop]}\n")).singleElement()
                .asString()
                .contains("an approval needs actions, and services or groups");
        assertThat(bad("approvals:\n- {name: a, actions: [stop], services: [web], from: '02:00'}\n")).singleElement()
                .asString()
                .contains("a window needs from and to");
    }

    @Test
    void whatIsWrongInAWindowIsToldWhereItStands() {
        assertThat(bad("maintenance:\n- {name: a, from: '2', to: '04:00', zone: Berlin, days: [sunday]}\n"))
                .containsExactlyInAnyOrder(
                        "dockmedic.yml:2:19: from: \"2\" is not a time such as 02:30",
                        "dockmedic.yml:2:43: zone: \"Berlin\" is not a time zone such as Europe/Berlin",
                        "dockmedic.yml:2:57: days: \"sunday\" is not one of mon, tue, wed, thu, fri, sat, sun");
        assertThat(bad("maintenance:\n- {name: a, from: '02:00'}\n")).singleElement()
                .asString()
                .contains("a window needs from and to");
        assertThat(bad("maintenance: {name: a}\n")).singleElement().asString().contains("must be a list");
        assertThat(bad("maintenance:\n- {name: a, from: '02:00', to: '03:00', services: db}\n")).singleElement()
                .asString()
                .contains("services is not a list of services");
    }

    @Test
    void everyDayAndEveryServiceIsTheDefaultOfAWindow() {
        Window window = good(ROOT, "maintenance:\n- {name: a, from: '02:00', to: '03:00'}\n").maintenance().getFirst();

        assertThat(window.days()).hasSize(7);
        assertThat(window.services()).containsExactly(ServicePattern.ALL);
        assertThat(window.zone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void labelsThatBecomeOneAreRefusedWhereTheyStand() {
        assertThat(bad("metrics:\n  labels: [a.b, tier, a-b]\n")).containsExactly(
                "dockmedic.yml:2:23: metrics.labels: a-b and a.b both become container_label_a_b"
                        + " (show only one of them)");
        assertThat(bad("metrics: {labels: tier}\n")).singleElement().asString().contains("must be a list");
    }

    @Test
    void curesThatAreNoneAreRefusedWhereTheyStand() {
        assertThat(bad("gpu:\n  cures: {x: none, 31: pray, 74: none, 0x4a: none, 74: reset}\n")).containsExactly(
                "dockmedic.yml:2:11: gpu.cures: this is not the number of a fault ({31: none})",
                "dockmedic.yml:2:24: gpu.cures: this is not one of none, application, inspect, reset, reboot, replace",
                "dockmedic.yml:2:40: gpu.cures: this is not the number of a fault ({31: none})",
                "dockmedic.yml:2:52: gpu.cures: 74 is set twice");
        assertThat(bad("gpu: {cures: none}\n")).singleElement().asString().contains("must hold faults");
    }

    @Test
    void whatOthersCanReachNeedsTlsAndTokens() {
        String words = "read, ingest, operate, admin";
        assertThat(bad("tls: {client_ca_file: ca, client_certificates: always}\n")).containsExactly(
                "dockmedic.yml:1:23: tls.client_ca_file needs tls.certificate_file and tls.key_file too: without TLS"
                        + " nobody shows a certificate",
                "dockmedic.yml:1:48: tls.client_certificates: \"always\" is not one of optional, required");
        assertThat(bad("tls: {certificate_file: c, key_file: k, client_ca_file: ca}\n")).containsExactly(
                "dockmedic.yml:1:57: tls.client_ca_file: no certificate is good for anything here (set"
                        + " access.certificates: [{name: ops, scopes: [operate]}], or tls.client_certificates: required to"
                        + " let in only who has one and a token)");
        assertThat(bad("""
                tls: {certificate_file: c, key_file: k, client_certificates: required}
                access: {certificates: [{name: ops, scopes: [read]}]}
                """)).containsExactly(
                "dockmedic.yml:1:62: tls.client_certificates needs tls.client_ca_file too: who vouches for clients"
                        + " (tls: {client_ca_file: tls/clients-ca.pem})",
                "dockmedic.yml:2:24: access.certificates needs tls.client_ca_file too: who vouches for clients"
                        + " (tls: {client_ca_file: tls/clients-ca.pem})");
        String mutual = "tls: {certificate_file: c, key_file: k, client_ca_file: ca}\n";
        assertThat(bad(mutual + """
                access:
                  certificates:
                    - {name: "a b", scopes: [read]}
                    - {name: ops, scopes: [write]}
                    - {name: ops}
                    - {name: bob, scopes: read}
                """)).containsExactly(
                "dockmedic.yml:4:7: access.certificates: a name is of letters, digits and . _ @ : / + -, at most 100"
                        + " ([{name: ops, scopes: [operate]}])",
                "dockmedic.yml:5:28: access.certificates: there is no scope write; there are " + words,
                "dockmedic.yml:6:7: access.certificates: two are named ops",
                "dockmedic.yml:6:7: access.certificates: ops needs scopes ([{name: ops, scopes: [operate]}])",
                "dockmedic.yml:7:27: access.certificates: scopes must be a list of " + words + " ([read])");
        assertThat(bad(mutual + "access: {certificates: ops}\n")).containsExactly("dockmedic.yml:2:24:"
                + " access.certificates must be a list of names with scopes ([{name: ops, scopes: [operate]}])");
        assertThat(good(ROOT, mutual + "access: {certificates: [{name: ops, scopes: [read]}]}\nlisten: 0.0.0.0:9717\n")
                .entrance()
                .clients()).isPresent();
        assertThat(
                bad("access: {limits: {caller: {requests: -1, burst: 0}, ingest: {requests: many, burst: 1000001}}}\n"))
                .containsExactly(
                        "dockmedic.yml:1:38: access.limits.caller.requests: \"-1\" is not a number from 0 to 1000000",
                        "dockmedic.yml:1:49: access.limits.caller.burst: \"0\" is not a number from 1 to 1000000",
                        "dockmedic.yml:1:72: access.limits.ingest.requests: \"many\" is not a number from 0 to 1000000",
                        "dockmedic.yml:1:85: access.limits.ingest.burst: \"1000001\" is not a number from 1 to 1000000");
        String told = "listen: others than this machine can reach 0.0.0.0:9717, so it needs TLS and tokens"
                + " (set tls.certificate_file, tls.key_file and access.tokens_file, or listen on 127.0.0.1 and put a"
                + " proxy in front)";
        String tokens = "access: {tokens_file: t}\n";
        String tls = "tls: {certificate_file: c, key_file: k}\n";
        assertThat(bad("listen: 0.0.0.0:9717\n")).containsExactly("dockmedic.yml:1:9: " + told);
        assertThat(bad(tokens + "listen: 0.0.0.0:9717\n")).containsExactly("dockmedic.yml:2:9: " + told);
        assertThat(bad(tls + "listen: 0.0.0.0:9717\n")).containsExactly("dockmedic.yml:2:9: " + told);
        assertThat(good(ROOT, tls + tokens + "listen: 0.0.0.0:9717\n").listen().host()).isEqualTo("0.0.0.0");
        assertThat(bad("tls: {certificate_file: c}\n"))
                .containsExactly("dockmedic.yml:1:25: tls.certificate_file needs tls.key_file too");
    }

    @Test
    void topicsAreReadOnlyWhereItIsKnownWhoSends() {
        String told = "kafka.read.topics: whoever reaches the brokers could have us restart containers, so they must"
                + " know who sends, or what is sent must be signed (set kafka.login.user, or"
                + " kafka.tls.certificate_file and kafka.tls.key_file, or kafka.read.signing_file)";
        assertThat(bad("kafka: {brokers: ['h:1'], read: {topics: [a]}}\n"))
                .containsExactly("dockmedic.yml:1:42: " + told);
        assertThat(bad("kafka: {brokers: ['h:1'], tls: {enabled: true}, read: {topics: [a]}}\n"))
                .containsExactly("dockmedic.yml:1:64: " + told);
        String reads = "login: {user: u, password_env: ABSENT}, read: {topics: [a]}}\n";
        assertThat(bad("kafka: {brokers: ['h:1', '127.0.0.1:1'], " + reads)).anySatisfy(problem -> assertThat(problem)
                .endsWith("kafka.read.topics: without TLS whoever is on the way to the brokers could put in alerts,"
                        + " login or not (set kafka.tls.enabled: true, or kafka.read.signing_file)"));
        assertThat(bad("kafka: {brokers: ['127.0.0.1:1'], " + reads)).noneMatch(one -> one.contains("without TLS"));
        Kafka signed = good(ROOT, "kafka: {brokers: ['h:1'], read: {topics: [a], signing_file: s}}\n").kafka();
        assertThat(signed.signing()).contains(Path.of("/etc/dockmedic/s"));
        assertThat(signed.reading().orElseThrow().group()).startsWith("dockmedic-");
        assertThat(good(ROOT, "kafka: {brokers: ['h:1'], publish: {topic: t}}\n").kafka()
                .publishing()
                .orElseThrow()
                .events()).containsExactly("container.died");
    }

    @Test
    void whatIsWrongWithKafkaIsToldWhereItStands() {
        assertThat(bad("""
                kafka:
                  brokers: [h, "h:0", "h:9092"]
                  tls: {ca_file: c, key_file: k}
                  login: {user: u, mechanism: PLAIN, password_env: ABSENT}
                  read: {topics: [a/b, a], dead_letters: a}
                  publish: {topic: "t t", events: [container.sample]}
                """)).containsExactly(
                "dockmedic.yml:2:13: kafka.brokers: this is not an address such as broker1:9093",
                "dockmedic.yml:2:16: kafka.brokers: this is not an address such as broker1:9093",
                "dockmedic.yml:3:18: kafka.tls.ca_file needs kafka.tls.enabled: true",
                "dockmedic.yml:3:31: kafka.tls.key_file needs kafka.tls.certificate_file too",
                "dockmedic.yml:3:31: kafka.tls.key_file needs kafka.tls.enabled: true",
                "dockmedic.yml:4:17: the environment has no ABSENT",
                "dockmedic.yml:4:31: PLAIN sends the password as it is, so beyond this machine it needs TLS"
                        + " (set kafka.tls.enabled: true, or use SCRAM-SHA-512)",
                "dockmedic.yml:5:18: kafka.read.topics: without TLS whoever is on the way to the brokers could put in"
                        + " alerts, login or not (set kafka.tls.enabled: true, or kafka.read.signing_file)",
                "dockmedic.yml:5:19: kafka.read.topics: this is not a name of letters, digits, ., _ and -",
                "dockmedic.yml:5:42: kafka.read.dead_letters: what is put aside there would be read again"
                        + " (name another topic)",
                "dockmedic.yml:6:20: kafka.publish.topic: \"t t\" is not a name of letters, digits, ., _ and -",
                "dockmedic.yml:6:36: kafka.publish.events: this is not one of "
                        + String.join(", ", Publishing.KINDS));
        assertThat(bad("kafka: {publish: {topic: t}}\n"))
                .containsExactly("dockmedic.yml:1:26: kafka.publish.topic needs kafka.brokers too"
                        + " (kafka: {brokers: [\"broker1:9093\"]})");
        assertThat(bad("kafka: {login: {mechanism: PLAIN}}\n"))
                .containsExactly("dockmedic.yml:1:28: a login needs kafka.login.user too");
    }

    @Test
    void anExpressionThatIsNoneIsRefusedAtItsPlace() {
        assertThat(
                bad("alerts:\n  targets:\n    - event.labels['a']\n    - \"event.lables['b']\"\n    - event.lables\n"))
                .containsExactly("dockmedic.yml:4:14: event has no field 'lables' (did you mean 'labels'?)",
                        "dockmedic.yml:5:13: event has no field 'lables' (did you mean 'labels'?)");
        assertThat(bad("alerts: {targets: [{gpus: event.alert}]}\n")).singleElement()
                .asString()
                .contains("an alert names no gpus (did you mean gpu?)");
        assertThat(bad("alerts: {host_names: [nas, 'a b']}\n")).singleElement()
                .asString()
                .contains("1:28", "each must be a name of this machine");
        assertThat(bad("alerts: {targets: event.labels}\n")).singleElement()
                .asString()
                .startsWith("dockmedic.yml:1:19: must be of type string but is map");
        assertThat(bad("alerts: {targets: [[x]]}\n")).singleElement().asString().contains("must be an expression");
    }

    @Test
    void surroundingsDecideDefaults() {
        Surroundings person = new Surroundings(Map.of("DOCKER_HOST", "tcp://h:2375"), Path.of("/home/a"), false);
        Surroundings systemd = new Surroundings(Map.of("STATE_DIRECTORY", "/var/lib/private/d:/other"),
                Path.of("/root"), true);

        assertThat(good(person, "").engine()).isEqualTo("tcp://h:2375");
        assertThat(good(person, "").dataDirectory()).isEqualTo(Path.of("/home/a/.local/state/dockmedic"));
        assertThat(good(systemd, "").dataDirectory()).isEqualTo(Path.of("/var/lib/private/d"));
        assertThat(good(systemd, "").reportsDirectory()).isEqualTo(Path.of("/var/lib/private/d/reports"));
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPlaceAndTheNearestName() {
        assertThat(bad("heal: all\nretention:\n  aeg: 1d\n"))
                .containsExactly("dockmedic.yml:3:3: unknown setting retention.aeg (did you mean age?)");
        assertThat(bad("zzzzz: 1\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "dockmedic.yml:1:1: unknown setting zzzzz (known here: access, actions, alerts, approvals, backups, budgets, cooldown,");
    }

    @Test
    void everythingWrongIsToldAtOnceInTheFilesOrder() {
        assertThat(bad("""
                listen: 9717
                heal: [all]
                dry_run: yes
                budgets:
                  host: 5
                logs:
                  level: loud
                """))
                .containsExactly(
                        "dockmedic.yml:1:9: listen: \"9717\" is not an address such as 127.0.0.1:9717 or [::1]:9717",
                        "dockmedic.yml:2:7: heal: this is not one of labelled, all, none",
                        "dockmedic.yml:3:10: dry_run: \"yes\" is not true or false",
                        "dockmedic.yml:5:9: budgets.host must hold settings, key: value",
                        "dockmedic.yml:7:10: logs.level: \"loud\" is not one of error, warn, info, debug, trace");
    }

    @Test
    void aKeySetTwiceIsRefused() {
        assertThat(bad("heal: all\nheal: none\n")).containsExactly("dockmedic.yml:2:1: heal is set twice");
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsPlace() {
        assertThat(bad("heal: [\n")).singleElement().asString().startsWith("dockmedic.yml:2:1: not YAML: ");
        assertThat(bad("heal: \"\\x")).singleElement()
                .asString()
                .startsWith("dockmedic.yml:1:8: not YAML: after \\x come 2");
    }

    @Test
    void aMissingFileIsAnErrorOnlyWhenNamed() {
        assertThat(unreadable(Path.of("/nowhere/dockmedic.yml")))
                .isEqualTo("/nowhere/dockmedic.yml: it, or what it links to,"
                        + " does not exist (name the file that is there; without a name it is /etc/dockmedic/dockmedic.yml, or the"
                        + " defaults where there is none)");
        assertThat(new ConfigFile(ROOT).read(Optional.empty())).isInstanceOf(ConfigFile.Good.class);
    }

    @Test
    void whatCannotBeReadSaysWhatToNameInstead(@TempDir Path folder) throws IOException {
        assertThat(unreadable(folder)).isEqualTo(folder + ": is a directory (name the file in it: " + folder
                + "/dockmedic.yml)");
        Path latin = Files.write(folder.resolve("latin.yml"), new byte[]{'#', (byte) 0xe4, '\n'});
        assertThat(unreadable(latin)).isEqualTo(latin + ": is not UTF-8 (save it in that encoding)");
    }

    private static String unreadable(Path file) {
        ConfigFile.Outcome outcome = new ConfigFile(ROOT).read(Optional.of(file));
        assertThat(outcome).isInstanceOf(ConfigFile.Bad.class);
        return String.join("\n", ((ConfigFile.Bad) outcome).problems().stream().map(Problem::toString).toList());
    }

    @Test
    void addressesOfReceiversComeFromFilesOrEnvironment(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("url"), "https://pager.example/secret\n");
        Surroundings with = new Surroundings(Map.of("HOOK", "http://h/env"), Path.of("/root"), true);
        String text = """
                escalation:
                  receivers:
                  - {name: a, webhook: {url_file: url}}
                  - {name: b, webhook: {url_env: HOOK}}
                """;

        ConfigFile.Outcome outcome = new ConfigFile(with).parse(folder.resolve("dockmedic.yml"), text);

        Config config = ((ConfigFile.Good) outcome).config();
        assertThat(config.receivers()).extracting(receiver -> receiver.url().reveal())
                .containsExactly("https://pager.example/secret", "http://h/env");
        assertThat(config.toString()).doesNotContain("secret\"").doesNotContain("pager.example");
    }

    @Test
    void aReceiverThatCannotBeCalledIsRefusedWithoutShowingItsAddress() {
        assertThat(bad("escalation:\n  receivers:\n  - {name: a, webhook: {url: 's3cret'}}\n"))
                .containsExactly("dockmedic.yml:3:30: webhook.url: not an http:// or https:// address");
        assertThat(bad("escalation:\n  receivers:\n  - {name: a, webhook: {url_file: /nowhere/x}}\n"))
                .containsExactly("dockmedic.yml:3:35: /nowhere/x cannot be read: NoSuchFileException");
        assertThat(bad("escalation:\n  receivers:\n  - {name: a}\n")).singleElement()
                .asString()
                .contains("needs exactly one of webhook.url, url_file and url_env");
        assertThat(bad("escalation:\n  receivers:\n  - {name: a, webhook: {url: 'http://h', url_env: B}}\n"))
                .singleElement()
                .asString()
                .contains("needs exactly one of");
        assertThat(bad("escalation:\n  receivers:\n  - {webhook: {url: 'http://h'}}\n")).singleElement()
                .asString()
                .contains("needs a name");
    }

    private List<String> succession(String a, String b) {
        return bad("escalation:\n  receivers:\n  - {name: anna, webhook: {url: 'http://h'}, " + a
                + "}\n  - {name: bert, webhook: {url_env: NONE}, " + b + "}\n").stream()
                .filter(problem -> !problem.contains("the environment has no"))
                .toList();
    }

    @Test
    void whoComesNextIsThereAndIsNobodyWhoLeadsBack() {
        String fine = "repeat: 1h";
        assertThat(succession("unacknowledged: {after: 1m, then: bert}", fine)).isEmpty();
        assertThat(succession("unacknowledged: {after: 30m, then: brt}", fine))
                .containsExactly("dockmedic.yml:3:5: unacknowledged.then: there is no receiver brt"
                        + " (did you mean bert?)");
        assertThat(succession("unacknowledged: {after: 30m, then: anna}", fine))
                .containsExactly("dockmedic.yml:3:5: unacknowledged.then: anna cannot come after itself");
        assertThat(succession("unacknowledged: {after: 30m, then: bert}", "unacknowledged: {after: 30m, then: anna}"))
                .containsExactly("dockmedic.yml:3:5: unacknowledged.then: bert leads back to anna",
                        "dockmedic.yml:4:5: unacknowledged.then: anna leads back to bert");
        assertThat(succession("unacknowledged: {after: 59s, then: bert}", fine)).singleElement()
                .asString()
                .contains("unacknowledged.after: \"59s\" is not a duration such as 30m, at least 1m");
        assertThat(succession("unacknowledged: {then: bert}", fine)).singleElement()
                .asString()
                .contains("unacknowledged needs after and then");
        assertThat(succession("unacknowledged: {after: 30m}", fine)).singleElement()
                .asString()
                .contains("unacknowledged needs after and then");
        assertThat(succession("repeat: 10s", fine)).singleElement()
                .asString()
                .contains("repeat: \"10s\" is not a duration such as 4h, at least 1m, or 0s for never");
    }

    @Test
    void whatIsSentIsSignedWithSecretsFromAFileOrTheEnvironment(@TempDir Path folder) throws IOException {
        String old = "whsec_" + "A".repeat(32);
        String next = "whsec_" + "B".repeat(32);
        Files.writeString(folder.resolve("signing"), old + "\n\n" + next + "\n");
        Surroundings surroundings = new Surroundings(Map.of("SIGNING", next, "WORD", "hunter2"), Path.of("/root"),
                true);
        String receiver = "escalation: {receivers: [{name: a, webhook: {url: 'http://h', %s}}]}\n";
        assertThat(signing(surroundings, receiver.formatted("signing_file: " + folder.resolve("signing"))))
                .containsExactly(SigningSecret.parse(old).orElseThrow(), SigningSecret.parse(next).orElseThrow());
        assertThat(signing(surroundings, receiver.formatted("signing_env: SIGNING")))
                .containsExactly(SigningSecret.parse(next).orElseThrow());
        assertThat(bad(surroundings, receiver.formatted("signing_env: WORD"))).singleElement()
                .asString()
                .contains("webhook.signing_env holds what is no secret", "openssl rand")
                .doesNotContain("hunter2");
        assertThat(bad(surroundings, receiver.formatted("signing_env: SIGNING, signing_file: a"))).singleElement()
                .asString()
                .contains("only one of webhook.signing_file and webhook.signing_env");
        assertThat(bad(surroundings, "escalation: {receivers: [{name: a, alertmanager: {url: 'http://h'}, webhook:"
                + " {signing_env: SIGNING}}]}\n")).singleElement()
                .asString()
                .contains("an Alertmanager knows no signatures");
    }

    @Test
    void whatAReceiverCannotBeForIsToldWhereItStands() {
        String receiver = "escalation: {receivers: [{name: a, webhook: {url: 'http://h'}, %s}]}\n";
        assertThat(bad(receiver.formatted("routes: [hosts]"))).singleElement()
                .asString()
                .contains("routes: there is no route hosts", "did you mean host?");
        assertThat(bad(receiver.formatted("routes: []"))).singleElement().asString().contains("routes is not a list");
        assertThat(bad(receiver.formatted("services: [[a]]"))).singleElement()
                .asString()
                .contains("services: this is not a text");
    }

    @Test
    void aTopicIsAReceiverWhereBrokersAreNamed() {
        String receiver = "escalation: {receivers: [{name: a, kafka: {topic: %s}%s}]}\n";
        assertThat(bad(receiver.formatted("calls", ""))).singleElement()
                .asString()
                .contains("kafka.topic needs kafka.brokers too");
        String brokers = "kafka: {brokers: ['b1:9093']}\n";
        assertThat(bad(brokers + receiver.formatted("'a b'", ""))).singleElement()
                .asString()
                .contains("kafka.topic: this is not a name");
        assertThat(bad(brokers + receiver.formatted("calls", ", webhook: {url: 'http://h'}"))).singleElement()
                .asString()
                .contains("exactly one of");
        assertThat(good(ROOT, brokers + receiver.formatted("calls", "")).receivers()).singleElement()
                .extracting(Receiver::kind)
                .isEqualTo(Receiver.Kind.KAFKA);
    }

    @Test
    void whatIsWrongInAHeartbeatIsToldWhereItStands() {
        String heartbeat = "escalation: {heartbeat: {%s}}\n";
        assertThat(bad(heartbeat.formatted("every: 5m"))).singleElement()
                .asString()
                .contains("exactly one of url, url_file and url_env");
        assertThat(bad(heartbeat.formatted("url: s3cret"))).singleElement()
                .asString()
                .contains("escalation.heartbeat.url: not an http")
                .doesNotContain("s3cret");
        assertThat(bad(heartbeat.formatted("url: 'http://h', url_env: A"))).singleElement()
                .asString()
                .contains("exactly one of url, url_file and url_env");
        assertThat(bad(heartbeat.formatted("url: 'https://h', ca_file: /etc/hostname"))).singleElement()
                .asString()
                .contains("/etc/hostname holds no certificate");
        assertThat(bad(heartbeat.formatted("ca_file: a.pem"))).anySatisfy(problem -> assertThat(problem)
                .contains("exactly one of url, url_file and url_env"));
        assertThat(bad(heartbeat.formatted("url: 'http://h', every: 9s"))).singleElement()
                .asString()
                .contains("at least 10s");
        assertThat(bad(
                "escalation: {receivers: [{name: a, webhook: {url: 'http://h'}, alertmanager: {heartbeat: true}}]}\n"))
                .singleElement()
                .asString()
                .contains("is for a receiver with alertmanager.url");
        String watched = "escalation: {receivers: [{name: %s, alertmanager: {url: 'http://h', heartbeat: true}}]}\n";
        assertThat(bad(watched.formatted("heartbeat"))).singleElement().asString().contains("name: watchdog");
        assertThat(good(ROOT, watched.formatted("watchdog")).receivers()).hasSize(1);
    }

    private static List<SigningSecret> signing(Surroundings surroundings, String text) {
        return good(surroundings, text).receivers().getFirst().credentials().signing();
    }

    @Test
    void whatNobodyAcknowledgesIsToldAgainEveryFourHoursUnlessSetOtherwise() {
        Config config = good(ROOT, "escalation:\n  receivers:\n  - {name: a, webhook: {url: 'http://h'}}\n");
        assertThat(config.receivers().getFirst().reminding()).isEqualTo(new Reminding(Duration.ofHours(4), null, ""));
    }

    @Test
    void withoutSecretsAllButTheAddressesOutsideTheFileIsChecked() {
        ConfigFile reader = new ConfigFile(ROOT).withoutSecrets();
        String elsewhere = """
                escalation:
                  receivers:
                  - {name: a, webhook: {url_env: UNSET}}
                  - {name: b, webhook: {url_file: /nowhere/x}}
                  - {name: c, webhook: {url: 'http://h'}}
                kafka: {brokers: ['[::1]:1'], login: {user: u, password_env: UNSET}, read: {topics: [t]}}
                """;

        ConfigFile.Outcome outcome = reader.parse(Path.of("dockmedic.yml"), elsewhere);
        ConfigFile.Outcome twice = reader.parse(Path.of("dockmedic.yml"), elsewhere.replace("name: b", "name: a"));

        assertThat(((ConfigFile.Good) outcome).config().receivers()).extracting(Receiver::name).containsExactly("c");
        assertThat(((ConfigFile.Bad) twice).problems()).singleElement()
                .hasToString("dockmedic.yml:4:5: two receivers are named a");
        assertThat(bad(elsewhere)).hasSize(3);
    }

    private static Config good(Surroundings surroundings, String text) {
        ConfigFile.Outcome outcome = new ConfigFile(surroundings).parse(FILE, text);
        assertThat(outcome).isInstanceOf(ConfigFile.Good.class);
        return ((ConfigFile.Good) outcome).config();
    }

    /** Without its place and what to write instead. */
    private static String message(String problem) {
        return problem.replaceFirst("^[^:]+:\\d+:\\d+: ", "").replaceFirst(" \\([^()]*\\)$", "");
    }

    private static List<String> bad(String text) {
        return bad(ROOT, text);
    }

    private static List<String> bad(Surroundings surroundings, String text) {
        ConfigFile.Outcome outcome = new ConfigFile(surroundings).parse(Path.of("dockmedic.yml"), text);
        assertThat(outcome).isInstanceOf(ConfigFile.Bad.class);
        return ((ConfigFile.Bad) outcome).problems().stream().map(Problem::toString).toList();
    }
}
