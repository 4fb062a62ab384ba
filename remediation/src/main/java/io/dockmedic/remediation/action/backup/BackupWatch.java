package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Readings;
import io.dockmedic.rules.rule.Rule;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an interval at the backups that are kept, and says of each thing that was backed up how old the newest good one is, and
 * whether there should be a newer one by a rule's schedule. What it says comes of the files alone, and holds over restarts. Without a
 * directory for them it does nothing.
 */
public final class BackupWatch extends Collector {
    /** The part's name in health. */
    public static final String PART = "backups";

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final Settings settings;
    private final Supplier<List<Rule>> rules;
    private final Supplier<Collection<Sighting>> sightings;
    private final Clock clock;
    private final MeterRegistry meters;
    private @Nullable HangGuard guard;
    private @Nullable Readings readings;

    /**
     * How it is set.
     *
     * @param directory   where backups are kept; empty where none is configured
     * @param host        this host's name
     * @param first       from its start to its first look
     * @param interval    between two looks
     * @param subscribers of readings, by name
     */
    public record Settings(Optional<Path> directory, String host, Duration first, Duration interval,
            List<String> subscribers) {
        /** A minute after the start, and every 5 min. */
        public static Settings of(Optional<Path> directory, String host, List<String> subscribers) {
            return new Settings(directory, host, FIRST, EVERY, subscribers);
        }
    }

    /**
     * @param rules     that run; may be asked from any thread
     * @param sightings every container there is; may be asked from any thread
     */
    public BackupWatch(Settings settings, Supplier<List<Rule>> rules, Supplier<Collection<Sighting>> sightings,
            Clock clock, Health health, MeterRegistry meters) {
        super(PART, new Pace(settings.first(), settings.interval(), DEADLINE, DEADLINE.multipliedBy(2)), health,
                meters);
        this.settings = settings;
        this.rules = rules;
        this.sightings = sightings;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    protected void open(Timers own) {
        guard = new HangGuard(vertx, own, PART);
        readings = new Readings(vertx, settings.subscribers(), meters);
    }

    @Override
    protected boolean due() {
        return settings.directory().isPresent();
    }

    @Override
    protected Future<Found> round() {
        Path directory = settings.directory().orElseThrow();
        Instant now = clock.now();
        Instant wall = clock.shown(now);
        return Objects.requireNonNull(guard)
                .call("backups", DEADLINE, () -> Shelves.read(directory, wall))
                .map(kept -> () -> took(kept, now, wall));
    }

    private Health.Part took(List<Shelves.Newest> kept, Instant now, Instant wall) {
        Freshness freshness = new Freshness(Expected.by(rules.get()),
                sightings.get().stream().map(Sighting::container).toList());
        Objects.requireNonNull(readings)
                .publish(() -> List.copyOf(freshness.of(kept, settings.host(), now, wall)));
        return new Health.Part(Health.Status.UP, "");
    }
}
