package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CacheEntry;
import io.dockmedic.collectors.engine.client.CachePruned;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.testkit.CacheAge;
import io.dockmedic.testkit.ImageBuild;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A real engine whose own disk is full, and small: by the whole program, and by the calls it would have made a day later. Each test
 * has an engine of its own, and mostly waits for readings.
 */
@Execution(ExecutionMode.CONCURRENT)
class PruneTest {
    @TempDir
    Path home;

    private Path home(String name) throws Exception {
        Path folder = Files.createDirectories(home.resolve(name));
        Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("full.yml"), """
                groups:
                  - name: full
                    rules:
                      - alert: Full
                        on: disk.sample
                        when: event.usedPercent >= 88 && event.roles.contains('engine')
                        resolve: {on: disk.sample, when: event.usedPercent < 80}
                        annotations: {summary: "{{ event.mountpoint }} is full"}
                        remedy:
                          - action: prune
                            with: {free: 41%, cache: 1h}
                            verify: {freed: 1s, within: 30s}
                          - action: escalate
                """);
        return folder;
    }

    private static List<String> lines(PrivateEngine engine, String... command) {
        return engine.docker(command).orFail().text().lines().sorted().toList();
    }

    private static List<String> kept(PrivateEngine engine) {
        List<String> all = new ArrayList<>(lines(engine, "images", "--all", "--no-trunc", "--format={{.ID}} {{.Tag}}"));
        all.addAll(lines(engine, "ps", "--all", "--no-trunc", "--format={{.ID}} {{.Names}} {{.Image}}"));
        return all;
    }

    /** What the engine has, without how long ago that was. */
    private static List<String> everything(PrivateEngine engine) {
        List<String> all = new ArrayList<>(kept(engine));
        all.addAll(cache(engine));
        return all;
    }

    private static List<String> cache(PrivateEngine engine) {
        return new ArrayList<>(lines(engine, "system", "df", "--verbose",
                "--format={{range .BuildCache}}{{.ID}} {{.Size}} {{.LastUsedAt}}{{println}}{{end}}"));
    }

    private static <T> T done(Future<CallResult<T>> call) throws Exception {
        CallResult<T> result = call.await(1, TimeUnit.MINUTES);
        assertThat(result).isInstanceOf(CallResult.Done.class);
        return ((CallResult.Done<T>) result).value();
    }

    @Test
    void onlyCacheGoesAndNoneThatBuildsUsedLately() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "root", 256, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            ImageBuild.of(engine, "app:1", 12);
            engine.docker("create", "--network=none", "--name=keeps", "app:1").orFail();
            ImageBuild.of(engine, "app:1", 12);
            ImageBuild.of(engine, "app:1", 12);
            disk.fillTo(91);
            String mountpoint = disk.root().toString();
            List<String> kept = kept(engine);
            List<String> before = everything(engine);
            assertThat(before).hasSize(3 + 1 + 9);

            try (Spine spine = Spine.ready(engine.dockerHost(), home("real"), "actions: {careful: [prune]}\n")) {
                JsonNode said = spine.incident(mountpoint, "Full", "escalated");
                assertThat(said.toString()).contains("there is no build cache that no build has used for 1 h");
                assertThat(spine.pages(mountpoint)).hasSize(1);
            }
            assertThat(everything(engine)).isEqualTo(before);

            Vertx vertx = Vertx.vertx();
            try (DockerJavaCalls calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx),
                    new EngineAddress.Unix(engine.socket()), null, CallLimits.DEFAULT)) {
                assertThat(done(calls.pruning().buildCache())).hasSize(9)
                        .extracting(CacheEntry::type)
                        .isSubsetOf("regular", "source.local");
                double used = disk.used();
                CachePruned gone = done(calls.pruning().pruneBuildCache(Duration.ofSeconds(1)));
                assertThat(gone.pieces()).isGreaterThan(2);
                assertThat(gone.bytes()).isPositive();
                assertThat(disk.used()).isLessThan(used);
            } finally {
                vertx.close().await(1, TimeUnit.MINUTES);
            }
            assertThat(kept(engine)).isEqualTo(kept);
        }
    }

    /** The shipped rule for a disk without room, which has no time to be shortened but that of its proof. */
    @Test
    @Tag("long")
    void onOneWithoutRoomAPersonIsCalledAtOnceAndRoomIsMadeMeanwhile() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "out", 256, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            ImageBuild.of(engine, "app:1", 16);
            engine.docker("create", "--network=none", "--name=keeps", "app:1").orFail();
            engine.terminate();
            CacheAge.older(disk.root(), Duration.ofHours(25));
            engine.startAgain();
            disk.fillTo(99);
            String mountpoint = disk.root().toString();
            List<String> kept = kept(engine);
            Path folder = Files.createDirectories(home.resolve("exhausted"));
            try (Spine spine = Spine.ready(engine.dockerHost(), folder, "actions: {careful: [prune]}\n")) {
                JsonNode page = spine.page(mountpoint);
                assertThat(page.at("/incident/rule").asText()).isEqualTo("DiskExhausted");
                await().atMost(Spine.SOON)
                        .untilAsserted(() -> assertThat(spine.incidents(mountpoint))
                                .filteredOn(one -> one.path("rule").asText().equals("DiskExhaustedPrune"))
                                .singleElement()
                                .satisfies(one -> assertThat(
                                        spine.body("/api/v1/incidents/" + one.path("id").asText()))
                                        .containsPattern(
                                                "free before .*, after .*: removed \\d+ pieces of build cache of ")));
                assertThat(spine.pages()).as("one call for both").hasSize(1);
            }
            assertThat(disk.used()).isLessThan(98);
            assertThat(kept(engine)).isEqualTo(kept);
        }
    }

    /** By the shipped rule, but for its times: what it removes is more than a day old, by the engine's own notes. */
    @Test
    void whatNoBuildHasUsedForADayGoesAndThereIsRoomAgain() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "aged", 256, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            ImageBuild.of(engine, "app:1", 16);
            engine.docker("create", "--network=none", "--name=keeps", "app:1").orFail();
            ImageBuild.of(engine, "app:1", 16);
            engine.terminate();
            CacheAge.older(disk.root(), Duration.ofHours(25));
            engine.startAgain();
            List<String> old = cache(engine);
            ImageBuild.of(engine, "app:2", 4);
            List<String> lately = cache(engine);
            lately.removeAll(old);
            assertThat(lately).hasSize(3);
            disk.fillTo(92);
            String mountpoint = disk.root().toString();
            List<String> kept = kept(engine);

            Path folder = Files.createDirectories(home.resolve("cured"));
            Shortened.rule(folder, "DiskNearlyFull", "for: 1m", "for: 1s", "freed: 30s", "freed: 1s");
            try (Spine spine = Spine.ready(engine.dockerHost(), folder, "actions: {careful: [prune]}\n")) {
                JsonNode healed = spine.incident(mountpoint, "DiskNearlyFullSoon", "healed");
                assertThat(healed.at("/remedy/attempts"))
                        .filteredOn(attempt -> attempt.path("verdict").asText().equals("act"))
                        .singleElement()
                        .satisfies(attempt -> assertThat(attempt.path("action").asText()).isEqualTo("prune"));
                assertThat(spine.body("/api/v1/incidents/" + healed.path("id").asText()))
                        .containsPattern("free before .*, after .*: removed \\d+ pieces of build cache of ");
                await().atMost(Spine.SOON)
                        .until(() -> spine.incidents(mountpoint).getFirst().path("state").asText().equals("resolved"));
                assertThat(spine.pages()).isEmpty();
            }
            assertThat(disk.used()).isLessThan(80);
            assertThat(cache(engine)).as("what was used lately, and what images share")
                    .containsAll(lately)
                    .hasSizeLessThan(old.size() + lately.size());
            assertThat(kept(engine)).isEqualTo(kept);
        }
    }
}
