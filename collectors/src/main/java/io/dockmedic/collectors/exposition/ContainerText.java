package io.dockmedic.collectors.exposition;

import io.dockmedic.collectors.container.sample.Sample;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.exposition.Family.Points;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes containers' metrics as text. A container's labels are made into bytes once, and forgotten with it. Safe for
 * use by several threads: who waits for its client holds up no other.
 */
final class ContainerText {
    private final List<Family> families;
    private final ContainerLabels shown;
    /** Of the last scrape, for the next; empty while it is in use. */
    private final AtomicReference<@Nullable Lines> spare = new AtomicReference<>();
    private Map<String, SeriesText> known = new HashMap<>();

    ContainerText(List<Family> families, ContainerLabels shown) {
        this.families = families;
        this.shown = shown;
    }

    /**
     * As {@link DirectText#write}.
     *
     * @param samples of different groups
     */
    void write(List<Sample> samples, TextForm form, OutputStream out) throws IOException {
        List<SeriesText> labels = labels(samples);
        Lines kept = spare.getAndSet(null);
        Lines lines = kept == null ? new Lines() : kept;
        RuntimeException failed = null;
        for (Family family : families) {
            try {
                render(family, samples, labels, form, lines);
                lines.writeTo(out);
            } catch (RuntimeException e) {
                failed = failed == null ? e : failed;
            }
        }
        spare.set(lines);
        if (failed != null) {
            throw failed;
        }
    }

    private synchronized List<SeriesText> labels(List<Sample> samples) {
        Map<String, SeriesText> still = HashMap.newHashMap(samples.size());
        List<SeriesText> all = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            Container container = sample.sighting().container();
            SeriesText before = known.get(sample.cgroup());
            SeriesText text = before != null && before.of(container)
                    ? before
                    : new SeriesText(container, shown.of(sample.cgroup(), container));
            still.put(sample.cgroup(), text);
            all.add(text);
        }
        known = still;
        return all;
    }

    private synchronized void render(
            Family family, List<Sample> samples, List<SeriesText> labels, TextForm form, Lines to) {
        to.clear();
        to.text(bytes(form.head(family)));
        int head = to.length();
        Line line = new Line(family, to);
        for (int i = 0; i < samples.size(); i++) {
            line.labels = labels.get(i);
            family.points().accept(samples.get(i), line);
        }
        if (to.length() == head) {
            to.clear();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes each point as a line, with the labels of the container at hand. */
    private static final class Line implements Points {
        private final byte[] name;
        private final List<String> own;
        private final Lines to;
        private @Nullable SeriesText labels;

        Line(Family family, Lines to) {
            this.name = bytes(family.name());
            this.own = family.labels();
            this.to = to;
        }

        @Override
        public void add(double value, String... of) {
            begin(of);
            to.number(value);
            to.end();
        }

        @Override
        public void count(long value, String... of) {
            begin(of);
            to.number(value);
            to.end();
        }

        private void begin(String... of) {
            if (labels != null) {
                to.text(name);
                to.text(labels.with(own, of));
            }
        }
    }
}
