package io.dockmedic.api.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.remediation.decide.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/doctor.md says which way to run it loses what, and that is what the checks find where it is run so. */
class DeploymentsTest {
    private static final Path PAGE = Path.of("../docs/doctor.md");

    private static Set<Feature> lost(Deployment deployment) {
        Prepared prepared = deployment.prepared();
        Set<Feature> lost = EnumSet.noneOf(Feature.class);
        Checks.all(Policy.DEFAULT, Instant.EPOCH)
                .forEach(check -> prepared.look(check).stream().map(Finding::loses).forEach(lost::addAll));
        return lost;
    }

    private static List<String> table() {
        Map<Deployment, Set<Feature>> lost = new EnumMap<>(Deployment.class);
        for (Deployment deployment : Deployment.values()) {
            lost.put(deployment, lost(deployment));
        }
        List<String> rows = new ArrayList<>();
        rows.add(row("what is seen or done", Stream.of(Deployment.values()).map(Deployment::title)));
        rows.add(row("---", Stream.of(Deployment.values()).map(any -> "---")));
        for (Feature feature : Feature.values()) {
            rows.add(row(feature.words(), Stream.of(Deployment.values())
                    .map(one -> lost.getOrDefault(one, Set.of()).contains(feature) ? "**no**" : "yes")));
        }
        return rows;
    }

    private static String row(String first, Stream<String> cells) {
        return Stream.concat(Stream.of(first), cells).collect(Collectors.joining(" | ", "| ", " |"));
    }

    @Test
    void thePagesTableIsWhatTheChecksFind() throws IOException {
        List<String> rows = Files.readString(PAGE).lines().filter(line -> line.startsWith("| ")).toList();

        assertThat(rows).as("the table is%n%s", String.join("\n", table())).containsSubsequence(table());
    }
}
