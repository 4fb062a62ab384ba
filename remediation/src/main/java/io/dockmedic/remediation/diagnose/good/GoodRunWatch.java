package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Remembers how each service is set up once it has run well for a minute: it runs, and its health check, where it has one,
 * says that it is healthy. Looks at each run twice, one container after the other and not in one go: there is no hurry, and
 * hundreds may run. To be used on one context.
 */
public final class GoodRunWatch {
    private static final Duration WELL = Duration.ofMinutes(1);
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final int KEY = 16;

    private final EngineCalls calls;
    private final DetailCalls details;
    private final RemakeCalls images;
    private final GoodRuns runs;
    private final Supplier<Collection<Container>> containers;
    private final Clock clock;
    private final Timers timers;
    private final Deque<Container> waiting = new ArrayDeque<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Instant> noted = new HashMap<>();
    private boolean looking;

    /** @param containers every container there is */
    public GoodRunWatch(EngineCalls calls, DetailCalls details, RemakeCalls images, GoodRuns runs,
            Supplier<Collection<Container>> containers, Clock clock, Timers timers) {
        this.calls = calls;
        this.details = details;
        this.images = images;
        this.runs = runs;
        this.containers = containers;
        this.clock = clock;
        this.timers = timers;
    }

    /** Something happened. */
    public void event(Event event) {
        switch (event) {
            case ContainerEvent.Started started -> later(started.container());
            case EngineEvent.Connected connected ->
                timers.after(WELL, this::lookAtAll);
            case ContainerEvent.Removed removed -> noted.remove(removed.container().id());
            default -> {
                // Nothing begins.
            }
        }
    }

    private void lookAtAll() {
        if (waiting.isEmpty()) {
            containers.get().forEach(this::look);
        }
    }

    private void later(Container container) {
        if (begun.add(container.id())) {
            timers.after(WELL, () -> {
                begun.remove(container.id());
                look(container);
            });
        }
    }

    private void look(Container container) {
        if (!container.job()) {
            waiting.add(container);
            next();
        }
    }

    private void next() {
        Container container = looking ? null : waiting.poll();
        if (container == null) {
            return;
        }
        looking = true;
        calls.inspect(container.id())
                .compose(seen -> seen instanceof CallResult.Done<ContainerState>(ContainerState state) && well(state)
                        ? details.details(container.id()).compose(now -> note(container, state, now))
                        : Future.succeededFuture())
                .onComplete(looked -> timers.after(PACE, () -> {
                    looking = false;
                    next();
                }));
    }

    private Future<Void> note(Container container, ContainerState state, CallResult<Details> seen) {
        if (!(seen instanceof CallResult.Done<Details>(Details now))) {
            return Future.succeededFuture();
        }
        noted.put(container.id(), Objects.requireNonNull(state.startedAt()));
        return images.baseImage(now.imageId()).map(image -> {
            byte[] key = new byte[KEY];
            new SecureRandom().nextBytes(key);
            String digest = image instanceof CallResult.Done<BaseImage>(BaseImage of) && !of.digests().isEmpty()
                    ? of.digests().getFirst()
                    : "";
            runs.save(GoodRun.of(container.service().key(), container.id(), clock.now(), now, key, digest));
            return null;
        });
    }

    /** And not noted yet. */
    private boolean well(ContainerState state) {
        Instant started = state.startedAt();
        return state.running() && !state.restarting() && !state.paused() && started != null
                && !started.equals(noted.get(state.id()))
                && !clock.shown(clock.now()).isBefore(started.plus(WELL))
                && (state.health() == null || state.health().status().equals("healthy"));
    }
}
