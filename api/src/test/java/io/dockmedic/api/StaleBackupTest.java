package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nightly backup that was not made for days, by the shipped rule with its hour shortened, on a real engine. */
@RealEngine
@Tag("long")
class StaleBackupTest {
    private static final String NAME = "backup-stale";
    private static final Pattern STAMP = Pattern.compile("-(\\d{8})T");
    /** The first look is a minute after the start. */
    private static final Duration A_LOOK = Duration.ofMinutes(3);

    private static final String SETTINGS = """
            actions: {careful: [backup-volume]}
            backups: {directory: "%s"}
            """;

    @TempDir
    Path home;

    private final PrivateEngine engine;

    StaleBackupTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void isToldAndOverWhenThereIsANewOne() throws IOException {
        Path kept = Files.createDirectories(home.resolve("kept"));
        try {
            isMade(kept);
            shift(kept.resolve(NAME), Duration.ofDays(-4));
            Shortened.rule(home, "BackupStale", "for: 1h", "for: 10s");
            int elsewhen = (Instant.now().atOffset(ZoneOffset.UTC).getHour() + 12) % 24;
            rules(home, """
                    - alert: Nightly
                      schedule: {cron: "30 %2$d * * *", zone: UTC, within: 4h}
                      annotations: {summary: "%1$s is backed up every night"}
                      remedy:
                        - action: backup-volume
                          with: {service: %1$s, volume: %1$s, timeout: 15m}
                          verify: {running: 1s, within: 60s}
                        - action: escalate
                    """.formatted(NAME, elsewhen));
            String id;
            try (Spine spine = Spine.ready(engine.dockerHost(), home, SETTINGS.formatted(kept))) {
                await().atMost(A_LOOK).until(() -> !spine.pages(NAME + "|" + NAME).isEmpty());
                JsonNode page = spine.page(NAME + "|" + NAME);
                assertThat(page.at("/incident/rule").asText()).isEqualTo("BackupStaleSoon");
                assertThat(page.path("summary").asText())
                        .matches("the last good backup of " + NAME + " \\(" + NAME + "\\) is 9[67] hours old");
                assertThat(page.at("/incident/annotations/description").asText())
                        .contains("one of 1 that are kept", "Nightly should have made another");
                assertThat(page.path("attempts")).extracting(one -> one.path("action").asText())
                        .as("another is the rule's to make, or a person's")
                        .containsExactly("escalate");
                id = page.at("/incident/id").asText();
            }
            shift(kept.resolve(NAME), Duration.ofDays(4));
            try (Spine spine = Spine.ready(engine.dockerHost(), home, SETTINGS.formatted(kept))) {
                await().atMost(A_LOOK).until(() -> spine.resolved("BackupStaleSoon").isPresent());
                assertThat(spine.resolved("BackupStaleSoon").orElseThrow().path("id").asText()).isEqualTo(id);
            }
        } finally {
            engine.docker("rm", "--force", "--volumes", NAME);
            engine.docker("volume", "rm", "--force", NAME);
        }
    }

    private static void rules(Path home, String rules) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("keep.yml"),
                "groups:\n  - name: keep\n    rules:\n" + rules.indent(6));
    }

    /** By a program of which the other knows nothing but what it kept. */
    private void isMade(Path kept) throws IOException {
        Path before = Files.createDirectories(home.resolve("before"));
        rules(before, """
                - alert: KeepNow
                  on: container.health
                  when: event.status == 'healthy' && event.service == '%1$s'
                  by: [event.service]
                  resolve: {on: container.removed}
                  annotations: {summary: "{{ event.service }} is to be backed up"}
                  remedy:
                    - {action: backup-volume, with: {volume: %1$s}, verify: {running: 1s, within: 60s}}
                    - action: escalate
                """.formatted(NAME));
        try (Spine spine = Spine.ready(engine.dockerHost(), before, SETTINGS.formatted(kept))) {
            engine.run(NAME, List.of("--label=dockmedic.heal=true", "--volume=" + NAME + ":/data", "--init",
                    "--health-cmd=test -e /tmp/ready", "--health-interval=1s"), "sh", "-c",
                    "echo one > /data/one; touch /tmp/ready; exec sleep 1000");
            spine.incident(NAME, "KeepNow", "escalated");
        }
    }

    /** As if it had been made so much later. */
    private static void shift(Path folder, Duration by) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> STAMP.matcher(file.toString()).find()).toList();
        }
        assertThat(files).as("the backup and its sum").hasSize(2);
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Matcher stamp = STAMP.matcher(name);
            assertThat(stamp.find()).isTrue();
            String day = stamp.group(1);
            Instant then = Instant.parse("%s-%s-%sT00:00:00Z".formatted(day.substring(0, 4), day.substring(4, 6),
                    day.substring(6))).plus(by);
            Files.move(file, file.resolveSibling(
                    name.replace(day, then.toString().substring(0, 10).replace("-", ""))));
        }
    }
}
