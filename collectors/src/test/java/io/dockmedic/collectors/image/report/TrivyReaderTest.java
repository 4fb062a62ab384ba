package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockmedic.collectors.event.Vulnerability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrivyReaderTest {
    private final List<Vulnerability> findings = new ArrayList<>();

    private Header read(String text) throws IOException, BadReportException {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return TrivyReader.read(in, findings::add);
    }

    private BadReportException bad(String text) {
        return catchThrowableOfType(BadReportException.class, () -> read(text));
    }

    @Test
    void whatIsNeededIsReadAndTheRestIsLeft() throws Exception {
        Header header = read(Reports.of("web:1", "sha256:a", Reports.NOW, "CVE-2026-1 HIGH openssl 1.1",
                "CVE-2026-2 NEGLIGIBLE zlib"));

        assertThat(header).isEqualTo(new Header("web:1", "sha256:a", List.of("other@sha256:digest-a"),
                List.of("registry.example:5000/copy:1"), Reports.NOW));
        assertThat(findings).containsExactly(
                new Vulnerability("CVE-2026-1", "openssl", "1.0", "1.1", "high", "a title",
                        "https://avd.example/CVE-2026-1"),
                new Vulnerability("CVE-2026-2", "zlib", "1.0", "", "unknown", "a title",
                        "https://avd.example/CVE-2026-2"));
    }

    @Test
    void anImageWithoutFindingsAndAnOlderReportWithoutTimeAreReports() throws Exception {
        Header header = read(
                """
                        {"Results": [{"Target": "x", "Vulnerabilities": null}], "ArtifactType": "container_image",
                         "Metadata": {"RepoDigests": null}, "ArtifactName": "web:1", "SchemaVersion": 2, "Later": {"a": [1]}}""");
        assertThat(header).isEqualTo(new Header("web:1", "", List.of(), List.of(), null));
        assertThat(findings).isEmpty();
    }

    @Test
    void everyBeginningOfAReportEndsTooEarlyAndIsNothingElse() throws Exception {
        String whole = Reports.of("web:1", "sha256:a", Reports.NOW, "CVE-2026-1 HIGH openssl 1.1").strip();
        for (int end = 0; end < whole.length(); end++) {
            BadReportException bad = bad(whole.substring(0, end));
            assertThat(bad).as("%s", end).isNotNull();
            assertThat(bad.incomplete()).as("%s: %s", end, bad.getMessage()).isTrue();
        }
        assertThat(read(whole).artifact()).isEqualTo("web:1");
    }

    @Test
    void whatIsNoReportIsRefusedWithThePlaceAndWithoutItsText() {
        BadReportException bad = bad("{\"SchemaVersion\": 2,\n \"ArtifactName\": secret}");
        assertThat(bad).hasMessage("is not JSON, at line 2, column 18").message().doesNotContain("secret");
        assertThat(bad.incomplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[]|is no report of Trivy: not an object", "{}|is no report of Trivy: no SchemaVersion",
            "{\"SchemaVersion\": 3}|has SchemaVersion 3; 2 is what can be read",
            "{\"SchemaVersion\": 2, \"ArtifactType\": \"filesystem\"}|is not of an image: ArtifactType is \"filesystem\"",
            "{\"SchemaVersion\": 2, \"ArtifactType\": \"container_image\"}|does not say of which image",
            "{\"SchemaVersion\": 2, \"ArtifactType\": \"container_image\", \"ArtifactName\": \"a\"} {}|goes on after"})
    void whatIsAnotherThingIsRefused(String text, String reason) {
        assertThat(bad(text)).hasMessageContaining(reason)
                .satisfies(
                        bad -> assertThat(bad.incomplete()).isFalse());
    }

    @Test
    void textFromOutsideIsOneBoundedLineAndOnlyLinksAreLinks() throws Exception {
        read("""
                {"SchemaVersion": 2, "ArtifactType": "container_image", "ArtifactName": "a", "Results": [
                 {"Vulnerabilities": [{"VulnerabilityID": "C", "Title": "a\\n\\u001b[31m%s",
                   "PrimaryURL": "javascript:alert(1)", "PkgName": {"x": 1}}, {"PkgName": "no id"}, 7, null]}]}"""
                .formatted("b".repeat(1000)));
        assertThat(findings).singleElement().satisfies(one -> {
            assertThat(one.title()).hasSize(200).startsWith("a  [31mb");
            assertThat(one.url()).isEmpty();
            assertThat(one.packageName()).isEmpty();
        });
    }

    private static String with(String metadata, String finding) {
        return """
                {"SchemaVersion": 2, "ArtifactType": "container_image", "ArtifactName": "a", "Metadata": {%s}, "Results": [
                 {"Vulnerabilities": [{"VulnerabilityID": "C", %s}]}]}"""
                .formatted(metadata, finding);
    }

    @Test
    void whatIsSkippedMayBeAsLongAsItLikesAndWhatIsReadMayNot() throws Exception {
        read(with("\"ImageConfig\": {\"label\": \"%s\"}".formatted("x".repeat(1 << 20)),
                "\"Description\": \"%s\", \"Title\": \"t\"".formatted("x".repeat(1 << 20))));
        assertThat(findings).extracting(Vulnerability::title).containsExactly("t");

        assertThat(bad(with("", "\"Title\": \"%s\"".formatted("x".repeat(1 << 20))))).isNotNull()
                .hasMessageContaining("has a value that is too long");
        assertThat(bad(with("\"%s\": 1".formatted("x".repeat(10_000)), "\"Title\": \"t\""))).isNotNull()
                .hasMessageContaining("has a value that is too long");
    }

    @Test
    void theDigestsAndTagsThatAreKeptAreBoundedTogether() throws Exception {
        String names = "\"%s\",".formatted("x".repeat(500)).repeat(15) + "\"y\"";
        Header header = read(with("\"RepoDigests\": [%s], \"RepoTags\": [%s]".formatted(names, names), "\"X\": 1"));
        assertThat(header.digests()).hasSize(16);
        assertThat(header.tags()).containsExactly("x".repeat(500), "y");
    }

    @Test
    void garbageIsRefusedAndNeverBreaks() {
        Random random = new Random(7);
        String whole = Reports.of("web:1", "sha256:a", Reports.NOW, "CVE-2026-1 HIGH openssl 1.1");
        for (int turn = 0; turn < 2000; turn++) {
            byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
            for (int flips = 0; flips <= turn % 7; flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                TrivyReader.read(new ByteArrayInputStream(bytes), findings::add);
            } catch (BadReportException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            } catch (IOException e) {
                throw new AssertionError("no disk is to blame", e);
            }
        }
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(BadReportException.class);
        assertThatThrownBy(() -> read("{\"a\":".repeat(100_000))).isInstanceOf(BadReportException.class);
    }
}
