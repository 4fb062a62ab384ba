package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports as Trivy writes them, and containers they may be of. */
final class Reports {
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private Reports() {}

    /** {@code "CVE-1 HIGH openssl"}, and with a fourth word the version without it. */
    static String of(String artifact, String imageId, Instant created, String... findings) {
        String all = Arrays.stream(findings).map(Reports::finding).collect(Collectors.joining(","));
        return """
                {"SchemaVersion": 2, "CreatedAt": "%s", "ArtifactName": "%s", "ArtifactType": "container_image",
                 "Metadata": {"OS": {"Family": "alpine", "Name": "3.22"}, "ImageID": "%s",
                   "DiffIDs": ["sha256:1"], "RepoTags": ["registry.example:5000/copy:1"],
                   "RepoDigests": ["other@sha256:digest-%s"],
                   "ImageConfig": {"config": {"Env": ["TOKEN=never-shown"]}}},
                 "Results": [
                   {"Target": "os", "Class": "os-pkgs", "Type": "alpine", "Vulnerabilities": [%s]},
                   {"Target": "app/package.json", "Class": "lang-pkgs", "Type": "npm"}]}
                """.formatted(created, artifact, imageId, imageId.replace("sha256:", ""), all);
    }

    private static String finding(String words) {
        String[] of = words.split(" ", -1);
        String fixed = of.length > 3 ? "\"FixedVersion\": \"" + of[3] + "\", " : "";
        return """
                {"VulnerabilityID": "%s", "PkgID": "x", "PkgName": "%s", "InstalledVersion": "1.0", %s"Status": "fixed",
                 "Layer": {"Digest": "sha256:2"}, "Severity": "%s", "Title": "a title",
                 "PrimaryURL": "https://avd.example/%s", "CVSS": {"nvd": {"V3Score": 5.3}}, "References": ["x", "y"]}
                """.formatted(of[0], of[2], fixed, of[1], of[0]);
    }

    /** Writes a file as it was written at that time. */
    static Path write(Path file, String text, Instant at) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(at));
        return file;
    }

    static Sighting container(String name, String image, String imageId) {
        return container(name, image, imageId, false);
    }

    static Sighting container(String name, String image, String imageId, boolean job) {
        ContainerState state = new ContainerState(name, name, image, imageId, Map.of(), "running", true, false, false,
                42, 0, false, "", null, NOW, null, 0, null, new RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), job, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
        return new Sighting(new Container(name, name, image, Map.of(), new Service("", name, ""), job), state);
    }
}
