package io.dockmedic.collectors.backup;

import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.BackupEvent;
import io.dockmedic.collectors.event.Readings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tells at an interval how the backups that are kept stand, as who keeps them looks at them: aside, and with a deadline. Without a
 * directory for them it does nothing.
 */
public final class BackupCollector extends Collector {
    /** The part's name in health. */
    public static final String PART = "backups";

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final Settings settings;
    private final Callable<List<BackupEvent.Sampled>> look;
    private final MeterRegistry meters;
    private @Nullable HangGuard guard;
    private @Nullable Readings readings;

    /**
     * How it is set.
     *
     * @param directory   where backups are kept; empty where none is configured
     * @param first       from its start to its first look
     * @param interval    between two looks
     * @param subscribers of readings, by name
     */
    public record Settings(Optional<Path> directory, Duration first, Duration interval, List<String> subscribers) {
        /** A minute after the start, and every 5 min. */
        public static Settings of(Optional<Path> directory, List<String> subscribers) {
            return new Settings(directory, FIRST, EVERY, subscribers);
        }
    }

    /** @param look blocks for as long as the disk does; one at a time */
    public BackupCollector(Settings settings, Callable<List<BackupEvent.Sampled>> look, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(settings.first(), settings.interval(), DEADLINE, DEADLINE.multipliedBy(2)), health,
                meters);
        this.settings = settings;
        this.look = look;
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
        return Objects.requireNonNull(guard).call(PART, DEADLINE, look).map(all -> () -> {
            Objects.requireNonNull(readings).publish(() -> List.copyOf(all));
            return new Health.Part(Health.Status.UP, "");
        });
    }
}
