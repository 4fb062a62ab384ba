package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.ImageBuild;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an engine's own full disk to room on it, by the whole program on a real engine whose data root is small. */
class PruneTest {
    private static final String ON = "actions: {careful: [prune]}\n";
    /** More than the cache alone gives back, less than with the image that has lost its name. */
    private static final int WANTED = 41;

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
                            with: {free: %d%%, cache: 1s, untagged: 1s}
                            verify: {freed: 1s, within: 30s}
                          - action: escalate
                """.formatted(WANTED));
        return folder;
    }

    /** What the engine has, without how long ago that was. */
    private static List<String> everything(PrivateEngine engine) {
        List<String> all = new ArrayList<>();
        for (String[] listing : new String[][]{
                {"images", "--all", "--no-trunc", "--format={{.ID}} {{.Repository}}:{{.Tag}} {{.Size}}"},
                {"ps", "--all", "--no-trunc", "--format={{.ID}} {{.Names}} {{.Image}}"},
                {"system", "df", "--verbose",
                        "--format={{range .BuildCache}}{{.ID}} {{.Size}} {{.LastUsedAt}}{{println}}{{end}}"}}) {
            all.addAll(engine.docker(listing).orFail().text().lines().sorted().toList());
        }
        return all;
    }

    private static List<String> images(PrivateEngine engine) {
        return engine.docker("images", "--all", "--no-trunc", "--quiet").orFail().text().lines().distinct().toList();
    }

    private static List<String> removed(Path home) throws Exception {
        return rows(home, "SELECT kind || ' ' || outcome || ' ' || id FROM remediation_removals");
    }

    private static List<String> rows(Path home, String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    @Test
    void whatNobodyMissesGoesUntilThereIsRoomAndNothingElse() throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "root", 256, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root())) {
            String kept = ImageBuild.of(engine, "app:1", 12);
            engine.docker("create", "--network=none", "--name=keeps", "app:1").orFail();
            String nameless = ImageBuild.of(engine, "app:1", 12);
            String named = ImageBuild.of(engine, "app:1", 12);
            disk.fillTo(91);
            String mountpoint = disk.root().toString();

            List<String> before = everything(engine);
            assertThat(before).hasSize(3 + 1 + 9);
            try (Spine dry = Spine.ready(engine.dockerHost(), home("dry"), "dry_run: true\n" + ON)) {
                JsonNode said = dry.incident(mountpoint, "Full", "suppressed");
                assertThat(said.toString()).contains("pieces of build cache of", "1 untagged images of 12.0 MiB",
                        nameless.substring(0, 19)).doesNotContain(kept.substring(0, 19), named.substring(0, 19));
                assertThat(dry.pages(mountpoint)).isEmpty();
            }
            assertThat(everything(engine)).isEqualTo(before);

            Path real = home("real");
            try (Spine spine = Spine.ready(engine.dockerHost(), real, ON)) {
                spine.incident(mountpoint, "Full", "healed");
                await().atMost(Spine.SOON)
                        .until(() -> spine.incidents(mountpoint).getFirst().path("state").asText().equals("resolved"));
                assertThat(spine.pages(mountpoint)).isEmpty();
            }
            assertThat(images(engine)).containsExactlyInAnyOrder(kept, named);
            assertThat(engine.docker("ps", "--all", "--format={{.Names}}").orFail().text()).isEqualTo("keeps");
            assertThat(100 - disk.used()).isGreaterThan(WANTED - 1);
            assertThat(removed(real)).contains("image removed " + nameless)
                    .filteredOn(line -> line.startsWith("build_cache removed "))
                    .hasSizeGreaterThan(2);
            assertThat(removed(real)).noneMatch(line -> line.contains(" open "));
            assertThat(rows(real, "SELECT detail FROM remediation_acts")).singleElement()
                    .asString()
                    .contains("free before ", "pieces of build cache of ", "1 untagged images of 12.0 MiB");
        }
    }
}
