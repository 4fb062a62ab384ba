package io.dockmedic.collectors.engine.space;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.engine.client.SpaceCalls;
import io.dockmedic.collectors.engine.client.SpaceType;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Asks the engine what uses its disk: once an hour, and every ten minutes while that disk is nearly full. One type after
 * the other, because the engine works hard for each; a type it does not answer for keeps what it had.
 */
public final class SpaceSampler extends Collector {
    /** The part's name in health. */
    public static final String PART = "space";

    private static final Duration LATE = Duration.ofMinutes(5);
    /** More than the deadlines of the calls for all types together. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Settings settings;
    private final SpaceCalls calls;
    private final BooleanSupplier nearlyFull;
    private final Clock clock;
    private final Map<SpaceType, Space> known = new EnumMap<>(SpaceType.class);
    private volatile List<Space> latest = List.of();
    private Instant asked = Instant.MIN;
    private String trouble = "";

    /**
     * How it is set.
     *
     * @param look   how often to see whether it is time
     * @param rarely between two rounds as a rule
     * @param full   between two rounds while the disk is nearly full
     */
    public record Settings(Duration look, Duration rarely, Duration full) {
        /** An hour; ten minutes while it is nearly full; a look every 30 s. */
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(30), Duration.ofHours(1),
                Duration.ofMinutes(10));
    }

    /** @param nearlyFull whether the engine's disk is, now; may be asked from any thread */
    public SpaceSampler(
            Settings settings, SpaceCalls calls, BooleanSupplier nearlyFull, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(settings.look(), settings.look(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.calls = calls;
        this.nearlyFull = nearlyFull;
        this.clock = clock;
    }

    /** What the engine answered last, type by type; empty until it did. May be asked from any thread. */
    public List<Space> latest() {
        return latest;
    }

    @Override
    protected boolean due() {
        Duration pause = nearlyFull.getAsBoolean() ? settings.full() : settings.rarely();
        return asked.equals(Instant.MIN) || !clock.now().isBefore(asked.plus(pause));
    }

    @Override
    protected Future<Found> round() {
        asked = clock.now();
        trouble = "";
        known.clear();
        Future<Void> all = Future.succeededFuture();
        for (SpaceType type : SpaceType.values()) {
            all = all.compose(before -> ask(type));
        }
        return all.map(done -> () -> new Health.Part(
                trouble.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED, trouble));
    }

    private Future<Void> ask(SpaceType type) {
        return known.containsKey(type)
                ? Future.succeededFuture()
                : calls.space(type).map(result -> {
                    switch (result) {
                        case CallResult.Done<List<Space>>(List<Space> spaces) -> took(spaces);
                        case CallResult.Refused<List<Space>> no -> troubled(type, no.message());
                        case CallResult.Unknown<List<Space>> silent -> troubled(type, silent.why());
                    }
                    return null;
                });
    }

    private void took(List<Space> spaces) {
        spaces.forEach(space -> known.put(space.type(), space));
        EnumMap<SpaceType, Space> all = new EnumMap<>(SpaceType.class);
        latest.forEach(space -> all.put(space.type(), space));
        all.putAll(known);
        latest = List.copyOf(all.values());
    }

    private void troubled(SpaceType type, String why) {
        trouble = "the engine does not say how much room its " + type.word() + " take: " + why;
    }
}
