package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.LongAgo;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left over on a real engine whose own disk is full, by the whole program: unused images without a name, and
 * containers that ended by themselves. That a week has passed is written into the engine's own files and into our journal.
 */
@Tag("long")
class PruneLeftoversTest {
    private static final Duration EIGHT_DAYS = Duration.ofDays(8);
    private static final String ON = "actions: {careful: [prune, rollback]}\n";
    private static final String SLEEPS = "CMD [\"sleep\",\"1000000\"]";

    @TempDir
    Path home;

    private static void rules(Path home) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("full.yml"),
                """
                        groups:
                          - name: full
                            rules:
                              - alert: Full
                                on: disk.sample
                                when: event.usedPercent >= 88 && event.roles.contains('engine')
                                resolve: {on: disk.sample, when: event.usedPercent < 80}
                                annotations: {summary: "{{ event.mountpoint }} is full"}
                                remedy:
                                  - {action: prune, with: {free: 99%}, verify: {freed: 1s, within: 2s}}
                                  - action: escalate
                              - alert: ExitsSinceDeployed
                                on: container.died
                                when: event.intent == 'not_asked' && event.exitCode == 3
                                by: [event.service]
                                resolve: {on: container.started, for: 10m, unless: container.died}
                                annotations: {summary: "{{ event.service }} exits"}
                                remedy:
                                  - {action: rollback, with: {after: 0s}, verify: {running: 2s, within: 60s}}
                                  - action: escalate
                        inhibit:
                          - {source: ExitsSinceDeployed, target: [ContainerExitedWithError, ContainerCrashLoop], equal: [event.service]}
                        """);
    }

    private static String id(PrivateEngine engine, String image) {
        return engine.docker("image", "inspect", "-f", "{{.Id}}", image).orFail().text();
    }

    /** One that shares nothing takes the name. */
    private String large(PrivateEngine engine) throws IOException {
        byte[] contents = new byte[6 << 20];
        new Random().nextBytes(contents);
        Files.write(home.resolve("contents"), contents);
        Path tar = home.resolve("large.tar");
        Command.run(Map.of(), List.of("tar", "-C", home.toString(), "-cf", tar.toString(), "contents")).orFail();
        engine.docker("import", tar.toString(), "app:1").orFail();
        return id(engine, "app:1");
    }

    private static List<String> lines(PrivateEngine engine, String... command) {
        return engine.docker(command).orFail().text().lines().sorted().toList();
    }

    /** All that the engine shows of what it has. */
    private static List<String> everything(PrivateEngine engine) {
        return Stream.of("container", "image", "volume").flatMap(kind -> {
            List<String> ids = lines(engine, Stream.of(List.of(kind, "ls", "--quiet"), switch (kind) {
                case "volume" -> List.<String>of();
                default -> List.of("--all", "--no-trunc");
            }).flatMap(List::stream).toArray(String[]::new));
            return Stream.of(String.join(" ", ids), engine
                    .docker(Stream.concat(Stream.of(kind, "inspect"), ids.stream()).toArray(String[]::new))
                    .orFail()
                    .text());
        }).toList();
    }

    /** Runs to its end by itself. */
    private static void job(PrivateEngine engine, String name, String... options) {
        engine.docker(Stream.of(List.of("run", "--detach", "--network=none", "--name=" + name), List.of(options),
                List.of("app:1", "sh", "-c", "dd if=/dev/urandom of=/left bs=1M count=2"))
                .flatMap(List::stream)
                .toArray(String[]::new)).orFail();
    }

    private void longAgo(PrivateEngine engine, Path dataRoot) throws Exception {
        engine.terminate();
        LongAgo.ended(dataRoot, EIGHT_DAYS, name -> !name.equals("young"));
        engine.startAgain();
        LongAgo.seen(home.resolve("data/journal.db"), EIGHT_DAYS);
    }

    private Connection journal() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
    }

    private long count(String from) throws SQLException {
        try (Connection journal = journal();
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void whatNobodyMissesGoesAndWhatARollbackNeedsStays() throws Exception {
        rules(home);
        try (LoopDisk disk = LoopDisk.mount(home, "root", 256, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            // On its first image the service ran well; the tag has moved on twice since.
            BusyboxImage.importAs(engine, "app:1", List.of(SLEEPS, "LABEL n=1"));
            String good = id(engine, "app:1");
            engine.docker("run", "--detach", "--network=none", "--name=web", "--stop-timeout=1",
                    "--label=dockmedic.heal=true", "app:1").orFail();
            RanWell.remember(home, engine, (service, calls, at) -> calls.details(service)
                    .map(RanWell::done)
                    .map(now -> GoodRun.of(service, "before", at, now, new byte[]{1}, "")), "web");
            engine.docker("rm", "-f", "web").orFail();
            String spare = large(engine);
            BusyboxImage.importAs(engine, "app:1", List.of(SLEEPS, "LABEL n=3"));
            String named = id(engine, "app:1");
            BusyboxImage.importAs(engine, "bad:1", List.of("CMD [\"sh\",\"-c\",\"sleep 0.2; exit 3\"]"));
            String bad = id(engine, "bad:1");

            try (Spine spine = Spine.ready(engine.dockerHost(), home, ON)) {
                job(engine, "gone");
                job(engine, "also-gone", "--volume=named:/named");
                job(engine, "protected", "--label=dockmedic.protect=true");
                job(engine, "composed", "--label=com.docker.compose.project=shop",
                        "--label=com.docker.compose.service=migrate", "--label=com.docker.compose.oneoff=False");
                job(engine, "policy", "--restart=on-failure:3");
                job(engine, "keeps-data", "--volume=/data");
                job(engine, "shared");
                job(engine, "leans", "--volumes-from=shared", "--label=dockmedic.heal=false");
                job(engine, "young");
                engine.docker("run", "--detach", "--network=none", "--name=stopped", "--stop-timeout=1", "app:1")
                        .orFail();
                engine.docker("stop", "stopped").orFail();
                engine.docker("create", "--network=none", "--name=never-ran", "app:1").orFail();
                await().atMost(Spine.SOON)
                        .until(() -> lines(engine, "ps", "--format={{.Names}}").isEmpty());
                await().atMost(Duration.ofSeconds(100))
                        .until(() -> count("remediation_nameless_images") == 2);
                assertThat(spine.pages()).isEmpty();
            }
            longAgo(engine, disk.root());
            disk.fillTo(92);
            String mountpoint = disk.root().toString();
            List<String> volumes = lines(engine, "volume", "ls", "--quiet");
            List<String> before = everything(engine);

            Path dry = Files.createDirectories(home.resolve("dry"));
            rules(dry);
            Command.run(Map.of(), List.of("cp", "-a", home.resolve("data").toString(), dry.resolve("data").toString()))
                    .orFail();
            try (Spine spine = Spine.ready(engine.dockerHost(), dry, "dry_run: true\n" + ON)) {
                JsonNode said = spine.incident(mountpoint, "Full", "suppressed");
                assertThat(said.toString()).contains("this would have been removed, until 99% are free: ",
                        "1 image without a name of ", short12(spare), "2 stopped containers of ", "gone (",
                        "also-gone (")
                        .doesNotContain(short12(good), short12(named));
            }
            assertThat(everything(engine)).as("a dry-run changes nothing").isEqualTo(before);

            try (Spine spine = Spine.ready(engine.dockerHost(), home, ON)) {
                JsonNode said = spine.incident(mountpoint, "Full", "escalated");
                String id = said.path("id").asText();
                await().atMost(Spine.SOON).until(() -> spine.pages(mountpoint).size() == 1);
                assertThat(spine.body("/api/v1/incidents/" + id)).containsPattern("free before .*, after .*: removed "
                        + "1 image without a name of 6\\.0 MiB: " + short12(spare)
                        + " \\([^;]*; 2 stopped containers of "
                        + "[^;]* \\(2\\.\\d MiB\\)");
                assertThat(lines(engine, "images", "--all", "--quiet", "--no-trunc"))
                        .containsExactlyInAnyOrder(Stream.of(good, named, bad).sorted().toArray(String[]::new));
                assertThat(lines(engine, "ps", "--all", "--format={{.Names}}")).containsExactly("composed",
                        "keeps-data", "leans", "never-ran", "policy", "protected", "shared", "stopped", "young");
                assertThat(lines(engine, "volume", "ls", "--quiet")).isEqualTo(volumes);
                assertThat(disk.used()).as("of 256 MiB, 10 came free").isLessThan(89);
                assertThat(count("remediation_removals WHERE outcome = 'removed' AND kind = 'container'")).isEqualTo(2);
                assertThat(count("collectors_acts WHERE action = 'discard' AND ended IS NOT NULL")).isEqualTo(2);

                // And what it needs to go back is there.
                engine.docker("run", "--detach", "--network=none", "--name=web", "--stop-timeout=1",
                        "--label=dockmedic.heal=true", "bad:1").orFail();
                // Neither image has a name that a registry gave it, so a person is asked.
                JsonNode page = spine.page("web");
                assertThat(page.at("/approvals/0/would").asText()).contains(short12(good));
                await().atMost(Spine.SOON).until(() -> approve(page.at("/approvals/0/id").asText()) == 0);
                spine.incident("web", "ExitsSinceDeployed", "healed");
                assertThat(engine.docker("inspect", "-f", "{{.Image}}", "web").orFail().text()).isEqualTo(good);
            }
        }
    }

    private int approve(String question) {
        StringWriter out = new StringWriter();
        return Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("approve", question, "--reason", "back", "--config",
                        home.resolve("dockmedic.yml").toString());
    }

    private static String short12(String id) {
        return id.replaceFirst("^sha256:", "").substring(0, 12);
    }
}
