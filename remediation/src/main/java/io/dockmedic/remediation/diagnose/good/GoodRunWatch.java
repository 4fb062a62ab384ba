package io.dockmedic.remediation.diagnose.good;

import static io.dockmedic.collectors.engine.client.ContainerState.WELL;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
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
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.collectors.host.view.HostState;
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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Remembers how each service is set up once it has run well for a minute: it runs, and its health check, where it has one,
 * says that it is healthy. Looks when a run is a minute old, when one is said to be healthy, and every hour at all; when it
 * last ran well is known to the day. Another image than the one that ran well has ten minutes to show it, and so have folders of the host that lie on something else. One container after the other and not in one go: there is no hurry, and hundreds may
 * run. To be used on one context.
 */
public final class GoodRunWatch {
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final Duration SURE = Duration.ofMinutes(10);
    private static final Duration SWEEP = Duration.ofHours(1);
    /** So long it is not written down again of the same run that it runs well. */
    private static final Duration NEWS = Duration.ofHours(23);
    private static final int KEY = 16;

    private final EngineCalls calls;
    private final DetailCalls details;
    private final RemakeCalls images;
    private final GoodRuns runs;
    private final Footing footing;
    private final Supplier<Future<HostState>> host;
    private final Supplier<Collection<Container>> containers;
    private final Clock clock;
    private final Timers timers;
    private final Deque<Container> waiting = new ArrayDeque<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Noted> noted = new HashMap<>();
    private boolean looking;
    private boolean sweeping;

    private record Noted(Instant run, Instant at) {}

    /**
     * @param host       as it is now; the future never fails
     * @param containers every container there is
     */
    public GoodRunWatch(EngineCalls calls, DetailCalls details, RemakeCalls images, GoodRuns runs,
            Footing footing, Supplier<Future<HostState>> host, Supplier<Collection<Container>> containers, Clock clock,
            Timers timers) {
        this.calls = calls;
        this.details = details;
        this.images = images;
        this.runs = runs;
        this.footing = footing;
        this.host = host;
        this.containers = containers;
        this.clock = clock;
        this.timers = timers;
    }

    /** Something happened. */
    public void event(Event event) {
        switch (event) {
            case ContainerEvent.Started started -> later(started.container(), WELL);
            case ContainerEvent.HealthChanged health when health.status().equals("healthy") -> look(health.container());
            case EngineEvent.Connected connected -> {
                timers.after(WELL, this::lookAtAll);
                if (!sweeping) {
                    sweeping = true;
                    timers.after(SWEEP, this::sweep);
                }
            }
            case ContainerEvent.Touched touched when touched.action().equals("disconnect") -> left(touched.container());
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

    private void sweep() {
        lookAtAll();
        timers.after(SWEEP, this::sweep);
    }

    private void later(Container container, Duration wait) {
        if (begun.add(container.id())) {
            timers.after(wait, () -> {
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
                .compose(seen -> seen instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? looked(container, state)
                        : Future.succeededFuture())
                .onComplete(looked -> timers.after(PACE, () -> {
                    looking = false;
                    next();
                }));
    }

    private Future<Void> looked(Container container, ContainerState state) {
        Instant started = state.startedAt();
        if (!state.running() || started == null) {
            return Future.succeededFuture();
        }
        Instant wall = clock.shown(clock.now());
        if (wall.isBefore(started.plus(WELL))) {
            // Another run than the one that was heard of, or one that was healthy at once.
            Duration wait = Duration.between(wall, started.plus(WELL)).plus(PACE);
            later(container, wait.compareTo(SWEEP) > 0 ? SWEEP : wait);
            return Future.succeededFuture();
        }
        return state.runsWell(wall) && isNews(state.id(), started)
                ? details.details(container.id())
                        .compose(seen -> seen instanceof CallResult.Done<Details>(Details now)
                                ? footing.now(state).compose(lies -> proven(container, started, now, lies))
                                : Future.succeededFuture())
                : Future.succeededFuture();
    }

    /** The last good one is not given up for another image before that has run for longer: what crashes slowly runs well for a minute. */
    private Future<Void> proven(Container container, Instant started, Details now, Map<String, Ground> lies) {
        return runs.of(container.service().key()).compose(last -> {
            Map<String, Ground> lay = last.filter(one -> isSameRun(one, container, started))
                    .map(one -> began(one, lies))
                    .orElse(lies);
            Instant sure = started.plus(SURE);
            Instant wall = clock.shown(clock.now());
            boolean other = last.filter(one -> isAnother(one, now) || Footing.moved(one.grounds(), lay).isPresent())
                    .isPresent();
            if (!other || !wall.isBefore(sure)) {
                return note(container, started, now, lay);
            }
            later(container, Duration.between(wall, sure).plus(PACE));
            return Future.succeededFuture();
        });
    }

    private boolean isSameRun(GoodRun last, Container container, Instant started) {
        return last.container().equals(container.id()) && started.isBefore(clock.shown(last.at()));
    }

    /** A run has the folders that it began with, whatever is mounted on the host since, or no more. */
    private static Map<String, Ground> began(GoodRun last, Map<String, Ground> lies) {
        Map<String, Ground> lay = new HashMap<>(lies);
        lay.putAll(last.grounds());
        return lay;
    }

    private static boolean isAnother(GoodRun last, Details now) {
        return !last.imageId().isEmpty() && !last.imageId().equals(now.imageId());
    }

    private boolean isNews(String id, Instant started) {
        Noted last = noted.get(id);
        return last == null || !last.run().equals(started) || !clock.now().isBefore(last.at().plus(NEWS));
    }

    private Future<Void> note(Container container, Instant started, Details now, Map<String, Ground> lies) {
        return images.baseImage(now.imageId()).compose(image -> {
            byte[] key = new byte[KEY];
            new SecureRandom().nextBytes(key);
            String digest = image instanceof CallResult.Done<BaseImage>(BaseImage of) && !of.digests().isEmpty()
                    ? of.digests().getFirst()
                    : "";
            Instant at = clock.now();
            return endpoints(container.id())
                    .compose(networks -> host.get()
                            .compose(is -> runs.save(
                                    GoodRun.of(container.service().key(), container.id(), at, now, key, digest)
                                            .on(networks)
                                            .over(lies)
                                            .under(is))))
                    .onSuccess(saved -> noted.put(container.id(), new Noted(started, at)));
        });
    }

    /** None where it cannot be seen. */
    private Future<Map<String, String>> endpoints(String id) {
        return images.blueprint(id)
                .map(seen -> seen instanceof CallResult.Done<Blueprint>(Blueprint now)
                        ? now.endpoints()
                                .entrySet()
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, network -> network.getValue().toString()))
                        : Map.of());
    }

    /** Who takes it off a network wants it off: that it was there is forgotten, and of what cannot be seen all. */
    private void left(Container container) {
        endpoints(container.id()).compose(now -> runs.of(container.service().key()).compose(last -> {
            GoodRun good = last.orElse(null);
            if (good == null || !good.container().equals(container.id())) {
                return Future.succeededFuture();
            }
            Map<String, String> kept = new HashMap<>(good.endpoints());
            kept.keySet().retainAll(now.keySet());
            return runs.save(good.on(kept));
        }));
    }
}
