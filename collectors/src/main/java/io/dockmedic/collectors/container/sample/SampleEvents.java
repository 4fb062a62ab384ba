package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.event.ContainerEvent.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events of what was read, one for each container and round. For one thread. */
final class SampleEvents {
    private final String host;
    private final Map<String, Sample> before = new HashMap<>();
    private @Nullable Instant lastRound;

    SampleEvents(String host) {
        this.host = host;
    }

    /** What was used since the round before that this was asked for. */
    List<Event> of(List<Sample> samples, Instant now) {
        List<Event> events = events(samples);
        before.clear();
        remember(samples);
        lastRound = now;
        return events;
    }

    /** The same of some, out of turn; with the others it goes on as if this had not been asked. */
    List<Event> ofSome(List<Sample> samples) {
        List<Event> events = events(samples);
        remember(samples);
        return events;
    }

    private void remember(List<Sample> samples) {
        samples.forEach(sample -> before.put(sample.sighting().container().id(), sample));
    }

    private List<Event> events(List<Sample> samples) {
        List<Event> events = new ArrayList<>();
        for (Sample sample : samples) {
            Event event = event(sample);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    /** Null when nothing can be said yet: of a run that is older than our first round, what came before is not known. */
    private @Nullable Event event(Sample sample) {
        Sample last = sameRun(sample);
        Instant since = last == null ? begunSince(sample) : last.at();
        return since == null || !since.isBefore(sample.at())
                ? null
                : new Sampled(sample.at(), host, Origin.DOCKMEDIC, sample.sighting().container(),
                        Between.of(last == null ? null : last.reading(), sample.reading(),
                                Duration.between(since, sample.at())));
    }

    private @Nullable Sample sameRun(Sample sample) {
        Sample last = before.get(sample.sighting().container().id());
        return last != null && Run.of(last.sighting()).equals(Run.of(sample.sighting())) ? last : null;
    }

    private @Nullable Instant begunSince(Sample sample) {
        Instant started = sample.sighting().state().startedAt();
        return started != null && lastRound != null && started.isAfter(lastRound) ? started : null;
    }
}
