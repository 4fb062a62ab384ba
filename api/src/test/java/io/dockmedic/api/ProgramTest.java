package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, on a machine whose engine is not there. */
class ProgramTest {
    private static final int SIGTERM_EXIT = 143;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(folder.resolve("dockmedic.yml"), """
                engine: {address: "unix://%s/no-engine.sock"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                """.formatted(folder));
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void servesWithoutAnEngineAnswersTheCommandLineAndStops() throws Exception {
        Process serve = serving("serve.log");

        // It asks once and waits for ten seconds, in which a machine that is busy with other tests may not answer.
        await().atMost(3, TimeUnit.MINUTES).untilAsserted(() -> {
            Process incidents = start("incidents.log", "incidents", "--config", config.toString());
            assertThat(incidents.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(incidents.exitValue()).as(Files.readString(folder.resolve("incidents.log"))).isZero();
        });
        assertThat(folder.resolve("incidents.log")).content()
                .as("that the engine is gone may be known by then")
                .containsAnyOf("No open incidents.", "EngineUnreachable");

        await().atMost(3, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(folder.resolve("serve.log")).content()
                        .contains("rule=EngineUnreachable"));
        serve.destroy();
        assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(SIGTERM_EXIT);
        assertThat(folder.resolve("data/control.sock")).doesNotExist();
        assertThat(folder.resolve("serve.log")).content()
                .containsPattern("INFO  Starting  version=\\S+ config=" + config + " data=" + folder + "/data rules="
                        + folder + "/rules.d heal=labelled dry_run=false receivers=0")
                .contains("INFO  Stopped");

        Path rules = Files.writeString(folder.resolve("other.yml"),
                "groups: [{name: own, rules: [{alert: Other, on: engine.disconnected,"
                        + " resolve: {on: engine.connected}}]}]\n");
        Process replay = start("replay.log", "replay", "--recorded", "--config", config.toString(), "--only",
                rules.toString());
        assertThat(replay.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("replay.log")).content().containsPattern("Other +engine .* nothing");
        assertThat(replay.exitValue()).isZero();
    }

    @Test
    void startsAgainAfterAKill() throws Exception {
        Process first = serving("first.log");
        first.destroyForcibly().waitFor();
        assertThat(folder.resolve("data/control.sock")).exists();

        assertThat(serving("second.log").isAlive()).isTrue();
    }

    @Test
    void aHangupHasTheRulesReadAgainAndEndsNothing() throws Exception {
        Process serve = serving("serve.log");
        hangUp(serve);
        await().atMost(3, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(folder.resolve("serve.log")).content()
                        .containsSubsequence("SIGHUP: the rule files are read again", "Rules reloaded"));

        Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), "groups: 1\n");
        await().atMost(3, TimeUnit.MINUTES).until(() -> refusals() == 1);
        hangUp(serve);
        await().atMost(3, TimeUnit.MINUTES).until(() -> refusals() == 2);
        assertThat(serve.isAlive()).isTrue();
    }

    private static void hangUp(Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private long refusals() throws IOException {
        return Files.readString(folder.resolve("serve.log"))
                .lines()
                .filter(line -> line.contains("Rule file refused"))
                .count();
    }

    @Test
    void aSecondInstanceOnTheSameDataSaysSoAndLeavesTheFirstAlone() throws Exception {
        Process first = serving("first.log");
        Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"),
                "groups: [{name: own, rules: [{alert: Own, on: container.died, resolve: {on: container.started}}]}]\n");

        Process second = start("second.log", "serve", "--config", config.toString());
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(folder.resolve("second.log")).content().contains("another Dockmedic answers at");
        await().atMost(3, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(folder.resolve("first.log")).content()
                        .contains("what=\"new own.yml\"", "Rules reloaded"));
        assertThat(first.isAlive()).isTrue();
        assertThat(folder.resolve("data/control.sock")).exists();
    }

    @Test
    void whoIsSetToBeKnownIsKnown() throws Exception {
        Certificates certificates = Certificates.in(folder).client("ops", "/CN=ops", "extendedKeyUsage=clientAuth");
        Path secret = Files.writeString(folder.resolve("proxy-secret"), "a-secret-of-24-characters\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(config, """
                tls: {certificate_file: server.pem, key_file: server-key.pem, client_ca_file: ca.pem}
                access:
                  certificates: [{name: ops, scopes: [operate]}]
                  proxy: {from: [127.0.0.1], user_header: X-User, scopes: [operate], secret_file: proxy-secret}
                  limits: {caller: {requests: 1, burst: 1}, wrong: {requests: 1, burst: 2}}
                """, StandardOpenOption.APPEND);
        serving("serve.log");
        Matcher served = Pattern.compile("Serving HTTP .*address=127\\.0\\.0\\.1:(\\d+)")
                .matcher(Files.readString(folder.resolve("serve.log")));
        assertThat(served.find()).isTrue();
        URI reload = URI.create("https://127.0.0.1:" + served.group(1) + "/-/reload");

        assertThat(post(certificates.clientAs("ops"), reload)).isEqualTo(200);
        String[] ann = {"X-User", "ann", "Dockmedic-Proxy-Secret", "a-secret-of-24-characters"};
        assertThat(post(certificates.client(), reload, ann)).isEqualTo(200);
        // A second is long enough for one more; a busy machine may take as long for one.
        await("too fast").atMost(3, TimeUnit.MINUTES).until(() -> post(certificates.client(), reload, ann) == 429);
        assertThat(post(certificates.client(), reload, "X-User", "ann")).isEqualTo(403);
        assertThat(post(certificates.client(), reload, "Authorization", "Bearer wrong")).isEqualTo(401);
        await().atMost(3, TimeUnit.MINUTES)
                .until(() -> post(certificates.client(), reload, "Authorization", "Bearer wrong") == 429);
        await().atMost(3, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(folder.resolve("serve.log")).content()
                        .contains("by=ops with=certificate", "by=ann with=proxy"));
    }

    private static int post(SSLContext context, URI address, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private Process serving(String log) throws IOException {
        Process process = start(log, "serve", "--config", config.toString());
        await().atMost(3, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(folder.resolve(log)).content().contains("Serving HTTP"));
        return process;
    }

    private Process start(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.dockmedic.api.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        started.add(process);
        return process;
    }
}
