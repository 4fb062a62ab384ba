package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.ShippedProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scanner's reports of the image of a container that runs, posted and dropped, in the whole program. */
@RealEngine
class ReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrivateEngine engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private Spine spine;
    private Path home;
    private String image;
    private String imageId;

    ReportsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    /** The rule that docs/reports.md gives to who wants to be called. */
    private static String calling() throws IOException {
        String page = Files.readString(ShippedProgram.checkout().resolve("docs/reports.md"));
        Matcher rule = Pattern.compile("(?s)```yaml\n(groups:.*?NewCriticalVulnerability.*?)```").matcher(page);
        assertThat(rule.find()).isTrue();
        return rule.group(1);
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = folder;
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("calling.yml"), calling());
        spine = Spine.ready(engine.dockerHost(), folder, "");
        engine.run("scanned", List.of(), "sleep", "1000");
        image = engine.docker("inspect", "--format", "{{.Config.Image}}", "scanned").orFail().text();
        imageId = engine.docker("inspect", "--format", "{{.Image}}", "scanned").orFail().text();
    }

    @AfterEach
    void stop() {
        spine.close();
        client.close();
        engine.docker("rm", "--force", "scanned");
    }

    /** As Trivy writes it; each finding is {@code "CVE-1 HIGH"}. */
    private String report(String... findings) {
        String all = Arrays.stream(findings)
                .map(words -> words.split(" ", -1))
                .map(of -> """
                        {"VulnerabilityID": "%s", "PkgName": "busybox", "InstalledVersion": "1.36", "FixedVersion": "1.37",
                         "Severity": "%s", "Title": "t", "PrimaryURL": "https://avd.example/x"}"""
                        .formatted(of[0], of[1]))
                .collect(Collectors.joining(","));
        return """
                {"SchemaVersion": 2, "CreatedAt": "%s", "ArtifactName": "scan-me", "ArtifactType": "container_image",
                 "Metadata": {"ImageID": "%s", "ImageConfig": {"config": {"Env": ["TOKEN=never-shown"]}}},
                 "Results": [{"Target": "os", "Vulnerabilities": [%s]}]}"""
                .formatted(Instant.now().minusSeconds(1), imageId, all);
    }

    private HttpResponse<String> post(String text) throws Exception {
        String token = Files.readString(home.resolve("data/token")).strip();
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + spine.port() + "/api/v1/reports"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private List<String> metrics() {
        return spine.body("/metrics")
                .lines()
                .filter(line -> line.startsWith("dockmedic_image_vulnerabilities{") && !line.endsWith(" 0.0"))
                .toList();
    }

    private JsonNode known() throws Exception {
        return JSON.readTree(spine.body("/api/v1/reports")).at("/data/images/0");
    }

    private static List<String> fresh(JsonNode of) {
        return of.path("worst").findValuesAsText("id");
    }

    @Test
    void whatIsPostedShowsEverywhereAndOfTheNextReportOnlyWhatItAdds() throws Exception {
        assertThat(post("{").statusCode()).isEqualTo(400);
        HttpResponse<String> taken = post(report("CVE-2026-1 HIGH", "CVE-2026-2 LOW"));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        await().atMost(Spine.SOON).until(() -> metrics().size() == 2);
        assertThat(metrics()).anyMatch(line -> line.contains("image=\"" + image + "\"")
                && line.contains("severity=\"high\"") && line.endsWith(" 1.0"));
        assertThat(fresh(known())).containsExactly("CVE-2026-1", "CVE-2026-2");
        assertThat(known().path("services").toString()).contains("\"scanned\"");
        String host = engine.docker("info", "--format", "{{.Name}}").orFail().text();
        JsonNode incident = await().atMost(Spine.SOON)
                .until(() -> spine.incidents(host)
                        .stream()
                        .filter(one -> one.path("rule").asText().equals("ImageVulnerable"))
                        .findFirst()
                        .orElse(null), one -> one != null);
        assertThat(incident.at("/labels/route").asText()).isEqualTo("security");
        assertThat(fresh(incident.at("/evidence/0"))).containsExactly("CVE-2026-1", "CVE-2026-2");

        Files.writeString(home.resolve("new"), report("CVE-2026-2 LOW", "CVE-2026-3 CRITICAL", "CVE-2026-1 HIGH"));
        Files.move(home.resolve("new"), home.resolve("data/reports/dropped.json"));
        await().atMost(Spine.SOON).until(() -> metrics().size() == 3);
        assertThat(fresh(known())).containsExactly("CVE-2026-3");
        JsonNode page = spine.page(image);
        assertThat(page.at("/incident/rule").asText()).isEqualTo("NewCriticalVulnerability");
        assertThat(page.at("/incident/labels/route").asText()).isEqualTo("security");
        assertThat(page.path("summary").asText()).contains("CVE-2026-3 in busybox 1.36");
        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(host)
                        .stream()
                        .anyMatch(
                                one -> one.at("/annotations/description")
                                        .asText()
                                        .contains("1 new. CVE-2026-3 in busybox 1.36")));
        assertThat(spine.incidents(host).stream().filter(one -> one.path("rule").asText().equals("ImageVulnerable")))
                .hasSize(1);

        spine.close();
        spine = Spine.ready(engine.dockerHost(), home, "");
        await().atMost(Duration.ofSeconds(60)).until(() -> metrics().size() == 3);
        assertThat(fresh(known())).containsExactly("CVE-2026-3");
        assertThat(spine.pages(host)).isEmpty();
        assertThat(spine.body("/api/v1/reports") + spine.body("/api/v1/incidents")).doesNotContain("never-shown");
    }
}
