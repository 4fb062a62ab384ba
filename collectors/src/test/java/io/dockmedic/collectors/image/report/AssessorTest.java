package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.Vulnerability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new, from report to report, image to image and over a restart. */
class AssessorTest {
    @TempDir
    Path home;

    private final Map<String, Remembered> remembered = new HashMap<>();
    private List<Sighting> containers = List.of(Reports.container("web", "web:1", "sha256:one"));
    private Instant now = Reports.NOW;
    private ReportFolder folder;
    private Assessor assessor;

    @BeforeEach
    void restart() {
        folder = new ReportFolder(home);
        assessor = new Assessor(folder);
    }

    private void report(String file, String artifact, String imageId, String... findings) throws Exception {
        now = now.plusSeconds(60);
        Reports.write(home.resolve(file), Reports.of(artifact, imageId, now.minusSeconds(1), findings), now);
    }

    private List<Assessed> all() throws Exception {
        Assessor.Outcome outcome = assessor.assess(folder.look(now), InUse.of(containers), Map.copyOf(remembered), now);
        outcome.changed().forEach(one -> remembered.put(one.key(), one));
        return outcome.assessed();
    }

    private Assessed only() throws Exception {
        return all().getFirst();
    }

    private static List<String> added(Assessed assessed) {
        return assessed.worst().stream().map(Vulnerability::id).toList();
    }

    @Test
    void theFirstReportIsAllNewAndOfTheNextOnlyWhatItAdds() throws Exception {
        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x", "CVE-2 LOW y 2.0");
        assertThat(added(only())).containsExactly("CVE-1", "CVE-2");
        assertThat(only().counts()).isEqualTo(new SeverityCounts(0, 1, 0, 1, 0));
        assertThat(only().fixable()).isEqualTo(1);
        assertThat(only().by()).isEqualTo("id");

        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x", "CVE-2 LOW y 2.0", "CVE-3 CRITICAL x");
        assertThat(added(only())).containsExactly("CVE-3");
        assertThat(only().added()).isEqualTo(new SeverityCounts(1, 0, 0, 0, 0));
        assertThat(only().counts().total()).isEqualTo(3);
    }

    @Test
    void aReportThatSaysTheSameLeavesTheMarksAlsoOverARestart() throws Exception {
        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x");
        only();
        report("b.json", "web:1", "sha256:one", "CVE-1 HIGH x", "CVE-3 CRITICAL x");
        assertThat(added(only())).containsExactly("CVE-3");
        report("c.json", "web:1", "sha256:one", "CVE-3 CRITICAL x", "CVE-1 HIGH x");
        assertThat(added(only())).containsExactly("CVE-3");
        restart();
        assertThat(added(only())).containsExactly("CVE-3");
        assertThat(only().report()).isEqualTo("c.json");
    }

    @Test
    void aNewBuildOfTheSameNameIsJudgedByTheOneBefore() throws Exception {
        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x");
        only();
        containers = List.of(Reports.container("web", "web:1", "sha256:two"));
        report("b.json", "web:1", "sha256:two", "CVE-1 HIGH x");
        assertThat(added(only())).isEmpty();
        assertThat(only().counts().total()).isEqualTo(1);
    }

    @Test
    void anotherImageIsJudgedByTheOneItsServiceHadBefore() throws Exception {
        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x");
        only();
        report("b.json", "web:2", "sha256:two", "CVE-1 HIGH x", "CVE-2 LOW y");
        containers = List.of(Reports.container("web", "web:2", "sha256:two"));
        restart();
        assertThat(added(only())).containsExactly("CVE-2");
        containers = List.of(Reports.container("other", "web:2", "sha256:two"));
        restart();
        assertThat(added(only())).containsExactly("CVE-2");
    }

    @Test
    void severalReportsThatCameMeanwhileAreReadInTurn() throws Exception {
        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x");
        report("b.json", "web:1", "sha256:one", "CVE-1 HIGH x", "CVE-2 LOW y");
        report("c.json", "web:1", "sha256:one", "CVE-1 HIGH x", "CVE-2 LOW y", "CVE-3 LOW z");
        assertThat(added(only())).containsExactly("CVE-3");
    }

    @Test
    void theSurestReportCounts() throws Exception {
        report("a.json", "registry.example/else", "sha256:one", "CVE-1 HIGH x");
        report("b.json", "web:1", "sha256:another-build", "CVE-2 HIGH x");
        assertThat(only().worst()).extracting(Vulnerability::id).containsExactly("CVE-1");
        Files.delete(home.resolve("a.json"));
        assertThat(only().by()).isEqualTo("name");
        assertThat(only().worst()).extracting(Vulnerability::id).containsExactly("CVE-2");
    }

    @Test
    void whatHasNoReportIsNotThereAndImagesDoNotMix() throws Exception {
        containers = List.of(Reports.container("web", "web:1", "sha256:one"),
                Reports.container("db", "db:1", "sha256:db"), Reports.container("x", "x:1", "sha256:x"));
        report("a.json", "web:1", "sha256:one", "CVE-1 HIGH x");
        report("b.json", "db:1", "sha256:db");
        assertThat(all()).extracting(Assessed::image).containsExactly("db:1", "web:1");
        assertThat(all().getFirst().counts()).isEqualTo(SeverityCounts.NONE);
    }

    @Test
    void whatOneLookFindsAnewIsBoundedAndIsReadOnce() throws Exception {
        String many = IntStream.range(0, 50_000)
                .mapToObj("{\"VulnerabilityID\": \"%d\"}"::formatted)
                .collect(Collectors.joining(","));
        List<Sighting> all = new ArrayList<>();
        for (int image = 0; image < 6; image++) {
            all.add(Reports.container("c" + image, "image:" + image, "sha256:" + image));
            String report = Reports.of("image:" + image, "sha256:" + image, now, "CVE-1 HIGH x");
            Reports.write(home.resolve(image + ".json"),
                    report.replace("\"Vulnerabilities\": [", "\"Vulnerabilities\": [" + many + ","), now);
        }
        containers = all;
        assertThat(all()).hasSize(6).allSatisfy(one -> assertThat(one.counts().total()).isEqualTo(50_001));
        assertThat(remembered.values().stream().mapToInt(Remembered::keys).sum()).isEqualTo(Memory.MOST_KEYS);
        Map<String, Remembered> first = Map.copyOf(remembered);
        assertThat(all()).hasSize(6);
        assertThat(remembered).isEqualTo(first);
    }

    @Test
    void aFindingInTwoPlacesCountsOnceAndTheWorstAreShown() throws Exception {
        List<String> findings = new ArrayList<>(List.of("CVE-1 HIGH x", "CVE-1 HIGH x", "CVE-1 HIGH y"));
        for (int more = 0; more < 40; more++) {
            findings.add("CVE-L" + more + " LOW z");
        }
        report("a.json", "web:1", "sha256:one", findings.toArray(String[]::new));
        assertThat(only().counts()).isEqualTo(new SeverityCounts(0, 2, 0, 40, 0));
        assertThat(added(only())).hasSize(10).startsWith("CVE-1", "CVE-1");
    }
}
