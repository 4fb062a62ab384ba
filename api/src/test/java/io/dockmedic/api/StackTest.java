package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of deploy/compose, each by the program that reads it. */
class StackTest {
    private static final Path STACK = Path.of("../deploy/compose").toAbsolutePath().normalize();
    private static final Path RULES = STACK.resolve("../prometheus/dockmedic.rules.yml").normalize();
    private static final Pattern SECRET = Pattern.compile("/run/secrets/([a-z_]+)");

    private Path prepared = STACK;

    /** A copy of the folder, with what deploy/compose/prepare makes; root's, as it asks for. */
    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        Command.run(Map.of(),
                List.of("cp", "-r", STACK.toString(), STACK.resolve("../lib.sh").toString(), folder.toString()))
                .orFail();
        prepared = folder.resolve("compose");
        Command.run(Map.of(), List.of("rm", "-rf", prepared.resolve("secrets").toString(),
                prepared.resolve(".env").toString())).orFail();
        Path socket = Files.createFile(folder.resolve("docker.sock"));
        Command.run(Map.of("DOCKER_SOCKET", socket.toString()),
                List.of(prepared.resolve("prepare").toString(), "http://pager.example.org/")).orFail();
    }

    @Test
    void prometheusTakesItsConfigurationAndTheRules() throws IOException {
        Path config = here("prometheus.yml");

        Finished checked = Command.run(Map.of(), List.of("promtool", "check", "config", config.toString()));

        assertThat(checked.exitCode()).as(checked.stdout() + checked.stderr()).isZero();
        assertThat(checked.stdout()).contains("9 rules found");
    }

    @Test
    void alertmanagerTakesItsConfigurationAndRoutesWhatNamesAContainerToUsAndToPeople() throws IOException {
        Path config = here("alertmanager.yml");

        Finished checked = Command.run(Map.of(), List.of("amtool", "check-config", config.toString()));
        Finished named = Command.run(Map.of(), List.of("amtool", "config", "routes", "test",
                "--config.file=" + config, "alertname=High", "name=web"));
        Finished other = Command.run(Map.of(), List.of("amtool", "config", "routes", "test",
                "--config.file=" + config, "alertname=DockmedicDown"));

        assertThat(checked.exitCode()).as(checked.stdout() + checked.stderr()).isZero();
        assertThat(named.text()).isEqualTo("dockmedic,people");
        assertThat(other.text()).isEqualTo("people");
    }

    @Test
    void dockmedicTakesItsConfigurationAndRules() throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);

        int code = Main.commands().setOut(out).setErr(out).execute("check", here("dockmedic.yml").toString());

        assertThat(code).as(said.toString()).isZero();
    }

    /** Compose starts it only where its profile is asked for, and what is commented out then is taken. */
    @Test
    void kafkaIsForThoseWhoAskForIt() throws IOException {
        Map<?, ?> services = map(yaml("compose.yml").get("services"));
        assertThat(services.entrySet()
                .stream()
                .filter(service -> map(service.getValue()).containsKey("profiles"))
                .map(service -> service.getKey() + " " + map(service.getValue()).get("profiles")))
                .containsExactly("kafka [kafka]");
        String offered = Files.readString(here("dockmedic.yml")).replaceAll("(?m)^#(kafka:|  )", "$1");
        Path file = Files.writeString(prepared.resolve("dockmedic.yml"), offered);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);

        int code = Main.commands().setOut(out).setErr(out).execute("check", file.toString());

        assertThat(code).as(said.toString()).isZero();
        assertThat(map(map(read(offered)).get("kafka")).get("brokers")).hasToString("[kafka:9092]");
        assertThat(map(services.get("kafka")).toString()).contains("PLAINTEXT://kafka:9092");
    }

    @Test
    void itsOwnAuditFindsNothing() {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);

        int code = Main.commands()
                .setOut(out)
                .setErr(out)
                .execute("audit", "--fail-on", "info", prepared.resolve("compose.yml").toString());

        assertThat(code).as(said.toString()).isZero();
    }

    @Test
    void preparingAgainChangesNoSecret() throws IOException {
        String token = Files.readString(prepared.resolve("secrets/prometheus_token"));

        Command.run(Map.of(), List.of(prepared.resolve("prepare").toString())).orFail();

        assertThat(prepared.resolve("secrets/prometheus_token")).hasContent(token);
        assertThat(prepared.resolve("secrets/pager_url")).hasContent("http://pager.example.org/");
        assertThat(prepared.resolve(".env")).content().matches("DOCKER_GID=\\d+\n");
        assertThat(prepared.resolve("secrets/dockmedic_tokens")).content()
                .containsPattern("prometheus read [0-9a-f]{64}\nalertmanager ingest [0-9a-f]{64}\n");
    }

    @Test
    void everySecretAndEveryFileNamedIsMadeOrThere() throws IOException {
        Map<?, ?> secrets = map(yaml("compose.yml").get("secrets"));
        String prepare = Files.readString(STACK.resolve("prepare"));
        Matcher used = SECRET.matcher(Files.readString(STACK.resolve("compose.yml"))
                + Files.readString(STACK.resolve("dockmedic.yml")) + Files.readString(STACK.resolve("prometheus.yml"))
                + Files.readString(STACK.resolve("alertmanager.yml")));
        while (used.find()) {
            assertThat(secrets.containsKey(used.group(1))).as(used.group(1)).isTrue();
        }
        for (Object secret : secrets.keySet()) {
            assertThat(prepare).contains(secret.toString());
        }
        Matcher mounted = Pattern.compile("- (\\.\\.?/[a-z_./]+):/")
                .matcher(Files.readString(STACK.resolve("compose.yml")));
        int files = 0;
        while (mounted.find()) {
            assertThat(STACK.resolve(mounted.group(1))).exists();
            files++;
        }
        assertThat(files).isEqualTo(8);
        assertThat(yaml("grafana/dashboards.yml").toString()).contains("/var/lib/dashboards");
        assertThat(yaml("grafana/datasources.yml").toString()).contains("http://prometheus:9090");
    }

    @Test
    void everyServiceIsPinnedBoundedCheckedAndServesThisMachineAlone() throws IOException {
        Map<?, ?> services = map(yaml("compose.yml").get("services"));

        assertThat(services).hasSize(6);
        services.forEach((name, fields) -> {
            Map<?, ?> service = map(fields);
            assertThat(String.valueOf(service.get("image"))).as("%s", name)
                    .matches(".+:[^:]+")
                    .doesNotEndWith(":latest");
            assertThat(service.keySet().stream().map(Object::toString))
                    .as("%s", name)
                    .contains("mem_limit", "pids_limit", "healthcheck", "user");
            if (service.get("ports") instanceof List<?> ports) {
                assertThat(ports.stream().map(Object::toString)).allMatch(port -> port.startsWith("127.0.0.1:"));
            }
        });
    }

    /** What reads the host is not given to it; the page has what it takes. */
    @Test
    void gpusAreNotProbedThereAndThePageSaysWhatThatTakes() throws IOException {
        Map<?, ?> given = map(map(yaml("compose.yml").get("services")).get("dockmedic"));
        Map<?, ?> proxy = map(map(yaml("compose.yml").get("services")).get("socket-proxy"));
        assertThat(given.keySet().stream().map(Object::toString)).doesNotContain("pid", "gpus", "cgroup", "deploy");
        assertThat(String.valueOf(given.get("volumes"))).doesNotContain("/run/systemd", "/sys/fs/cgroup");
        assertThat(String.valueOf(proxy.get("command"))).doesNotContain("/containers/[^/]+/exec", "exec/[^/]+/start");
        assertThat(yaml("dockmedic.yml").containsKey("gpu")).isFalse();

        String page = Files.readString(STACK.resolve("../../docs/install.md"));
        List<String> shown = Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(page.substring(page.indexOf("compose.override.yml")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(((Map<?, ?>) read(shown.getFirst())).toString()).contains("gpus=all", "pid=host", "cgroup=host",
                "/sys/fs/cgroup:/sys/fs/cgroup:ro", "/run/systemd:/run/systemd:ro");
        List<String> calls = Stream.of((List<?>) read(shown.get(1)), (List<?>) proxy.get("command"))
                .flatMap(List::stream)
                .map(Object::toString)
                .toList();
        assertThat(List.of("GET /v1.51/exec/7f/json", "POST /v1.51/containers/7f/exec", "POST /v1.51/exec/7f/start"))
                .allMatch(call -> calls.stream()
                        .map(line -> line.replaceFirst("-allow", "").replaceFirst("=", " "))
                        .anyMatch(call::matches));
    }

    private static Object read(String text) {
        return Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    /** Of the prepared copy, with the secrets where they are here. */
    private Path here(String name) throws IOException {
        Path file = prepared.resolve(name);
        return Files.writeString(file, Files.readString(file)
                .replace("/run/secrets", prepared.resolve("secrets").toString())
                .replace("/etc/prometheus/dockmedic.rules.yml", RULES.toString()));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static Map<?, ?> yaml(String name) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(
                Files.readString(STACK.resolve(name)));
    }
}
