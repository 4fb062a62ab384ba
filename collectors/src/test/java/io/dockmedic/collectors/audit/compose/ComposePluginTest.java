package io.dockmedic.collectors.audit.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.audit.find.Report;
import io.dockmedic.testkit.Edition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Compose resolves what we only read, and where both can, they say the same. */
@Tag("long")
class ComposePluginTest {
    @TempDir
    Path folder;

    private Report audit(Path file, String program) throws Exception {
        return new ComposeAudit(new ComposePlugin(List.of(program), Map.of("PATH", "/usr/bin:/bin"),
                Duration.ofSeconds(30)), Map.of()).of(file);
    }

    private static String compose() {
        return Path.of(System.getenv().getOrDefault(Edition.FOLDER, "/nowhere"), "docker/cli-plugins/docker-compose")
                .toString();
    }

    @Test
    void aPlainFileIsReadAsComposeReadsIt() throws Exception {
        Files.writeString(folder.resolve(".env"), "TAG=16\nPORT=5433\n");
        Path file = Files.writeString(folder.resolve("compose.yml"), """
                x-logs: &logs {driver: json-file, options: {max-size: 10m}}
                services:
                  db:
                    image: postgres:${TAG}
                    logging: *logs
                    ports: ["${PORT}:5432", "127.0.0.1:9000-9001:9000-9001/udp"]
                    environment: {POSTGRES_PASSWORD: hunter2-never-shown}
                    volumes: ["data:/var/lib/postgresql/data", "./conf:/etc/conf:ro", "/etc:/host"]
                    mem_limit: 1g
                    healthcheck: {test: pg_isready}
                    networks: [back]
                  debug:
                    image: busybox
                    profiles: [debug]
                    network_mode: host
                    tmpfs: /run
                    deploy: {resources: {limits: {memory: 50M, pids: 20}}}
                    labels: {traefik.enable: "true"}
                networks: {back: {name: other_back}}
                volumes: {data: {}}
                """);
        Report real = audit(file, compose());
        Report plain = audit(file, "/nowhere/docker");
        assertThat(real.notes()).isEmpty();
        assertThat(real.services()).containsExactlyInAnyOrderElementsOf(plain.services()).hasSize(2);
        assertThat(real.findings()).containsExactlyInAnyOrderElementsOf(plain.findings());
        assertThat(real.toString()).doesNotContain("hunter2-never-shown");
    }

    @Test
    void whatIsExtendedIsSeenWithComposeOnlyAndTheReportSaysSoWithout() throws Exception {
        Files.writeString(folder.resolve("base.yml"), "services: {base: {image: 'a:1', privileged: true}}\n");
        Path file = Files.writeString(folder.resolve("compose.yml"),
                "services:\n  web:\n    extends: {file: base.yml, service: base}\n");
        assertThat(audit(file, compose()).findings()).anyMatch(finding -> finding.check().equals("privileged"));
        Report plain = audit(file, "/nowhere/docker");
        assertThat(plain.findings()).noneMatch(finding -> finding.check().equals("privileged"));
        assertThat(plain.notes()).singleElement().asString().contains("without extends");
    }

    @Test
    void whatComposeRefusesIsReadAnywayWithItsReason() throws Exception {
        Path file = Files.writeString(folder.resolve("compose.yml"),
                "services:\n  web: {image: 'a:1', privileged: true, command: '${NEEDED:?set me}'}\n");
        Report report = audit(file, compose());
        assertThat(report.notes()).singleElement().asString().contains("NEEDED");
        assertThat(report.findings()).extracting(finding -> finding.check())
                .contains("privileged", "variable-missing");
    }
}
