package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.base.health.Health;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of a scrape. One that throws, that has two series of the same labels, or a metric that a part before it has,
 * is left out and shows as {@code dockmedic_collector_up} 0; so does one that health calls down. The others are served.
 * Safe for use by several threads.
 */
public final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final MetricMetadata UP = new MetricMetadata("dockmedic_collector_up",
            "1 when this part of the metrics could be collected.");

    private final List<Part> parts;
    private final Health health;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** What was found so far, and how each part did. */
    private static final class Scrape {
        private final Set<String> taken = new HashSet<>(Set.of(UP.getPrometheusName()));
        private final Set<String> failed = new HashSet<>();
        private MetricSnapshots found = new MetricSnapshots();

        private void add(MetricSnapshots more) {
            for (MetricSnapshot one : more) {
                String name = one.getMetadata().getPrometheusName();
                if (taken.contains(name)) {
                    throw new IllegalStateException(name + " is another part's already");
                }
            }
            // Also refuses names that only together mean two things.
            found = new MetricSnapshots(Stream.concat(found.stream(), more.stream()).toList());
            more.forEach(one -> taken.add(one.getMetadata().getPrometheusName()));
        }
    }

    /** @param parts in the order in which a name is given away */
    public Parts(List<Part> parts, Health health) {
        this.parts = List.copyOf(parts);
        this.health = health;
    }

    /** Everything. */
    public MetricSnapshots collect() {
        Scrape scrape = new Scrape();
        parts.forEach(part -> collect(part, scrape));
        return end(scrape);
    }

    /**
     * Writes as text what is cheaper to write directly, and returns the rest for the library's writer, which comes
     * after it: both together are the scrape.
     */
    public MetricSnapshots write(TextForm form, OutputStream out) throws IOException {
        Scrape scrape = new Scrape();
        for (Part part : parts) {
            if (part.collector() instanceof DirectText direct) {
                write(part, direct, form, out, scrape);
            }
        }
        parts.stream().filter(part -> !(part.collector() instanceof DirectText)).forEach(part -> collect(part, scrape));
        return end(scrape);
    }

    private void write(Part part, DirectText direct, TextForm form, OutputStream out, Scrape scrape)
            throws IOException {
        try {
            scrape.taken.addAll(direct.names());
            direct.write(form, out);
            failing.remove(part.name());
        } catch (RuntimeException e) {
            failed(part, e, scrape);
        }
    }

    private void collect(Part part, Scrape scrape) {
        try {
            scrape.add(part.collector().collect());
            failing.remove(part.name());
        } catch (RuntimeException e) {
            failed(part, e, scrape);
        }
    }

    /** Logged once until it works again. */
    private void failed(Part part, RuntimeException cause, Scrape scrape) {
        scrape.failed.add(part.name());
        if (failing.add(part.name())) {
            LOG.atError()
                    .addKeyValue("part", part.name())
                    .setCause(cause)
                    .log("A part of /metrics cannot be collected");
        }
    }

    private MetricSnapshots end(Scrape scrape) {
        Map<String, Health.Part> said = health.parts();
        MetricSnapshot up = new GaugeSnapshot(UP, parts.stream().map(part -> {
            Health.Part of = said.get(part.name());
            boolean down = scrape.failed.contains(part.name()) || (of != null && of.status() == Health.Status.DOWN);
            return new GaugeDataPointSnapshot(down ? 0 : 1, Labels.of("collector", part.name()), null);
        }).toList());
        return new MetricSnapshots(Stream.concat(scrape.found.stream(), Stream.of(up)).toList());
    }
}
