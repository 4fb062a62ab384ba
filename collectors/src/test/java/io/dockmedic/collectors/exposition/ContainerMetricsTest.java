package io.dockmedic.collectors.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.sample.Sample;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContainerMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.5Z");
    private static final String GROUP = "/docker/" + "a".repeat(64);

    private final List<Sample> samples = new ArrayList<>();
    private final ContainerMetrics metrics = new ContainerMetrics(() -> samples, ContainerLabels.DEFAULT);

    private static Sample sample(String group, Reading reading) {
        Map<String, String> labels = Map.of("com.docker.compose.project", "shop", "secret", "s3cr3t");
        ContainerState state = new ContainerState("a".repeat(64), "web", "web:1", "sha256:1", labels, "running", true,
                false, false, 42, 0, false, "", null, NOW.minusSeconds(60), null, 0, null, new RestartPolicy("no", 0),
                "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
        return new Sample(new Sighting(new Container("a".repeat(64), "web", "web:1", labels,
                new Service("shop", "web", "1"), false), state), NOW, group, reading);
    }

    private static Reading nothing() {
        return new Reading(null, null, null, null, null, List.of(), List.of());
    }

    private MetricSnapshot family(String name) {
        return metrics.collect()
                .stream()
                .filter(one -> one.getMetadata().getPrometheusName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTypesAndLabelsAreCadvisors() {
        samples.add(sample(GROUP, new Reading(
                new Cpu(2_500_000_000L, 2_000_000_000L, 500_000_000L, null),
                new Memory(100, 60, OptionalLong.of(50), OptionalLong.of(40), OptionalLong.of(3), OptionalLong.of(0),
                        OptionalLong.of(120), OptionalLong.empty(), Memory.Limits.NONE,
                        new Memory.Events(OptionalLong.of(2), OptionalLong.of(13), OptionalLong.empty()),
                        new Memory.Faults(5, 6), new Memory.Faults(3, 4)),
                null, new Processes(2, OptionalLong.of(40), new Processes.Descriptors(30, 40)), null,
                List.of(new DiskIo(254, 0, 1, 2, 3, 4)),
                List.of(new Network("eth0", new Direction(5, 6, 7, 8), new Direction(9, 10, 11, 12))))));
        CounterSnapshot cpu = (CounterSnapshot) family("container_cpu_usage_seconds");
        assertThat(cpu.getDataPoints()).singleElement().satisfies(point -> {
            assertThat(point.getValue()).isEqualTo(2.5);
            assertThat(point.getLabels().get("id")).isEqualTo(GROUP);
            assertThat(point.getLabels().get("name")).isEqualTo("web");
            assertThat(point.getLabels().get("image")).isEqualTo("web:1");
            assertThat(point.getLabels().get("cpu")).isEqualTo("total");
            assertThat(point.getLabels().get("container_label_com_docker_compose_project")).isEqualTo("shop");
            assertThat(point.getLabels().get("container_label_com_docker_compose_service")).isEmpty();
        });
        GaugeSnapshot limit = (GaugeSnapshot) family("container_spec_memory_limit_bytes");
        assertThat(limit.getDataPoints()).singleElement().satisfies(point -> assertThat(point.getValue()).isZero());
        assertThat(((GaugeSnapshot) family("container_file_descriptors")).getDataPoints()).singleElement()
                .returns(40.0, GaugeDataPointSnapshot::getValue);
        assertThat(((GaugeSnapshot) family("dockmedic_container_file_descriptors_used_ratio")).getDataPoints())
                .singleElement()
                .returns(0.75, GaugeDataPointSnapshot::getValue);
        CounterSnapshot sent = (CounterSnapshot) family("container_network_transmit_bytes");
        assertThat(sent.getDataPoints()).singleElement().satisfies(point -> {
            assertThat(point.getValue()).isEqualTo(9);
            assertThat(point.getLabels().get("interface")).isEqualTo("eth0");
        });
        CounterSnapshot written = (CounterSnapshot) family("container_fs_writes_bytes");
        assertThat(written.getDataPoints()).singleElement().satisfies(point -> {
            assertThat(point.getValue()).isEqualTo(2);
            assertThat(point.getLabels().get("device")).isEqualTo("254:0");
        });
    }

    @Test
    void faultsHaveTwoLabelsAndACounterWithoutTheSuffixIsUntyped() throws Exception {
        samples.add(sample(GROUP, new Reading(null,
                new Memory(1, 1, OptionalLong.of(1), OptionalLong.of(1), OptionalLong.of(1), OptionalLong.of(1),
                        OptionalLong.empty(), OptionalLong.empty(), Memory.Limits.NONE,
                        new Memory.Events(OptionalLong.empty(), OptionalLong.of(13), OptionalLong.empty()),
                        new Memory.Faults(5, 6), new Memory.Faults(3, 4)),
                null, null, null, List.of(), List.of())));
        assertThat(((CounterSnapshot) family("container_memory_failures")).getDataPoints())
                .extracting(point -> point.getLabels().get("failure_type") + " " + point.getLabels().get("scope") + " "
                        + point.getValue())
                .containsExactlyInAnyOrder("pgfault container 3.0", "pgmajfault container 4.0", "pgfault hierarchy 5.0",
                        "pgmajfault hierarchy 6.0");
        assertThat(((UnknownSnapshot) family("container_memory_failcnt")).getDataPoints()).singleElement()
                .returns(13.0, UnknownDataPointSnapshot::getValue);
        assertThat(text()).contains("# TYPE container_memory_failcnt untyped\ncontainer_memory_failcnt{",
                "failure_type=\"pgmajfault\",scope=\"hierarchy\"} 6\n")
                .doesNotContain("container_memory_events_high_total");
    }

    @Test
    void whatTheEnginesStatisticsDoNotSayIsNotShown() throws Exception {
        OptionalLong unsaid = OptionalLong.empty();
        samples.add(sample(GROUP, new Reading(null,
                new Memory(2, 1, unsaid, unsaid, unsaid, unsaid, unsaid, unsaid, Memory.Limits.onlyKnown(unsaid),
                        new Memory.Events(unsaid, unsaid, unsaid), null, null),
                null, null, null, List.of(new DiskIo(254, 0, 1, 2, unsaid, unsaid)), List.of())));
        assertThat(
                text().lines().filter(line -> !line.startsWith("#")).map(line -> line.substring(0, line.indexOf('{'))))
                .containsExactlyInAnyOrder("container_last_seen", "container_start_time_seconds",
                        "container_health_state", "container_spec_cpu_shares", "container_memory_usage_bytes",
                        "container_memory_working_set_bytes", "container_spec_memory_limit_bytes",
                        "container_fs_reads_bytes_total", "container_fs_writes_bytes_total");
    }

    @Test
    void whatTheKernelDoesNotSayIsNotShown() {
        samples.add(sample(GROUP, nothing()));
        assertThat(metrics.collect().stream().map(one -> one.getMetadata().getPrometheusName()))
                .containsExactlyInAnyOrder("container_last_seen", "container_start_time_seconds",
                        "container_health_state", "container_spec_cpu_shares");
    }

    @Test
    void oneGroupCountsOnceAndIsGoneWithItsContainer() {
        samples.add(sample(GROUP, nothing()));
        samples.add(sample(GROUP, nothing()));
        assertThat(family("container_last_seen").getDataPoints()).hasSize(1);
        samples.clear();
        assertThat(metrics.collect().stream()).isEmpty();
    }

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(TextForm.PROMETHEUS, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aContainerOfTheSameGroupWithOtherLabelsIsWrittenAnew() throws Exception {
        samples.add(sample(GROUP, nothing()));
        assertThat(text()).contains("image=\"web:1\"");
        Sample before = samples.removeFirst();
        Container was = before.sighting().container();
        samples.add(new Sample(
                new Sighting(new Container(was.id(), "renamed", was.image(), was.labels(), was.service(), false),
                        before.sighting().state()),
                NOW, GROUP, nothing()));
        assertThat(text()).contains("name=\"renamed\"").doesNotContain("name=\"web\"");
    }

    @Test
    void onlyTheLabelsNamedAreShownAndTwoThatBecomeOneAreRefused() throws Exception {
        samples.add(sample(GROUP, nothing()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ContainerMetrics(() -> samples, ContainerLabels.of(List.of("com.docker.compose.project", "not.there")))
                .write(TextForm.PROMETHEUS, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("container_label_com_docker_compose_project=\"shop\",container_label_not_there=\"\"} ")
                .doesNotContain("compose_service", "s3cr3t");
        assertThatThrownBy(() -> ContainerLabels.of(List.of("a.b", "a-b")))
                .hasMessage("a-b and a.b both become container_label_a_b");
    }

    @Test
    void helpNeedsNoEscapes() {
        assertThat(Families.ALL).allSatisfy(family -> assertThat(family.help()).doesNotContain("\\", "\"", "\n"));
    }

    @Test
    void noOtherLabelLeaves() {
        samples.add(sample(GROUP, nothing()));
        assertThat(family("container_last_seen").getDataPoints())
                .allSatisfy(point -> assertThat(point.getLabels().toString()).doesNotContain("s3cr3t"));
    }
}
