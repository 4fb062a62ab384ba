package io.dockmedic.collectors.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Answer;
import io.dockmedic.collectors.audit.setup.Setup.Logs;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import io.dockmedic.collectors.audit.setup.Variable;
import io.dockmedic.collectors.audit.setup.Variable.From;
import io.dockmedic.collectors.audit.setup.Variable.Looks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check fires on what is wrong, with the severity it is worth, and stays silent on what is right. */
class ChecksTest {
    private static final Map<String, String> ROUTED = Map.of("traefik.enable", "true",
            "traefik.http.routers.web.rule", "Host(`a.example.org`)");

    /** @param severity empty: silent */
    record Case(String check, String severity, Consumer<Sample> change, List<Setup> beside) {
        @Override
        public String toString() {
            return check + " " + (severity.isEmpty() ? "silent" : severity);
        }
    }

    private static Case fires(String check, String severity, Consumer<Sample> change) {
        return new Case(check, severity, change, List.of());
    }

    private static Case silent(String check, Consumer<Sample> change) {
        return new Case(check, "", change, List.of());
    }

    private static Mount bind(String source, boolean writable) {
        return new Mount("bind", source, "/in", writable);
    }

    private static Port port(String address, int container) {
        return new Port(address, container, container, "tcp");
    }

    private static Map<String, String> routed(String label, String value) {
        Map<String, String> labels = new java.util.HashMap<>(ROUTED);
        labels.put(label, value);
        return labels;
    }

    static Stream<Case> cases() {
        Setup proxy = Sample.with(one -> {
            one.service = "proxy";
            one.image = "traefik:v3.5";
            one.networks = Set.of("edge");
            one.labels = Map.of("traefik.http.middlewares.auth.basicauth.users", "");
        });
        String port = "traefik.http.services.web.loadbalancer.server.port";
        String uses = "traefik.http.routers.web.middlewares";
        return Stream.of(
                fires("image-latest", "warning", one -> one.image = "nginx"),
                fires("image-latest", "warning", one -> one.image = "registry:5000/team/nginx"),
                fires("image-latest", "warning", one -> one.image = "registry:5000/nginx:latest"),
                silent("image-latest", one -> one.image = "nginx@sha256:" + "a".repeat(64)),
                silent("image-latest", one -> one.image = ""),
                silent("image-latest", one -> {
                    one.image = "shop-web";
                    one.built = true;
                }),
                fires("health-check-missing", "warning", one -> one.healthCheck = Answer.NO),
                fires("health-check-missing", "info", one -> one.healthCheck = Answer.UNKNOWN),
                silent("health-check-missing", one -> {
                    one.healthCheck = Answer.NO;
                    one.job = true;
                }),
                fires("memory-limit-missing", "warning", one -> one.memory = 0),
                fires("pids-limit-missing", "info", one -> one.pids = 0),
                fires("privileged", "critical", one -> one.privileged = true),
                fires("capability-added", "critical", one -> one.capabilities = Set.of("SYS_ADMIN")),
                fires("capability-added", "critical", one -> one.capabilities = Set.of("ALL")),
                fires("capability-added", "warning", one -> one.capabilities = Set.of("NET_ADMIN")),
                fires("capability-added", "info", one -> one.capabilities = Set.of("NET_BIND_SERVICE")),
                fires("host-network", "warning", one -> one.network = "host"),
                silent("host-network", one -> one.network = "none"),
                fires("host-pid", "warning", one -> one.pid = "host"),
                silent("host-pid", one -> one.pid = "container:other"),
                fires("engine-socket", "critical", one -> one.mounts = List.of(bind("/var/run/docker.sock", false))),
                fires("engine-socket", "critical", one -> one.mounts = List.of(bind("/var/run/", false))),
                fires("engine-socket", "critical", one -> one.mounts = List.of(bind("/", false))),
                silent("engine-socket", one -> one.mounts = List.of(bind("/var/runtime", false))),
                silent("engine-socket", one -> {
                    one.image = "wollomatic/socket-proxy:1.12.2";
                    one.mounts = List.of(bind("/var/run/docker.sock", false));
                }),
                fires("engine-socket", "critical", one -> {
                    one.image = "wollomatic/socket-proxy:1.12.2";
                    one.mounts = List.of(bind("/run", false));
                }),
                fires("root-user", "warning", one -> one.root = Answer.YES),
                fires("root-user", "info", one -> one.root = Answer.UNKNOWN),
                fires("secret-environment", "warning",
                        one -> one.variables = List.of(new Variable("A", Looks.RANDOM, From.FILE))),
                fires("secret-environment", "info",
                        one -> one.variables = List.of(new Variable("A", Looks.KNOWN_TOKEN, From.CONTAINER))),
                silent("secret-environment",
                        one -> one.variables = List.of(new Variable("A", Looks.PLAIN, From.FILE))),
                fires("log-rotation-missing", "warning", one -> one.logs = new Logs("json-file", false)),
                fires("log-rotation-missing", "info", one -> one.logs = new Logs("", false)),
                silent("log-rotation-missing", one -> one.logs = new Logs("local", false)),
                silent("log-rotation-missing", one -> one.logs = new Logs("journald", false)),
                fires("host-mount-writable", "critical", one -> one.mounts = List.of(bind("/etc/nginx", true))),
                fires("host-mount-writable", "critical", one -> one.mounts = List.of(bind("/", true))),
                silent("host-mount-writable", one -> one.mounts = List.of(bind("/etc/nginx", false))),
                silent("host-mount-writable", one -> one.mounts = List.of(bind("/srv/data", true))),
                silent("host-mount-writable", one -> one.mounts = List.of(bind("/etc/localtime", true))),
                fires("root-filesystem-writable", "info", one -> one.readOnly = false),
                fires("restart-policy-missing", "warning", one -> one.restart = "no"),
                silent("restart-policy-missing", one -> {
                    one.restart = "no";
                    one.job = true;
                }),
                fires("data-without-volume", "warning", one -> one.image = "postgres:16"),
                fires("data-without-volume", "warning", one -> {
                    one.image = "mysql:8.4";
                    one.mounts = List.of(new Mount("volume", "", "/var/lib/mysql", true));
                }),
                fires("data-without-volume", "info", one -> one.image = "redis:8"),
                silent("data-without-volume", one -> {
                    one.image = "library/postgres:16";
                    one.mounts = List.of(new Mount("volume", "data", "/var/lib/postgresql/data", true));
                }),
                silent("data-without-volume", one -> one.image = "postgres-exporter:1"),
                fires("port-open-to-all", "warning", one -> one.ports = List.of(port("", 80))),
                fires("port-open-to-all", "warning", one -> one.ports = List.of(port("0.0.0.0", 80))),
                silent("port-open-to-all", one -> one.ports = List.of(port("192.0.2.1", 80))),
                fires("database-port", "warning", one -> one.ports = List.of(port("192.0.2.1", 5432))),
                fires("database-port", "info", one -> one.ports = List.of(port("127.0.0.1", 5432))),
                silent("database-port", one -> one.ports = List.of(port("192.0.2.1", 80))),
                fires("proxy-dashboard", "warning", one -> one.options = Set.of("--api.insecure=true")),
                fires("proxy-dashboard", "critical", one -> {
                    one.options = Set.of("--api.insecure=true");
                    one.ports = List.of(port("192.0.2.1", 8080));
                }),
                fires("proxy-dashboard", "warning", one -> {
                    one.image = "traefik:v3.5";
                    one.ports = List.of(port("192.0.2.1", 8080));
                }),
                silent("proxy-dashboard", one -> one.ports = List.of(port("192.0.2.1", 8080))),
                fires("traefik-no-rule", "warning", one -> one.labels = Map.of("traefik.enable", "true")),
                silent("traefik-no-rule", one -> one.labels = ROUTED),
                fires("traefik-rule-syntax", "warning",
                        one -> one.labels = routed("traefik.http.routers.web.rule", "Host(a.example.org)")),
                fires("traefik-rule-syntax", "warning",
                        one -> one.labels = routed("traefik.http.routers.web.rule", "Host('a.example.org')")),
                silent("traefik-rule-syntax", one -> one.labels = routed("traefik.http.routers.web.rule",
                        "Host(`a.example.org`) && (PathPrefix(`/x(y)`) || ClientIP(`192.0.2.1`))")),
                new Case("traefik-network", "warning", one -> one.labels = ROUTED, List.of(proxy)),
                fires("traefik-network", "warning", one -> one.labels = routed("traefik.docker.network", "edge")),
                new Case("traefik-network", "", one -> {
                    one.labels = routed("traefik.docker.network", "edge");
                    one.networks = Set.of("shop_edge", "edge");
                }, List.of(proxy)),
                fires("traefik-port", "warning", one -> {
                    one.labels = routed(port, "8080");
                    one.exposed = Set.of(80);
                }),
                fires("traefik-port", "info", one -> {
                    one.labels = ROUTED;
                    one.exposed = Set.of(80, 443);
                }),
                silent("traefik-port", one -> {
                    one.labels = routed(port, "80");
                    one.exposed = Set.of(80, 443);
                }),
                fires("traefik-middleware", "warning", one -> one.labels = routed(uses, "auth")),
                new Case("traefik-middleware", "", one -> {
                    one.labels = routed(uses, "Auth, auth@docker, other@file");
                    one.networks = Set.of("edge");
                }, List.of(proxy)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCheckFiresOnWhatIsWrongOnly(Case one) {
        Setup setup = Sample.with(one.change());
        List<Setup> all = new ArrayList<>(one.beside());
        all.add(setup);
        Check check = Checks.ALL.stream().filter(each -> each.id().equals(one.check())).findFirst().orElseThrow();
        List<Flaw> found = check.look().at(setup, all);
        if (one.severity().isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().satisfies(flaw -> {
                assertThat(flaw.severity().word()).isEqualTo(one.severity());
                assertThat(flaw.message()).isNotBlank();
                assertThat(flaw.instead()).isNotBlank();
                assertThat(check.severity().reaches(flaw.severity())).isTrue();
            });
        }
    }

    @Test
    void everyCheckHasBeenSeenToFireAtItsHighestAndNoneDoesOnASoundContainer() {
        Setup sound = Sample.with(one -> {});
        assertThat(Checks.ALL).allSatisfy(check -> {
            assertThat(check.look().at(sound, List.of(sound))).isEmpty();
            assertThat(cases()).anyMatch(one -> one.check().equals(check.id())
                    && one.severity().equals(check.severity().word()));
        });
        assertThat(Checks.ALL).extracting(Check::id).doesNotHaveDuplicates();
    }
}
