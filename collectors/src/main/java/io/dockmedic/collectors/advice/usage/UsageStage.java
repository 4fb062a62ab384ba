package io.dockmedic.collectors.advice.usage;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what each service uses, from the readings of its containers: the day in memory, the days before in the journal,
 * where the day goes too every few minutes and at the end. Jobs and, beyond a bound, further services are left out.
 */
public final class UsageStage extends VerticleBase {
    /** As publishers know it. */
    public static final String SUBSCRIBER = "usage";

    private static final Logger LOG = LoggerFactory.getLogger(UsageStage.class);
    private static final Duration EVERY = Duration.ofMinutes(5);
    /** Seven whole ones and the one that is not over. */
    private static final int DAYS = 8;
    private static final int MOST_SERVICES = 500;

    private final UsageStore store;
    private final Clock clock;
    private final Map<ServiceDay, Day> days = new HashMap<>();
    private final Set<Service> services = new HashSet<>();
    private @Nullable Context own;
    private Timers.@Nullable Pending next;
    private boolean restored;
    private boolean full;

    public UsageStage(UsageStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        own = vertx.getOrCreateContext();
        Subscriber.on(vertx, Events.SAMPLES, SUBSCRIBER, this::heard);
        Subscriber.on(vertx, Events.TOPIC, SUBSCRIBER, this::heard);
        plan(new VertxTimers(vertx));
        return Future.succeededFuture();
    }

    /** What there is is written; when that cannot be, the minutes since the last time are lost. */
    @Override
    public Future<?> stop() {
        if (next != null) {
            next.cancel();
        }
        return flush().otherwiseEmpty();
    }

    private void plan(Timers timers) {
        next = timers.after(EVERY, () -> {
            flush().onFailure(cause -> LOG.atWarn()
                    .addKeyValue("reason", cause.getMessage())
                    .log("what services use is not kept for now"));
            plan(timers);
        });
    }

    /**
     * What is wanted of what is known of the last seven days, and of this one, by service. May be asked from any context;
     * completes on the asking one.
     *
     * @param wanted asked on another thread, for one service after the other; what it gives must not keep the days
     */
    public <T> Future<List<T>> lastDays(Function<ServiceUsage, T> wanted) {
        Promise<List<T>> answer = Promise.promise();
        Context asking = vertx.getOrCreateContext();
        Objects.requireNonNull(own)
                .runOnContext(here -> restore().compose(all -> store.weeks(today() - DAYS + 1, inMemory(), wanted))
                        .onComplete(done -> asking.runOnContext(there -> {
                            if (done.succeeded()) {
                                answer.complete(done.result());
                            } else {
                                answer.fail(done.cause());
                            }
                        })));
        return answer.future();
    }

    /** Has in it what was kept of the same days. */
    private Map<ServiceDay, String> inMemory() {
        Map<ServiceDay, String> texts = new HashMap<>();
        days.forEach((of, day) -> {
            if (of.day() > today() - DAYS) {
                texts.put(of, day.text());
            }
        });
        return texts;
    }

    private Future<Void> heard(Event event) {
        switch (event) {
            case ContainerReading.Sampled sampled ->
                of(sampled.container()).ifPresent(day -> day.add(sampled.usage()));
            case ContainerEvent.Died died when died.oomKilled() ->
                of(died.container()).ifPresent(Day::killed);
            default -> {
                // Says nothing of what is used.
            }
        }
        return Future.succeededFuture();
    }

    /** By when it is heard: a day that is over, and perhaps written, does not change any more. */
    private Optional<Day> of(Container container) {
        Service service = container.service();
        if (container.job() || (!services.contains(service) && services.size() >= MOST_SERVICES)) {
            if (!container.job() && !full) {
                full = true;
                LOG.atWarn().log("what further services than {} use is not remembered", MOST_SERVICES);
            }
            return Optional.empty();
        }
        services.add(service);
        return Optional.of(days.computeIfAbsent(new ServiceDay(service, today()), key -> new Day()));
    }

    /** Takes what was kept of these days before our start into account: also of yesterday, when the start was right before midnight. */
    private Future<Void> restore() {
        return restored ? Future.succeededFuture() : store.load(oldest()).map(kept -> {
            if (!restored) {
                kept.forEach((of, before) -> {
                    Day since = days.get(of);
                    if (since != null) {
                        before.add(since);
                    }
                    days.put(of, before);
                    services.add(of.service());
                });
                restored = true;
            }
            return null;
        });
    }

    private Future<Void> flush() {
        return restore().compose(all -> {
            long written = today();
            return store.save(inMemory(), written - DAYS).map(saved -> {
                days.keySet().removeIf(of -> of.day() < written);
                services.clear();
                days.keySet().forEach(of -> services.add(of.service()));
                full = false;
                return null;
            });
        });
    }

    private long oldest() {
        return days.keySet().stream().mapToLong(ServiceDay::day).reduce(today(), Math::min);
    }

    private long today() {
        return Math.floorDiv(clock.now().getEpochSecond(), Duration.ofDays(1).toSeconds());
    }
}
