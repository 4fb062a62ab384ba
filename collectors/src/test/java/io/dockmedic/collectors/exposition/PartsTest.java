package io.dockmedic.collectors.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final Health health = new Health();

    private static MetricSnapshots gauge(String name, Labels... series) {
        return new MetricSnapshots(new GaugeSnapshot(new MetricMetadata(name),
                Stream.of(series).map(labels -> new GaugeDataPointSnapshot(1, labels, null)).toList()));
    }

    private static Part good(String name) {
        return new Part(name, () -> gauge("from_" + name, Labels.EMPTY));
    }

    private Map<String, Double> up(MetricSnapshots all) {
        Map<String, Double> up = new TreeMap<>();
        all.stream()
                .filter(one -> one.getMetadata().getName().equals("dockmedic_collector_up"))
                .flatMap(one -> ((GaugeSnapshot) one).getDataPoints().stream())
                .forEach(point -> up.put(point.getLabels().get("collector"), point.getValue()));
        return up;
    }

    private static List<String> names(MetricSnapshots all) {
        return all.stream().map(one -> one.getMetadata().getName()).toList();
    }

    @Test
    void whatThrowsIsLeftOutAndShowsAsDown() {
        MetricSnapshots all = new Parts(List.of(new Part("bad", () -> {
            throw new IllegalStateException("broken");
        }), good("other")), health).collect();
        assertThat(names(all)).containsExactlyInAnyOrder("from_other", "dockmedic_collector_up");
        assertThat(up(all)).isEqualTo(Map.of("bad", 0.0, "other", 1.0));
    }

    @Test
    void twoSeriesOfTheSameLabelsTakeOnlyTheirPartAway() {
        Labels same = Labels.of("a", "b");
        MetricSnapshots all = new Parts(List.of(new Part("twice", () -> gauge("x", same, same)), good("other")), health)
                .collect();
        assertThat(names(all)).containsExactlyInAnyOrder("from_other", "dockmedic_collector_up");
        assertThat(up(all)).containsEntry("twice", 0.0);
    }

    @Test
    void aNameBelongsToThePartThatHadItFirst() {
        Parts parts = new Parts(List.of(good("one"), new Part("thief", () -> gauge("from_one", Labels.of("a", "b")))),
                health);
        assertThat(up(parts.collect())).isEqualTo(Map.of("one", 1.0, "thief", 0.0));
    }

    @Test
    void whatHealthCallsDownIsDown() {
        health.say("other", Health.Status.DOWN, "cannot read");
        assertThat(up(new Parts(List.of(good("other")), health).collect())).containsEntry("other", 0.0);
    }

    @Test
    void whatWritesItselfIsGuardedTheSame() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Parts parts = new Parts(List.of(new Part("direct", new HalfBroken()), good("other"),
                new Part("thief", () -> gauge("direct_metric", Labels.EMPTY))), health);
        MetricSnapshots rest = parts.write(TextForm.PROMETHEUS, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("direct_metric 1\n");
        assertThat(names(rest)).containsExactlyInAnyOrder("from_other", "dockmedic_collector_up");
        assertThat(up(rest)).isEqualTo(Map.of("direct", 0.0, "other", 1.0, "thief", 0.0));
    }

    private static final class HalfBroken implements MultiCollector, DirectText {
        @Override
        public MetricSnapshots collect() {
            return new MetricSnapshots();
        }

        @Override
        public Set<String> names() {
            return Set.of("direct_metric");
        }

        @Override
        public void write(TextForm form, OutputStream out) throws IOException {
            out.write("direct_metric 1\n".getBytes(StandardCharsets.UTF_8));
            throw new IllegalStateException("the second cannot be had");
        }
    }
}
