package io.dockmedic.collectors.audit.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose files read as they are written, where Compose is not there. */
class ComposeAuditTest {
    private static final String SECRET = "hunter2-never-shown";

    @TempDir
    Path folder;

    private Report audit(String text) throws IOException {
        ComposePlugin none = new ComposePlugin(List.of("/nowhere/docker", "compose"), Map.of(), Duration.ofSeconds(5));
        return new ComposeAudit(none, Map.of("FROM_SHELL", "1"))
                .of(Files.writeString(folder.resolve("compose.yml"), text));
    }

    private static List<String> at(Report report, String check) {
        return report.findings()
                .stream()
                .filter(finding -> finding.check().equals(check))
                .map(finding -> finding.service() + finding.where().shown().replaceFirst(".*:", ":"))
                .toList();
    }

    @Test
    void everyFindingHasTheLineOfItsSettingOrOfItsService() throws IOException {
        Report report = audit("""
                x-base: &base
                  restart: "no"
                services:
                  web:
                    <<: *base
                    image: nginx
                    ports:
                      - "80:80"
                      - target: 8080
                        published: "8080"
                    environment:
                      DB_PASSWORD: %s
                      OTHER_PASSWORD: ${PW:-}
                    deploy: {resources: {limits: {memory: 512M, pids: 10}}}
                    network_mode: host
                  db:
                    image: postgres:16
                    privileged: true
                    environment:
                      - POSTGRES_PASSWORD=%s
                      - POSTGRES_DB=app
                    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
                    cap_add:
                      - NET_ADMIN
                      - CAP_SYS_ADMIN
                    healthcheck: {disable: true}
                """.formatted(SECRET, SECRET));
        assertThat(report.services()).containsExactly("web", "db");
        assertThat(at(report, "image-latest")).containsExactly("web:6");
        assertThat(at(report, "port-open-to-all")).containsExactly("web:8", "web:9");
        assertThat(at(report, "secret-environment")).containsExactly("web:12", "db:20");
        assertThat(at(report, "restart-policy-missing")).containsExactly("web:2", "db:16");
        assertThat(at(report, "memory-limit-missing")).containsExactly("db:16");
        assertThat(at(report, "pids-limit-missing")).containsExactly("db:16");
        assertThat(at(report, "host-network")).containsExactly("web:15");
        assertThat(at(report, "privileged")).containsExactly("db:18");
        assertThat(at(report, "engine-socket")).containsExactly("db:22");
        assertThat(at(report, "capability-added")).containsExactly("db:25", "db:24");
        assertThat(at(report, "health-check-missing")).containsExactly("web:4", "db:26");
        assertThat(at(report, "data-without-volume")).containsExactly("db:22");
        assertThat(report.notes()).singleElement().asString().contains("read as it is written");
        assertThat(report.toString()).doesNotContain(SECRET);
    }

    @Test
    void variablesComeFromTheShellFromDotEnvOrAreMissing() throws IOException {
        Files.writeString(folder.resolve(".env"), "TAG=1.29 # pinned\nexport QUOTED=\"a\"\nDB_PASSWORD=" + SECRET);
        Files.writeString(folder.resolve(".env.example"), "TAG=\nDB_PASSWORD=\nQUOTED=\nFROM_SHELL=\n");
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));
        String text = """
                services:
                  web:
                    image: nginx:${TAG}
                    command: echo ${FROM_SHELL} $QUOTED $$HOME ${DEFAULTED:-${NESTED:-x}}
                    environment:
                      DB_PASSWORD: ${DB_PASSWORD}
                      OTHER: ${MISSING}
                """;
        Report report = audit(text);
        assertThat(at(report, "image-latest")).isEmpty();
        assertThat(at(report, "secret-environment")).isEmpty();
        assertThat(at(report, "variable-missing")).containsExactly(":7");
        assertThat(at(report, "env-example")).containsExactly(":7");
        assertThat(at(report, "env-file-mode")).containsExactly(":1");
        assertThat(report.toString()).doesNotContain(SECRET);

        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve(".env.example"), "MISSING=\nTAG=\nDB_PASSWORD=\nQUOTED=\nFROM_SHELL=\n");
        Files.writeString(folder.resolve(".env"), "\nMISSING=x", java.nio.file.StandardOpenOption.APPEND);
        assertThat(audit(text).findings()).extracting(Finding::check)
                .doesNotContain("variable-missing", "env-example", "env-file-mode");
    }

    @Test
    void twoServicesOnOnePortAreAConflictUnlessTheirAddressesOrProfilesDiffer() throws IOException {
        Report report = audit("""
                services:
                  a: {image: "a:1", ports: ["8000-8002:80"]}
                  b: {image: "b:1", ports: ["127.0.0.1:8001:80"]}
                  c: {image: "c:1", ports: ["127.0.0.1:9000:80/udp"]}
                  d: {image: "d:1", ports: ["127.0.0.2:9000:80/udp", "9000:80"]}
                  e: {image: "e:1", ports: ["8001:80"], profiles: [debug]}
                """);
        assertThat(at(report, "port-conflict")).containsExactly("b:3");
    }

    @Test
    void whatIsNoComposeFileIsRefusedWithItsLine() {
        assertThatThrownBy(() -> audit("services:\n  web: [\n")).hasMessageContaining("compose.yml:")
                .hasMessageContaining("not YAML");
        assertThatThrownBy(() -> audit("services:\n  web: \"\\u"))
                .hasMessageContaining("compose.yml:2: this is not YAML: after");
        assertThatThrownBy(() -> audit("- a\n")).hasMessageContaining("no Compose file");
        assertThatThrownBy(() -> audit("""
                a: &a [x,x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
                e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
                f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]
                """))
                .hasMessageContaining("too much");
    }
}
