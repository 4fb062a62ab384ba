package io.dockmedic.api.trend;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.Usage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What containers and GPUs used in the last hour, from the readings that are taken anyway. Has no timer: what was not heard of for
 * an hour is forgotten when something else is heard of. May be asked on any thread.
 */
public final class Trends extends VerticleBase {
    /** As publishers know it. */
    public static final String SUBSCRIBER = "trends";

    /** Of how many things; further ones have no trend. */
    static final int MOST = 2_000;

    private static final int KIBI = 10;
    private static final int MEBI = 20;

    /**
     * What is known of a container.
     *
     * @param last  its last reading
     * @param trend percent of one processor, and memory in KiB
     */
    public record OfContainer(Usage last, Trend trend) {}

    private final Map<String, OfContainer> containers = new ConcurrentHashMap<>();
    private final Map<String, Trend> gpus = new ConcurrentHashMap<>();
    private long tidied;
    private @Nullable Subscriber<Event> readings;

    @Override
    public Future<?> start() {
        readings = Subscriber.on(vertx, Events.SAMPLES, SUBSCRIBER, event -> {
            heard(event);
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return readings == null ? Future.succeededFuture() : readings.close();
    }

    /** What the container of this full id used; empty before its first reading. */
    public Optional<OfContainer> container(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    /** Percent of the time in which the GPU at this place was used, and its memory in MiB; empty before its first reading. */
    public Optional<Trend> gpu(String pci) {
        return Optional.ofNullable(gpus.get(pci));
    }

    void heard(Event event) {
        switch (event) {
            case ContainerReading.Sampled sampled -> {
                tidy(sampled.at());
                String id = sampled.container().id();
                OfContainer before = containers.get(id);
                if (before != null || containers.size() < MOST) {
                    Trend trend = before == null ? new Trend() : before.trend();
                    trend.add(sampled.at(), sampled.usage().cpuPercent(), shifted(sampled.usage().memoryBytes(), KIBI));
                    containers.put(id, new OfContainer(sampled.usage(), trend));
                }
            }
            case GpuEvent.Sampled sampled -> {
                tidy(sampled.at());
                gpus.computeIfAbsent(sampled.gpu().pci(), first -> new Trend())
                        .add(sampled.at(), sampled.utilizationPercent(), shifted(sampled.memoryUsedBytes(), MEBI));
            }
            default -> {
                // Not drawn.
            }
        }
    }

    private void tidy(Instant now) {
        long hour = now.getEpochSecond() / 3600;
        if (hour != tidied) {
            tidied = hour;
            containers.values().removeIf(one -> one.trend().isOver(now));
            gpus.values().removeIf(one -> one.isOver(now));
        }
    }

    private static int shifted(long bytes, int by) {
        return (int) Math.min(Integer.MAX_VALUE, bytes >> by);
    }
}
