package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.container.reading.Cpu;
import io.dockmedic.collectors.container.reading.DiskIo;
import io.dockmedic.collectors.container.reading.Memory;
import io.dockmedic.collectors.container.reading.Network;
import io.dockmedic.collectors.container.reading.Network.Direction;
import io.dockmedic.collectors.container.reading.Pressure;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.reading.Tasks;
import io.dockmedic.collectors.container.sample.Sample;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.exposition.ContainerLabels;
import io.dockmedic.collectors.exposition.ContainerMetrics;
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.Metric;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written directly is what the library's writers make of the same containers. */
class ScrapeFormatTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");

    private final ContainerMetrics metrics = new ContainerMetrics(
            () -> IntStream.range(0, 3).mapToObj(ScrapeFormatTest::sample).toList(), ContainerLabels.DEFAULT);

    private static Sample sample(int number) {
        String id = Integer.toString(number).repeat(64);
        Map<String, String> labels = Map.of("com.docker.compose.project", "quo\"ted \\ and\nbroken \u00fc");
        ContainerState state = new ContainerState(id, "web" + number, "web:1", "sha256:1", labels, "running", true,
                false, false, 42, 0, false, "", NOW, NOW, null, 0, null, new RestartPolicy("no", 0),
                "SIGTERM", Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
        Pressure.Stall stall = new Pressure.Stall(1_234_567, 0);
        Reading reading = new Reading(
                new Cpu(123_456_789_012_345_678L, number, 1, new Cpu.Quota(-1, 100_000, 7, 3, 1_500_000)),
                new Memory(1L << 40, 60, OptionalLong.of(50), OptionalLong.of(40), OptionalLong.of(3),
                        OptionalLong.of(0), OptionalLong.of(120), OptionalLong.of(7),
                        new Memory.Limits(OptionalLong.empty(), OptionalLong.of(2L << 40), OptionalLong.of(1)),
                        new Memory.Events(OptionalLong.of(2), OptionalLong.of(3), OptionalLong.of(4)),
                        new Memory.Faults(5, 6), new Memory.Faults(7, 8)),
                new Tasks(1, OptionalLong.of(Long.MAX_VALUE), OptionalLong.of(4)),
                new Processes(3, OptionalLong.of(9), new Processes.Descriptors(2, 3)), new Pressure(stall, stall, null),
                List.of(new DiskIo(254, 0, 1, 2, 3, 4), new DiskIo(8, 16, 5, 6, 7, 8)),
                List.of(new Network("eth0", new Direction(5, 6, 7, 8), new Direction(9, 10, 11, 12))));
        return new Sample(new Sighting(new Container(id, "web" + number, "web:1", labels,
                new Service("shop", "web", "1"), false), state), NOW, "/docker/" + id, reading);
    }

    @ParameterizedTest
    @EnumSource(value = ScrapeFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
    void oursIsTheLibrarys(ScrapeFormat format) throws IOException {
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        format.write(new Parts(List.of(new Part("containers", metrics)), new Health()), ours);
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        Parts plain = new Parts(List.of(new Part("containers", metrics)), new Health());
        format.writer().write(theirs, plain.collect());
        assertThat(lines(ours)).hasSizeGreaterThan(100).isEqualTo(lines(theirs));
        assertThat(ours.toString(StandardCharsets.UTF_8).endsWith("# EOF\n"))
                .isEqualTo(format == ScrapeFormat.OPEN_METRICS);
    }

    /** By the classes that Prometheus' own definition makes. */
    @Test
    void whatIsReadFromProtobufIsWhatTheTextSays() throws IOException {
        Parts parts = new Parts(List.of(new Part("containers", metrics)), new Health());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ScrapeFormat.PROTOBUF.write(parts, written);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ScrapeFormat.TEXT.write(parts, text);
        InputStream in = new ByteArrayInputStream(written.toByteArray());
        Set<String> read = new HashSet<>();
        for (MetricFamily family = MetricFamily.parseDelimitedFrom(in); family != null; family = MetricFamily
                .parseDelimitedFrom(in)) {
            for (Metric metric : family.getMetricList()) {
                read.add(line(family, metric));
            }
        }
        assertThat(read).hasSizeGreaterThan(100)
                .isEqualTo(lines(text).stream().filter(line -> !line.startsWith("#")).collect(Collectors.toSet()));
    }

    private static String line(MetricFamily family, Metric metric) {
        double value = switch (family.getType()) {
            case COUNTER -> metric.getCounter().getValue();
            case GAUGE -> metric.getGauge().getValue();
            case UNTYPED -> metric.getUntyped().getValue();
            default -> throw new IllegalStateException(family.getType().name());
        };
        String labels = metric.getLabelList()
                .stream()
                .map(label -> label.getName() + "=\"" + label.getValue()
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\"", "\\\"") + "\"")
                .sorted()
                .collect(Collectors.joining(","));
        return family.getName() + labels + value;
    }

    /** Without regard to order and to how a number is written. */
    private static Set<String> lines(ByteArrayOutputStream text) {
        return text.toString(StandardCharsets.UTF_8).lines().map(ScrapeFormatTest::line).collect(Collectors.toSet());
    }

    private static String line(String line) {
        if (line.startsWith("#") || !line.contains("{")) {
            return line;
        }
        int from = line.indexOf('{');
        int to = line.lastIndexOf('}');
        String labels = Arrays.stream(line.substring(from + 1, to).split(",(?=[a-z_]+=\")", -1))
                .sorted()
                .collect(Collectors.joining(","));
        return line.substring(0, from) + labels + Double.parseDouble(line.substring(to + 1));
    }
}
