package io.dockmedic.collectors.container.shared;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.ContainerReading.NetworkShared;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Readings;
import io.dockmedic.collectors.event.SharedNetwork;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares each running container that shares the network of another one ({@code network_mode: service:vpn}) with that one. The engine
 * binds it to a container's id and to that one's run: after a restart of the other, or when another was made in its place, it runs on in
 * a network on which nothing is reached, and no message says so. It asks the engine nothing: it is the same where the kernel's namespaces
 * show that, and else it goes by when the two were started. Of which service the other is, it remembers: that tells what came in its place.
 */
public final class SharedNetworks extends Collector {
    /** The part's name in health. */
    public static final String PART = "shared_networks";

    /** The interval, as a rule. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> subscribers;
    private final Supplier<String> host;
    private final Containers containers;
    private final Clock clock;
    private final MeterRegistry meters;
    private final NetworkNamespaces namespaces;
    private final Acquaintance acquaintance;
    private @Nullable Readings readings;

    /**
     * @param interval    between two rounds
     * @param proc        {@code /proc} of the engine's machine
     * @param subscribers of readings, by name
     * @param host        the machine's name
     * @param owners      where it is kept of which service the others are
     */
    public SharedNetworks(Duration interval, Path proc, List<String> subscribers, Supplier<String> host,
            Containers containers, NetworkOwners owners, Clock clock, Health health, MeterRegistry meters) {
        super(PART, new Pace(interval, interval, LATE, LIMIT), health, meters);
        this.namespaces = new NetworkNamespaces(proc);
        this.acquaintance = new Acquaintance(owners);
        this.subscribers = List.copyOf(subscribers);
        this.host = host;
        this.containers = containers;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    protected void open(Timers own) {
        readings = new Readings(vertx, subscribers, meters);
    }

    /** Before all were looked at nobody is known to be gone. */
    @Override
    protected boolean due() {
        return containers.whole() && containers.all().stream().anyMatch(one -> !one.state().networkOf().isEmpty());
    }

    @Override
    protected Future<Found> round() {
        Instant now = clock.now();
        Collection<Sighting> all = containers.all();
        acquaintance.saw(owners(all), now);
        return vertx.executeBlocking(() -> compared(all, now)).map(events -> () -> {
            Objects.requireNonNull(readings).publish(() -> events);
            return new Health.Part(Health.Status.UP, "");
        });
    }

    /** Also of those that do not run now. */
    private static Map<String, Optional<NetworkOwner>> owners(Collection<Sighting> all) {
        return all.stream()
                .filter(one -> !one.state().networkOf().isEmpty())
                .collect(Collectors.toMap(one -> one.state().networkOf(),
                        one -> other(one, all).map(Sighting::container)
                                .map(other -> NetworkOwner.of(other.name(), other.labels())),
                        (first, same) -> first));
    }

    private List<Event> compared(Collection<Sighting> all, Instant now) {
        return all.stream()
                .filter(Sighting::ran)
                .filter(one -> !one.state().networkOf().isEmpty())
                .<Event>map(one -> event(one, other(one, all), now))
                .toList();
    }

    private Event event(Sighting one, Optional<Sighting> other, Instant now) {
        return new NetworkShared(now, host.get(), Origin.DOCKMEDIC, one.container(),
                other.map(found -> found.container().name()).orElse(one.state().networkOf()),
                other.map(found -> state(one, found)).orElse(SharedNetwork.GONE));
    }

    /** By its id, as a rule; by its name, or the beginning of its id, where somebody asked the API for that. */
    private static Optional<Sighting> other(Sighting one, Collection<Sighting> all) {
        String asked = one.state().networkOf();
        return Stream.<Predicate<Sighting>>of(
                other -> other.container().id().equals(asked),
                other -> other.container().name().equals(asked),
                other -> asked.length() >= 12 && other.container().id().startsWith(asked))
                .flatMap(called -> all.stream().filter(called))
                .findFirst();
    }

    private SharedNetwork state(Sighting one, Sighting other) {
        if (!other.ran()) {
            return SharedNetwork.DOWN;
        }
        Optional<String> own = namespaces.of(one);
        Optional<String> others = namespaces.of(other);
        // Another one alone says little: a program may have gone into one of its own making.
        boolean has = (own.isPresent() && own.equals(others)) || joinedLast(one, other);
        return has ? SharedNetwork.OK : SharedNetwork.STALE;
    }

    /** Whether it was started after the other, or that does not matter: the host's network is always the same. */
    private static boolean joinedLast(Sighting one, Sighting other) {
        Instant joined = one.state().startedAt();
        Instant began = other.state().startedAt();
        return other.state().networkMode().equals("host") || joined == null || began == null || !began.isAfter(joined);
    }
}
