package io.dockmedic.collectors.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.engine.client.SpaceType;
import io.dockmedic.collectors.host.disk.DiskSample;
import io.dockmedic.collectors.host.disk.Filesystem;
import io.dockmedic.collectors.host.disk.Role;
import io.dockmedic.collectors.host.disk.Usage;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DiskMetricsTest {
    private final List<DiskSample> disks = new ArrayList<>();
    private final List<Space> spaces = new ArrayList<>();
    private final DiskMetrics metrics = new DiskMetrics(() -> new DiskReadings(disks, spaces, List.of()));

    private static Filesystem filesystem(String point, boolean turnedReadOnly) {
        return new Filesystem("8:1", point, "/dev/sda1", "ext4", Set.of(Role.ENGINE), turnedReadOnly);
    }

    private List<GaugeDataPointSnapshot> points(String name) {
        return metrics.collect()
                .stream()
                .filter(one -> one.getMetadata().getPrometheusName().equals(name))
                .flatMap(one -> ((GaugeSnapshot) one).getDataPoints().stream())
                .toList();
    }

    @Test
    void oneThatHangsIsDownAndSaysNothingElse() {
        disks.add(new DiskSample(filesystem("/data", false), new Usage(100, 30, 20, 10, 4, false), ""));
        disks.add(new DiskSample(filesystem("/nfs", false), null, "/nfs does not answer"));
        assertThat(points("dockmedic_filesystem_up")).extracting(point -> point.getLabels().get("mountpoint"),
                GaugeDataPointSnapshot::getValue)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/data", 1.0),
                        org.assertj.core.groups.Tuple.tuple("/nfs", 0.0));
        assertThat(points("dockmedic_filesystem_avail_bytes")).singleElement().satisfies(point -> {
            assertThat(point.getValue()).isEqualTo(20);
            assertThat(point.getLabels().get("device")).isEqualTo("/dev/sda1");
            assertThat(point.getLabels().get("fstype")).isEqualTo("ext4");
        });
        assertThat(points("dockmedic_filesystem_files_free")).extracting(GaugeDataPointSnapshot::getValue)
                .containsExactly(4.0);
        assertThat(points("dockmedic_filesystem_readonly")).extracting(GaugeDataPointSnapshot::getValue)
                .containsExactly(0.0);
    }

    @Test
    void whatTheKernelMadeReadOnlyIsReadOnly() {
        disks.add(new DiskSample(filesystem("/data", true), new Usage(100, 30, 20, 10, 4, false), ""));
        assertThat(points("dockmedic_filesystem_readonly")).extracting(GaugeDataPointSnapshot::getValue)
                .containsExactly(1.0);
    }

    @Test
    void spaceIsShownByType() {
        spaces.add(new Space(SpaceType.BUILD_CACHE, 70, 30));
        assertThat(points("dockmedic_engine_disk_usage_bytes")).singleElement().satisfies(point -> {
            assertThat(point.getValue()).isEqualTo(70);
            assertThat(point.getLabels().get("type")).isEqualTo("build_cache");
        });
        assertThat(points("dockmedic_engine_disk_reclaimable_bytes")).extracting(GaugeDataPointSnapshot::getValue)
                .containsExactly(30.0);
    }

    @Test
    void thePageHasThem() throws Exception {
        String rows = DiskFamilies.ALL.stream()
                .map(family -> "| `" + family.name() + "` | "
                        + family.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "))
                        + " | " + family.help() + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("../docs/metrics.md")))
                .contains("| metric of a disk | labels | what it says |\n|---|---|---|\n" + rows + "\n");
    }
}
