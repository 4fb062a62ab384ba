package io.dockmedic.collectors.container.network;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.BridgeCalls;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.Endpoint;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.ContainerReading.NetworkSeen;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.OwnNetwork;
import io.dockmedic.collectors.event.Readings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the network of each running container that has one of its own with what the engine says of it. Files of the kernel tell;
 * the engine is asked only of one that seems to be off, whether it still says that it is on: whom somebody has disconnected is where it
 * is meant to be.
 */
public final class OwnNetworks extends Collector {
    /** The part's name in health. */
    public static final String PART = "own_networks";

    /** The interval, as a rule. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> subscribers;
    private final Supplier<String> host;
    private final Containers containers;
    private final EngineCalls calls;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Bridges bridges;
    private final Attachments attachments;
    private @Nullable Readings readings;

    /**
     * Where it looks.
     *
     * @param proc {@code /proc} of the engine's machine
     * @param sys  {@code /sys} of it
     */
    public record Where(Path proc, Path sys) {}

    /**
     * @param interval    between two rounds
     * @param subscribers of readings, by name
     * @param host        the machine's name
     */
    public OwnNetworks(Duration interval, Where where, List<String> subscribers, Supplier<String> host,
            Containers containers, EngineCalls calls, BridgeCalls bridges, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(interval, interval, LATE, LIMIT), health, meters);
        this.bridges = new Bridges(bridges);
        this.attachments = new Attachments(new Links(where.proc(), where.sys()), this.bridges);
        this.subscribers = List.copyOf(subscribers);
        this.host = host;
        this.containers = containers;
        this.calls = calls;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    protected void open(Timers own) {
        readings = new Readings(vertx, subscribers, meters);
    }

    @Override
    protected boolean due() {
        return containers.whole() && !running().isEmpty();
    }

    private List<Sighting> running() {
        return containers.all()
                .stream()
                .filter(one -> one.ran() && one.state().ownNetwork())
                .toList();
    }

    @Override
    protected Future<Found> round() {
        List<Sighting> all = running();
        return bridges.learn(all.stream()
                .flatMap(one -> one.state().endpoints().stream())
                .map(Endpoint::id)
                .collect(Collectors.toSet()), clock.now())
                .compose(learned -> vertx.executeBlocking(() -> looked(all)))
                .compose(this::confirmed)
                .map(events -> () -> {
                    Objects.requireNonNull(readings).publish(() -> events);
                    return new Health.Part(Health.Status.UP, "");
                });
    }

    /** Those that can be seen. */
    private Map<Sighting, List<Off>> looked(List<Sighting> all) {
        attachments.begin(all);
        Map<Sighting, List<Off>> found = new HashMap<>();
        all.forEach(one -> attachments.look(one.state()).ifPresent(off -> found.put(one, off)));
        return found;
    }

    /** One after the other: at the engine's start it may be all of them. */
    private Future<List<Event>> confirmed(Map<Sighting, List<Off>> found) {
        List<Event> events = new ArrayList<>();
        Future<Void> asked = Future.succeededFuture();
        for (Map.Entry<Sighting, List<Off>> one : found.entrySet()) {
            if (one.getValue().isEmpty()) {
                events.add(event(one.getKey(), List.of()));
            } else {
                asked = asked.compose(before -> confirmed(one.getKey()))
                        .onSuccess(now -> now.ifPresent(events::add))
                        .mapEmpty();
            }
        }
        return asked.map(done -> events);
    }

    /** Empty where the engine does not say that it runs on, and where. */
    private Future<Optional<Event>> confirmed(Sighting one) {
        return calls.inspect(one.state().id())
                .compose(
                        seen -> seen instanceof CallResult.Done<ContainerState>(ContainerState now) && sameRun(one, now)
                                ? vertx.executeBlocking(() -> attachments.look(now).map(off -> event(one, off)))
                                : Future.succeededFuture(Optional.empty()));
    }

    private static boolean sameRun(Sighting one, ContainerState now) {
        return now.running() && !now.restarting() && now.pid() == one.state().pid()
                && Objects.equals(now.startedAt(), one.state().startedAt());
    }

    private Event event(Sighting one, List<Off> off) {
        OwnNetwork state = off.isEmpty()
                ? OwnNetwork.ON
                : off.stream().allMatch(Off::mended) ? OwnNetwork.OFF : OwnNetwork.BROKEN;
        return new NetworkSeen(clock.now(), host.get(), Origin.DOCKMEDIC, one.container(), state,
                off.stream().map(Off::network).collect(Collectors.joining(", ")),
                off.stream().map(Off::why).distinct().collect(Collectors.joining("; ")));
    }
}
