package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ImageEntry;
import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.record.NamelessImages;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps since when images are nameless and unused: looks once the engine has been in sight for a while, and every hour. What
 * a container starts on is used. To be used on one context.
 */
public final class UnusedImages {
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);

    private final PruneCalls calls;
    private final NamelessImages journal;
    private final Supplier<Collection<Sighting>> sightings;
    private final Clock clock;
    private final Timers timers;
    private boolean watching;

    /**
     * Those that there are now.
     *
     * @param since when each was first seen so
     */
    record Seen(List<ImageEntry> images, Map<String, Instant> since) {}

    public UnusedImages(PruneCalls calls, NamelessImages journal, Supplier<Collection<Sighting>> sightings, Clock clock,
            Timers timers) {
        this.calls = calls;
        this.journal = journal;
        this.sightings = sightings;
        this.clock = clock;
        this.timers = timers;
    }

    /** Something happened. */
    public void event(Event event) {
        if (event instanceof EngineEvent.Connected && !watching) {
            watching = true;
            timers.after(SETTLED, this::watch);
        }
        if (watching && event instanceof ContainerEvent.Started started) {
            sightings.get()
                    .stream()
                    .filter(one -> one.container().id().equals(started.container().id()))
                    .findFirst()
                    .ifPresent(one -> journal.used(one.state().imageId()));
        }
    }

    private void watch() {
        look().onComplete(looked -> timers.after(EVERY, this::watch));
    }

    /** Looks now, and keeps what is seen. Fails as the journal does. */
    Future<CallResult<Seen>> look() {
        return calls.namelessImages().compose(result -> switch (result) {
            case CallResult.Done<List<ImageEntry>>(List<ImageEntry> nameless) -> {
                Set<String> used = sightings.get()
                        .stream()
                        .map(Sighting::state)
                        .map(ContainerState::imageId)
                        .collect(Collectors.toSet());
                List<ImageEntry> images = nameless.stream().filter(image -> !used.contains(image.id())).toList();
                yield journal.seen(images.stream().map(ImageEntry::id).collect(Collectors.toSet()), clock.now())
                        .map(since -> new CallResult.Done<>(new Seen(images, since)));
            }
            case CallResult.Refused<List<ImageEntry>> refused -> Future.succeededFuture(
                    new CallResult.Refused<>(refused.error(), refused.status(), refused.message()));
            case CallResult.Unknown<List<ImageEntry>>(String why) ->
                Future.succeededFuture(new CallResult.Unknown<>(why));
        });
    }
}
