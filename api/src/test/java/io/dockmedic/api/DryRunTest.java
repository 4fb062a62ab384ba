package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.CacheAge;
import io.dockmedic.testkit.ImageBuild;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a dry-run no action changes anything: each that there is is asked for, on a container where it would change something,
 * by the whole program on a real engine, and all that the engine has is the same afterwards.
 */
class DryRunTest {
    private static final String PRUNE = "prune";
    private static final String POWER = "gpu-power-limit";
    private static final String RESET = "reset-gpu";
    private static final String MARK = "mark";
    private static final String ROLLBACK = "rollback";
    private static final String RECONNECT = "reconnect-network";
    private static final String NETWORK = "dry";
    /** On which the service ran well that is to go back. */
    private static final String GOOD = "dry/good:1";
    /** Of the library that stands in for the driver's. */
    private static final String GPU = "GPU-00000000-0000-0000-0000-000000000000";
    private static final String VERIFY = "verify: {running: 1s, within: 60s}";
    private static final String CONSENTS = "--label=dockmedic.heal=true";
    private static final String IDLES = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";

    @TempDir
    static Path home;

    private static PrivateEngine engine;
    /** Who connects to it is not taken in, and waits. */
    private static ServerSocket called;
    private static Spine spine;
    private static FakeNvml gpu;
    private static String image;
    private static Map<String, Case> cases;
    private static List<String> before;
    private static String since;

    /**
     * An action, and what it is asked to do.
     *
     * @param step    of the rule's remedy
     * @param options of the container that it is asked for; with no health check, whose probes would be told
     * @param script  which that runs
     */
    private record Case(String step, List<String> options, String script) {
        private Case(String step, String... options) {
            this(step, List.of(options), IDLES);
        }
    }

    /** A new action needs a line here. */
    private static Map<String, Case> cases() {
        Map<String, Case> all = new LinkedHashMap<>();
        all.put("restart", new Case(VERIFY));
        all.put("start", new Case(VERIFY, List.of(), "exit 0"));
        all.put("end-loop", new Case(VERIFY, "--restart=always"));
        all.put("limits", new Case(VERIFY, "--memory=16m"));
        all.put("recreate", new Case("with: {after: 0s}, " + VERIFY));
        all.put(ROLLBACK, new Case("with: {after: 0s}, " + VERIFY));
        all.put("restart-stack", new Case(VERIFY, "--label=com.docker.compose.project=dry",
                "--label=com.docker.compose.service=web", "--label=com.docker.compose.container-number=1"));
        all.put(RECONNECT, new Case(VERIFY));
        all.put("backup-volume", new Case(VERIFY, "--volume=dry-kept:/kept"));
        all.put("stop", new Case("verify: {stopped: 1s, within: 60s}"));
        all.put("pause", new Case("verify: {paused: 1s, within: 60s}"));
        all.put("unpause", new Case(VERIFY));
        all.put("kill", new Case("with: {signal: KILL}, verify: {stopped: 1s, within: 60s}"));
        all.put("exec", new Case("with: {command: [touch, /tmp/touched]}, " + VERIFY));
        all.put("run", new Case("with: {image: \"" + image + "\", command: [\"true\"]}, " + VERIFY));
        all.put("truncate-log", new Case("with: {above: 1MiB}, " + VERIFY, List.of(),
                "head -c 1500000 /dev/zero | tr '\\0' x | fold -w 1000; echo; echo written; " + IDLES));
        all.put("host-command", new Case("with: {name: touch}, " + VERIFY));
        all.put("http", new Case("with: {name: call}, " + VERIFY));
        all.put(PRUNE, new Case("with: {free: 99%, cache: 1h}, verify: {freed: 1s, within: 30s}"));
        all.put(MARK, new Case(""));
        all.put(POWER, new Case("with: {by: -10%}, verify: {over: 1s, within: 30s}"));
        all.put(RESET, new Case("verify: {well: 1s, within: 30s}"));
        all.put("escalate", new Case(""));
        return all;
    }

    @BeforeAll
    static void everythingIsAskedFor() throws Exception {
        called = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        engine = new PrivateEngine();
        image = engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine)).orFail().text();
        cases = cases();
        cacheThatNobodyUsed();
        ImageBuild.of(engine, "dry:1", 1);
        engine.docker("volume", "create", "dry").orFail();
        isOnAnotherImageThanItRanWellOn();
        isOffANetworkThatItRanWellOn();
        Files.createDirectory(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/dry.yml"), rules());
        gpu = FakeNvml.in(home).says(0, "reasons", 0x40);
        // A minute after the start what runs without its network has run well without.
        List<String> heard = List.of("start", "unpause");
        ups(one -> !heard.contains(one) && !one.equals(RECONNECT));
        spine = Spine.ready(engine.dockerHost(), home, """
                dry_run: true
                actions: {careful: [end-loop, limits, recreate, rollback, restart-stack, reconnect-network, prune,
                  backup-volume, gpu-power-limit]}
                gpu: {library: "%s"}
                backups: {directory: "%s"}
                approvals:
                  - name: tests
                    actions: [stop, pause, unpause, kill, exec, run, truncate-log, host-command, http]
                    services: ["dry-*"]
                host_commands: [{name: touch, command: [/usr/bin/touch, "%s"]}]
                http_calls: [{name: call, url: "http://127.0.0.1:%d/"}]
                """.formatted(gpu.file(), Files.createDirectory(home.resolve("backups")), home.resolve("touched"),
                called.getLocalPort()));
        ups(heard::contains);
        engine.docker("wait", "dry-start").orFail();
        engine.docker("pause", "dry-unpause").orFail();
        await().atMost(Spine.SOON).until(() -> said("logs", "--tail=1", "dry-truncate-log").equals("written"));
        before = everything();
        since = engine.docker("info", "--format={{.SystemTime}}").orFail().text();
        await("the GPU is known").atMost(Spine.SOON).until(() -> spine.body("/api/v1/gpus").contains(GPU));
        send();
    }

    @AfterAll
    static void close() throws IOException {
        if (spine != null) {
            spine.close();
        }
        if (called != null) {
            called.close();
        }
        if (engine != null) {
            // Else its bridge would stay on this machine.
            engine.docker("rm", "--force", named(RECONNECT));
            engine.docker("network", "rm", NETWORK);
            engine.close();
        }
    }

    private static String named(String action) {
        return "dry-" + action;
    }

    /** How old it is an engine learns only when it starts. */
    private static void cacheThatNobodyUsed() throws IOException {
        ImageBuild.of(engine, "dry:old", 1);
        engine.docker("rmi", "dry:old").orFail();
        engine.terminate();
        CacheAge.older(engine.dataRoot(), Duration.ofHours(2));
        engine.startAgain();
    }

    private static void isOnAnotherImageThanItRanWellOn() throws Exception {
        BusyboxImage.importAs(engine, GOOD, List.of("CMD [\"sleep\",\"1000\"]"));
        engine.docker("run", "--detach", "--network=none", "--name", named(ROLLBACK), CONSENTS, GOOD).orFail();
        RanWell.remember(home, engine, (service, calls, at) -> calls.details(service)
                .map(RanWell::done)
                .map(now -> GoodRun.of(service, "before", at, now, new byte[]{1}, "")), named(ROLLBACK));
        engine.docker("rm", "--force", named(ROLLBACK)).orFail();
    }

    private static void isOffANetworkThatItRanWellOn() throws Exception {
        engine.docker("network", "create", "--subnet=172.29.76.0/24", NETWORK).orFail();
        engine.docker("run", "--detach", "--network", NETWORK, "--name", named(RECONNECT), CONSENTS,
                BusyboxImage.in(engine), "sh", "-c", IDLES).orFail();
        RanWell.remember(home, engine, (name, calls, at) -> calls.remaking()
                .blueprint(name)
                .map(RanWell::done)
                .map(now -> GoodRun.of(name, now.id(), at, now.details(), new byte[]{1}, "")
                        .on(now.endpoints()
                                .entrySet()
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey,
                                        network -> network.getValue().toString())))),
                named(RECONNECT));
        engine.docker("network", "disconnect", NETWORK, named(RECONNECT)).orFail();
    }

    private static void ups(Predicate<String> which) {
        cases.entrySet()
                .parallelStream()
                .filter(one -> which.test(one.getKey()))
                .forEach(one -> up(one.getKey(), one.getValue()));
    }

    private static void up(String action, Case of) {
        List<String> options = new ArrayList<>(of.options());
        options.add(CONSENTS);
        engine.run(named(action), options, "sh", "-c", of.script());
    }

    private static String rules() {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dry\n    rules:\n");
        cases.forEach((action, of) -> rules.append("""
                      - alert: Dry_%s
                        on: %s
                        when: %s
                        resolve: {on: %s, when: %s}
                        annotations: {summary: "%s is wanted"}
                        remedy: [{action: %s%s}%s]
                """.formatted(action.replace('-', '_'), kind(action), begins(action), kind(action), ends(action),
                action, action, of.step().isEmpty() ? "" : ", " + of.step(),
                action.equals("escalate") ? "" : ", {action: escalate}")));
        return rules.toString();
    }

    /** What is not about a container is read by itself. */
    private static String kind(String action) {
        return switch (action) {
            case PRUNE -> "disk.sample";
            case POWER -> "gpu.sample";
            default -> "external.alert";
        };
    }

    private static String begins(String action) {
        return switch (action) {
            case PRUNE -> "event.roles.contains('engine')";
            case POWER -> "event.slowdown != ''";
            default -> "event.alert == '" + action + "' && event.status == 'firing'";
        };
    }

    private static String ends(String action) {
        return switch (action) {
            case PRUNE -> "event.usedPercent < 0";
            case POWER -> "event.slowdown == ''";
            default -> "event.status == 'resolved'";
        };
    }

    private static void send() throws Exception {
        List<String> alerts = new ArrayList<>();
        for (String action : cases.keySet()) {
            alerts.add("""
                    {"status": "firing", "labels": {"alertname": "%s", "name": "%s", "host": "%s"%s},
                     "annotations": {}, "startsAt": "2026-11-01T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
                     "fingerprint": "%s"}""".formatted(action, named(action), HostName.own(),
                    action.equals(MARK) ? ", \"UUID\": \"" + GPU + "\"" : "", action));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> taken = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + spine.port() + "/api/v1/alerts"))
                            .header("Content-Type", "application/json")
                            .header("Authorization",
                                    "Bearer " + Files.readString(home.resolve("data/token")).strip())
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"version": "4", "receiver": "dockmedic", "status": "firing", "alerts": [%s]}"""
                                    .formatted(String.join(",\n", alerts))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        }
    }

    /** Whatever the engine shows of all that it has, and what it does not show: what is in a container, and its log. */
    private static List<String> everything() throws Exception {
        List<String> all = new ArrayList<>();
        for (String kind : List.of("container", "image", "volume", "network")) {
            List<String> ids = ids(kind);
            all.addAll(ids);
            List<String> inspect = new ArrayList<>(List.of(kind, "inspect"));
            inspect.addAll(ids);
            all.add(said(inspect.toArray(String[]::new)));
        }
        all.add(said("system", "df", "--verbose",
                "--format={{range .BuildCache}}{{.ID}} {{.Size}} {{.LastUsedAt}}{{println}}{{end}}"));
        all.add(said("diff", "dry-exec"));
        all.add(Long.toString(Files.size(Path.of(said("inspect", "-f", "{{.LogPath}}", "dry-truncate-log")))));
        return all;
    }

    private static List<String> ids(String kind) {
        List<String> list = new ArrayList<>(List.of(kind, "ls", "--quiet"));
        switch (kind) {
            case "container", "image" -> list.addAll(List.of("--all", "--no-trunc"));
            case "network" -> list.add("--no-trunc");
            default -> {}
        }
        return List.copyOf(new TreeSet<>(said(list.toArray(String[]::new)).lines().toList()));
    }

    private static String said(String... command) {
        return engine.docker(command).orFail().text();
    }

    private static JsonNode incident(String action) {
        String rule = "Dry_" + action.replace('-', '_');
        return List.of(PRUNE, POWER, MARK).contains(action)
                ? spine.incidentOf(rule, "suppressed")
                : spine.incident(action + "/" + action, rule, "suppressed");
    }

    @Test
    void noActionIsForgotten() {
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(Shipped.catalog().names());
    }

    @TestFactory
    List<DynamicTest> each() {
        return cases.keySet().stream().map(action -> DynamicTest.dynamicTest(action, () -> {
            // At the start it may have been put off while the engine was not in sight yet.
            JsonNode attempts = incident(action).at("/remedy/attempts");
            JsonNode last = StreamSupport.stream(attempts.spliterator(), false)
                    .filter(one -> one.path("action").asText().equals(action))
                    .reduce((first, later) -> later)
                    .orElseThrow(() -> new AssertionError(attempts.toString()));
            if (action.equals(RESET)) {
                // Only a person's yes allows it, and in a dry-run nobody is asked.
                assertThat(last.path("reason").asText()).as(last.toString()).isEqualTo("not_approved");
            } else {
                assertThat(last.path("reason").asText()).as(last.toString()).isEqualTo("dry_run");
                assertThat(last.path("detail").asText()).as("it would have changed something")
                        .startsWith(action + " would have been done: ")
                        .doesNotContain("done: nothing", "nothing would have been");
            }
        })).toList();
    }

    @Test
    void nothingIsOtherwise() throws Exception {
        cases.keySet().forEach(DryRunTest::incident);
        assertThat(everything()).isEqualTo(before);
        String now = engine.docker("info", "--format={{.SystemTime}}").orFail().text();
        assertThat(said("events", "--since", since, "--until", now)).isEmpty();
        assertThat(home.resolve("touched")).doesNotExist();
        assertThat(spine.body("/metrics").lines()).as("a mark of a GPU, where this machine has one")
                .noneMatch(line -> line.startsWith("dockmedic_gpu_marked{") && line.endsWith(" 1.0"));
        assertThat(gpu.limit(0)).as("nobody has set it").isZero();
        called.setSoTimeout(1);
        assertThatThrownBy(called::accept).isInstanceOf(SocketTimeoutException.class);
        assertThat(spine.pages()).isEmpty();
    }
}
