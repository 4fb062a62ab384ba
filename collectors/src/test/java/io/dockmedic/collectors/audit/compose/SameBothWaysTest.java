package io.dockmedic.collectors.audit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.audit.find.Audit;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting is the same finding in a Compose file and on a real engine, asked over inspect. */
@RealEngine
class SameBothWaysTest {
    private static final String SECRET = "hunter2-never-shown";

    private final PrivateEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final DockerJavaCalls calls;

    @TempDir
    Path folder;

    /** One setting as {@code docker create} and as Compose has it, and the check that is to fire for it. */
    private record Setting(String check, List<String> options, String compose) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting("privileged", List.of("--privileged"), "privileged: true"),
            new Setting("host-network", List.of("--network=host"), "network_mode: host"),
            new Setting("host-pid", List.of("--pid=host"), "pid: host"),
            new Setting("capability-added", List.of("--cap-add=SYS_ADMIN", "--cap-add=net_raw"),
                    "cap_add: [SYS_ADMIN, CAP_NET_RAW]"),
            new Setting("engine-socket", List.of("--volume=/var/run/docker.sock:/s:ro"),
                    "volumes: ['/var/run/docker.sock:/s:ro']"),
            new Setting("engine-socket", List.of("--volume=/run:/host:ro"),
                    "volumes: [{type: bind, source: /run, target: /host, read_only: true}]"),
            new Setting("host-mount-writable", List.of("--volume=/etc:/host"), "volumes: ['/etc:/host']"),
            new Setting("secret-environment", List.of("--env=DB_PASSWORD=" + SECRET),
                    "environment: {DB_PASSWORD: " + SECRET + "}"),
            new Setting("secret-environment", List.of("--env=URL=postgres://app:" + SECRET + "@db/x"),
                    "environment: ['URL=postgres://app:" + SECRET + "@db/x']"),
            new Setting("log-rotation-missing", List.of(), "user: ''"),
            new Setting("port-open-to-all", List.of("--publish=8080:80"), "ports: ['8080:80']"),
            new Setting("port-open-to-all", List.of("--publish=80/udp"), "ports: [80/udp]"),
            new Setting("database-port", List.of("--publish=192.0.2.1:5432:5432"),
                    "ports: ['192.0.2.1:5432:5432']"),
            new Setting("proxy-dashboard", List.of("--env=TRAEFIK_API_INSECURE=true"),
                    "environment: {TRAEFIK_API_INSECURE: 'true'}"),
            new Setting("traefik-no-rule", List.of("--label=traefik.enable=true"),
                    "labels: [traefik.enable=true]"),
            new Setting("traefik-rule-syntax", List.of("--label=traefik.http.routers.a.rule=Host(a.b)"),
                    "labels: {traefik.http.routers.a.rule: Host(a.b)}"),
            new Setting("traefik-middleware", List.of("--label=traefik.http.routers.a.rule=Host(`a.b`)",
                    "--label=traefik.http.routers.a.middlewares=gone"),
                    "labels: {traefik.http.routers.a.rule: Host(`a.b`), traefik.http.routers.a.middlewares: gone}"),
            // Nothing left to find: what is right is right both ways.
            new Setting("", List.of("--memory=64m", "--pids-limit=50", "--user=1000:1000", "--read-only",
                    "--restart=unless-stopped", "--log-opt=max-size=1m", "--health-cmd=true",
                    "--publish=127.0.0.1:8080:80", "--volume=named:/data", "--tmpfs=/tmp",
                    "--env=DB_PASSWORD_FILE=/run/secrets/x"),
                    "{mem_limit: 64m, pids_limit: 50, user: '1000:1000', read_only: true, restart: unless-stopped,"
                            + " logging: {options: {max-size: 1m}}, healthcheck: {test: [CMD, 'true']},"
                            + " ports: ['127.0.0.1:8080:80'], volumes: ['named:/data'], tmpfs: /tmp,"
                            + " environment: {DB_PASSWORD_FILE: /run/secrets/x}, image: IMAGE}"));

    SameBothWaysTest(PrivateEngine engine) {
        this.engine = engine;
        this.calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        calls.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    void everySettingIsTheSameFinding() throws Exception {
        for (int i = 0; i < SETTINGS.size(); i++) {
            Setting setting = SETTINGS.get(i);
            Setup running = running("both-ways-" + i, setting.options());
            Set<String> fromEngine = checks(Audit.of(running, List.of(running), at -> new Where.Running("x")));
            Set<String> fromFile = checks(file(setting.compose()));

            assertThat(fromEngine).as("%s", setting).isEqualTo(fromFile);
            if (!setting.check().isEmpty()) {
                assertThat(fromFile).as("%s", setting).contains(setting.check());
            } else {
                assertThat(fromFile).as("%s", setting).isEmpty();
            }
            assertThat(running.toString()).doesNotContain(SECRET);
        }
    }

    private Setup running(String name, List<String> options) throws Exception {
        List<String> call = new ArrayList<>(List.of("create", "--name", name));
        call.addAll(options);
        call.add(image());
        call.addAll(List.of("sleep", "1000"));
        String id = engine.docker(call.toArray(String[]::new)).orFail().text();
        try {
            return ((CallResult.Done<Setup>) calls.setup(id).await(60, TimeUnit.SECONDS)).value();
        } finally {
            engine.docker("rm", "--force", "--volumes", name).orFail();
        }
    }

    private String image() {
        return BusyboxImage.in(engine);
    }

    private List<Finding> file(String setting) throws Exception {
        String service = setting.startsWith("{")
                ? setting.replace("IMAGE", "'" + image() + "'")
                : "\n    image: '" + image() + "'\n    " + setting;
        Path file = Files.writeString(folder.resolve("compose.yml"), "services:\n  one: " + service + "\n");
        ComposePlugin none = new ComposePlugin(List.of("/nowhere/docker"), Map.of(), Duration.ofSeconds(5));
        List<Finding> findings = new ComposeAudit(none, Map.of()).of(file).findings();
        assertThat(findings.toString()).doesNotContain(SECRET);
        return findings;
    }

    private static Set<String> checks(List<Finding> findings) {
        return findings.stream().map(Finding::check).collect(Collectors.toCollection(TreeSet::new));
    }
}
