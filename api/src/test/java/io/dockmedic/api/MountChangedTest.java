package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.api.security.DataDirectory;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.host.mount.Grounds;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.RemediationTables;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that containers have folders on is taken away, and comes back. */
@RealEngine
class MountChangedTest {
    private static final String GOOD = "nas/good:1";

    @TempDir
    Path home;

    private final PrivateEngine engine;

    MountChangedTest(PrivateEngine engine) {
        this.engine = engine;
    }

    /**
     * As if they had run well for a minute.
     *
     * @param services of each container, by its name
     */
    private void ranWell(Path folder, Map<String, String> services) throws Exception {
        DataDirectory.prepare(home.resolve("data"));
        Vertx vertx = Vertx.vertx();
        SystemClock clock = new SystemClock();
        SqliteJournal journal = SqliteJournal.open(home.resolve("data/journal.db"),
                List.of(RemediationTables.keeping(Duration.ofHours(3))), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        get(journal.opened());
        Grounds grounds = new Grounds(vertx, Path.of("/proc/1/mountinfo"), () -> Future.succeededFuture(""));
        try (DockerJavaCalls calls = new DockerJavaCalls(vertx, clock, new VertxTimers(vertx),
                new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT)) {
            for (Map.Entry<String, String> one : services.entrySet()) {
                Details details = ((CallResult.Done<Details>) get(calls.details(one.getKey()))).value();
                get(new GoodRuns(journal)
                        .save(GoodRun.of(one.getValue(), "before", clock.now(), details, new byte[]{1}, "")
                                .over(get(grounds.of(List.of(folder.toString()))))));
            }
        }
        get(journal.close());
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private String on(Path folder, String name) {
        return engine.run(name, List.of("--label=dockmedic.heal=true", "--volume=" + folder + ":/data"), "sleep",
                "100000");
    }

    private static final List<String> SICKENS = List.of("--health-cmd=test ! -e /tmp/sick", "--health-interval=300ms",
            "--health-retries=1");

    /** Which run of it is there, and that it is one. */
    private String run(String name) {
        return engine.docker("inspect", "-f", "{{.Id}} {{.State.Status}} {{.State.StartedAt}}", name).orFail().text();
    }

    private void sickens(String name) {
        engine.docker("exec", name, "touch", "/tmp/sick").orFail();
    }

    /** It is on what it was started on still, and would not be afterwards. */
    @Test
    void whatRunsOnADiskThatIsGoneFromTheHostIsNotStoppedThoughItIsUnhealthy() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "nas", 16, 64)) {
            engine.run("nas-sick", Stream.concat(SICKENS.stream(), Stream.of("--label=dockmedic.heal=true",
                    "--volume=" + disk.root() + ":/data")).toList(), "sleep", "100000");
            engine.docker("exec", "nas-sick", "touch", "/data/its").orFail();
            ranWell(disk.root(), Map.of("nas-sick", "nas-sick"));
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                String run = run("nas-sick");
                disk.unmount();
                sickens("nas-sick");
                JsonNode page = spine.page("nas-sick");
                assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerUnhealthy");
                assertThat(page.toString()).contains("mount_changed", "then start it, or restart it where it runs");
                assertThat(run("nas-sick")).isEqualTo(run).contains("running");
                engine.docker("exec", "nas-sick", "test", "-e", "/data/its").orFail();
                disk.mountAgain();
            } finally {
                engine.docker("rm", "--force", "nas-sick");
            }
        }
    }

    /** Made anew, or stopped for a moment, it would begin on the empty folder too. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"recreate", "restart-stack", "rollback", "backup-volume"})
    void norDoesAnyOtherActStopIt(String action) throws Exception {
        String name = "nas-" + action;
        Path backups = Files.createDirectories(home.resolve("backups"));
        String with = switch (action) {
            case "recreate", "rollback" -> "with: {after: 0s}, verify: {running: 1s, within: 60s}";
            case "backup-volume" -> "with: {volume: /data, quiesce: stop}, verify: {running: 1s, within: 60s}";
            default -> "verify: {running: 1s, within: 60s}";
        };
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("nas.yml"), """
                groups:
                  - name: nas
                    rules:
                      - alert: Nas
                        on: container.health
                        when: event.status == 'unhealthy'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} is unhealthy"}
                        remedy:
                          - {action: %s, %s}
                          - action: escalate
                inhibit:
                  - {source: Nas, target: ContainerUnhealthy, equal: [event.service]}
                """.formatted(action, with));
        try (LoopDisk disk = LoopDisk.mount(home, "nas", 16, 64)) {
            boolean back = action.equals("rollback");
            up(disk.root(), action, back ? good() : BusyboxImage.in(engine));
            ranWell(disk.root(), Map.of(name, "nas/" + action + "/1"));
            if (back) {
                engine.docker("rm", "--force", name).orFail();
                up(disk.root(), action, BusyboxImage.in(engine));
            }
            try (Spine spine = Spine.ready(engine.dockerHost(), home,
                    "actions: {careful: [recreate, restart-stack, rollback, backup-volume]}\nbackups: {directory: %s}"
                            .formatted(backups))) {
                String run = run(name);
                disk.unmount();
                sickens(name);
                JsonNode page = spine.page("nas/" + action + "/1");
                assertThat(page.at("/incident/rule").asText()).isEqualTo("Nas");
                assertThat(page.toString()).contains("mount_changed");
                assertThat(run(name)).isEqualTo(run).contains("running");
                disk.mountAgain();
            } finally {
                engine.docker("rm", "--force", name);
            }
        }
    }

    @Test
    void whatWouldBeStartedOnAnEmptyFolderIsNotAndAPersonIsTold() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "nas", 16, 64)) {
            on(disk.root(), "nas-away");
            on(disk.root(), "nas-back");
            ranWell(disk.root(), Map.of("nas-away", "nas-away", "nas-back", "nas-back"));
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                disk.unmount();
                Spine.kill9(engine, "nas-away");
                JsonNode page = spine.page("nas-away");
                assertThat(page.toString()).contains("mount_changed",
                        disk.root() + " was on " + disk.root() + " (ext4) when it last ran well, and is on ");
                assertThat(engine.docker("inspect", "-f", "{{.State.Status}}", "nas-away").text()).isEqualTo("exited");
                disk.mountAgain();
                Spine.kill9(engine, "nas-back");
                spine.incident("nas-back", "ContainerExitedWithError", "healed");
                assertThat(spine.pages("nas-back")).isEmpty();
            } finally {
                engine.docker("rm", "--force", "nas-away", "nas-back");
            }
        }
    }

    private String good() {
        BusyboxImage.importAs(engine, GOOD, List.of("CMD [\"sleep\",\"100000\"]"));
        return GOOD;
    }

    private String up(Path folder, String action, String image) {
        return engine.docker("run", "--detach", "--network=none", "--name", "nas-" + action, "--memory=64m",
                SICKENS.get(0), SICKENS.get(1), SICKENS.get(2), "--label=dockmedic.heal=true",
                "--volume=" + folder + ":/data",
                "--label=com.docker.compose.project=nas", "--label=com.docker.compose.service=" + action,
                "--label=com.docker.compose.container-number=1", image, "sleep", "100000").orFail().text();
    }

    /** Nor is it made anew there: that would be a start, too. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"recreate", "restart-stack", "start", "limits", "rollback"})
    void norDoesAnyOtherActStartIt(String action) throws Exception {
        String name = "nas-" + action;
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("nas.yml"), """
                groups:
                  - name: nas
                    rules:
                      - alert: Nas
                        on: container.died
                        when: event.intent == 'not_asked'
                        by: [event.service]
                        resolve: {on: container.removed}
                        annotations: {summary: "{{ event.service }} has died"}
                        remedy:
                          - {action: %s, %sverify: {running: 1s, within: 60s}}
                          - action: escalate
                inhibit:
                  - {source: Nas, target: ContainerExitedWithError, equal: [event.service]}
                """.formatted(action, List.of("recreate", "rollback").contains(action) ? "with: {after: 0s}, " : ""));
        try (LoopDisk disk = LoopDisk.mount(home, "nas", 16, 64)) {
            // It ran well on another image where it could go back to one.
            String id = up(disk.root(), action, action.equals("rollback") ? good() : BusyboxImage.in(engine));
            ranWell(disk.root(), Map.of(name, "nas/" + action + "/1"));
            if (action.equals("rollback")) {
                engine.docker("rm", "--force", name).orFail();
                id = up(disk.root(), action, BusyboxImage.in(engine));
            }
            try (Spine spine = Spine.ready(engine.dockerHost(), home,
                    "actions: {careful: [recreate, restart-stack, limits, rollback]}")) {
                disk.unmount();
                Spine.kill9(engine, name);
                JsonNode page = spine.page("nas/" + action + "/1");
                assertThat(page.at("/incident/rule").asText()).isEqualTo("Nas");
                assertThat(page.toString()).contains("mount_changed");
                assertThat(engine.docker("inspect", "-f", "{{.Id}} {{.State.Status}}", name).text())
                        .isEqualTo(id + " exited");
                disk.mountAgain();
            } finally {
                engine.docker("rm", "--force", name);
            }
        }
    }
}
