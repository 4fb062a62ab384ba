package io.dockmedic.collectors.gpu.access;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.collectors.event.ContainerReading.GpuReached;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Readings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks each container that was given a GPU, from inside and where the owner allows it, whether it still reaches it, and
 * tells that as {@code container.gpu_access}: one at a time, few in a round, and none whose GPU is not well.
 */
public final class AccessCollector extends Collector {
    /** The part's name in health. */
    public static final String PART = "gpu_access";

    private static final Duration LATE = Duration.ofSeconds(50);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final AccessSettings settings;
    private final Supplier<List<Entrusted>> entrusted;
    private final ExecCalls execs;
    private final Supplier<String> host;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Rounds rounds;
    private final Reloads reloads;
    /** What each that runs said last, by its id. */
    private final Map<String, GpuReached> last = new ConcurrentHashMap<>();
    private @Nullable Opening opening;
    private @Nullable Readings readings;

    private record Look(List<Entrusted> all, Instant reload) {}

    /**
     * @param entrusted who may be asked, now; may read files
     * @param host      the machine's name
     */
    public AccessCollector(
            AccessSettings settings, Supplier<List<Entrusted>> entrusted, ExecCalls execs, Supplier<String> host,
            Clock clock, Health health, MeterRegistry meters) {
        super(PART, new Pace(settings.tick(), settings.tick(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.entrusted = entrusted;
        this.execs = execs;
        this.host = host;
        this.clock = clock;
        this.meters = meters;
        this.rounds = new Rounds(settings);
        this.reloads = new Reloads(settings.root());
    }

    /** What a container said last; empty where it was not asked. May be asked from any thread. */
    public Optional<GpuReached> said(String container) {
        return Optional.ofNullable(last.get(container));
    }

    @Override
    protected void open(Timers own) {
        opening = new Opening(execs, clock, own, settings.within());
        readings = new Readings(vertx, settings.subscribers(), meters);
    }

    @Override
    protected boolean due() {
        return settings.allowed();
    }

    @Override
    protected Future<Found> round() {
        return vertx.executeBlocking(() -> new Look(entrusted.get(), reloads.last())).compose(look -> {
            Opening asking = Objects.requireNonNull(opening);
            Set<String> ids = look.all().stream().map(Entrusted::id).collect(Collectors.toSet());
            asking.only(ids);
            last.keySet().retainAll(ids);
            List<GpuReached> events = new ArrayList<>();
            Future<Void> asked = Future.succeededFuture();
            for (Entrusted one : rounds.due(look.all(), look.reload(), clock.now())) {
                asked = asked.compose(before -> asking.ask(one.id(), one.file())).map(said -> {
                    rounds.heard(one, said, clock.now()).ifPresent(word -> events.add(event(one, word)));
                    return null;
                });
            }
            return asked.map(all -> () -> took(look.all().size(), events));
        });
    }

    private Health.Part took(int asked, List<GpuReached> events) {
        events.forEach(event -> last.put(event.container().id(), event));
        Objects.requireNonNull(readings).publish(() -> List.<Event>copyOf(events));
        return new Health.Part(Health.Status.UP, asked == 0
                ? "no container that runs was given a GPU that is well"
                : "containers with GPUs: " + asked + (rounds.mute() == 0
                        ? ""
                        : ", of which " + rounds.mute() + " cannot say whether they reach them"));
    }

    private GpuReached event(Entrusted one, Rounds.Word word) {
        Counter.builder("dockmedic.gpu.access.probes")
                .description("Times that a container was asked from inside whether it reaches its GPU, by the answer")
                .tags("result", word.access().word())
                .register(meters)
                .increment();
        return new GpuReached(clock.now(), host.get(), Origin.DOCKMEDIC, one.sighting().container(), one.gpu(),
                word.access(), one.file(), word.why());
    }
}
