package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.event.ContainerReading.Sampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Usage;
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
    private final Neighbourhood neighbourhood = new Neighbourhood();
    private @Nullable Instant lastRound;

    SampleEvents(String host) {
        this.host = host;
    }

    /**
     * What was used since the round before that this was asked for.
     *
     * @param processors that their host has; 0 where that is not known
     */
    List<Event> of(List<Sample> samples, int processors, Instant now) {
        List<Used> used = used(samples);
        neighbourhood.all(used, processors);
        List<Event> events = events(used);
        before.clear();
        remember(samples);
        lastRound = now;
        return events;
    }

    /**
     * The same of some, out of turn, beside the others as those were read last; with these it goes on as if this had not been
     * asked.
     */
    List<Event> ofSome(List<Sample> samples) {
        List<Used> used = used(samples);
        neighbourhood.some(used);
        List<Event> events = events(used);
        remember(samples);
        return events;
    }

    private void remember(List<Sample> samples) {
        samples.forEach(sample -> before.put(sample.sighting().container().id(), sample));
    }

    private List<Event> events(List<Used> used) {
        return used.stream()
                .<Event>map(one -> new Sampled(one.sample().at(), host, Origin.DOCKMEDIC,
                        one.sample().sighting().container(), one.usage(), neighbourhood.of(one)))
                .toList();
    }

    private List<Used> used(List<Sample> samples) {
        List<Used> used = new ArrayList<>();
        for (Sample sample : samples) {
            Usage usage = usage(sample);
            if (usage != null) {
                used.add(new Used(sample, usage));
            }
        }
        return used;
    }

    /** Null when nothing can be said yet: of a run that is older than our first round, what came before is not known. */
    private @Nullable Usage usage(Sample sample) {
        Sample last = sameRun(sample);
        Instant since = last == null ? begunSince(sample) : last.at();
        return since == null || !since.isBefore(sample.at())
                ? null
                : Between.of(last == null ? null : last.reading(), sample.reading(),
                        Duration.between(since, sample.at()));
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
