package io.dockmedic.collectors.container.sample;

import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.StatsCalls;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Looks;
import io.dockmedic.collectors.event.Readings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all running containers at an interval and keeps what it read last: from their control groups, and by asking the
 * engine where those are out of reach. Reads one at once when it is asked to ({@link Looks}).
 */
public final class ContainerSampler extends Collector {
    /** The part's name in health. */
    public static final String PART = "containers";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerSampler.class);
    /** For the first seconds, in which the engine is still being asked what it has. */
    private static final Duration AT_FIRST = Duration.ofMillis(150);
    private static final int FIRST_ROUNDS = 70;
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Settings settings;
    private final Containers containers;
    private final StatsCalls calls;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SampleEvents events;
    private volatile List<Sample> latest = List.of();
    private final Choice choice = new Choice();
    /** Containers that are to be read out of turn. */
    private final Set<String> lookedFor = new HashSet<>();
    private @Nullable Source here;
    private @Nullable Source engine;
    private @Nullable Readings readings;
    private @Nullable Subscriber<Looks.Look> looks;
    private boolean byEngine;
    private Health.Part last = new Health.Part(Health.Status.UP, "");
    private int rounds;
    private int known;

    /**
     * How it is set.
     *
     * @param interval    between two rounds
     * @param root        of the machine whose containers these are, as seen from here; {@code /} as a rule
     * @param host        its name
     * @param subscribers who wants readings as events, on {@link Events#SAMPLES}
     */
    public record Settings(Duration interval, Path root, String host, List<String> subscribers) {
        public Settings {
            subscribers = List.copyOf(subscribers);
        }

        /** This machine, every 10 s. */
        public static Settings here(String host, List<String> subscribers) {
            return new Settings(Duration.ofSeconds(10), Path.of("/"), host, subscribers);
        }
    }

    /** @param calls for containers whose groups cannot be read here */
    public ContainerSampler(Settings settings, Containers containers, StatsCalls calls, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(Duration.ZERO, settings.interval(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.containers = containers;
        this.calls = calls;
        this.clock = clock;
        this.meters = meters;
        this.events = new SampleEvents(settings.host());
    }

    /** What was read last of each container that ran then. May be asked from any thread. */
    public List<Sample> latest() {
        return latest;
    }

    @Override
    protected void open(Timers own) {
        here = new CgroupSource(settings.root(), new HangGuard(vertx, own, "sample"), clock);
        engine = new StatsSource(calls, clock, own);
        looks = Subscriber.on(vertx, Looks.TOPIC, Looks.SUBSCRIBER, look -> {
            boolean runs = containers.all()
                    .stream()
                    .anyMatch(one -> one.ran() && one.container().id().equals(look.container()));
            if (runs) {
                lookedFor.add(look.container());
                soon();
            }
            return Future.succeededFuture();
        });
        readings = new Readings(vertx, settings.subscribers(), meters);
    }

    @Override
    protected void release() {
        Objects.requireNonNull(looks).close();
        Objects.requireNonNull(here).close();
        Objects.requireNonNull(engine).close();
    }

    @Override
    protected Duration pause() {
        if (rounds >= FIRST_ROUNDS) {
            return settings.interval();
        }
        int now = containers.all().size();
        boolean allThere = !latest.isEmpty() && now == known;
        known = now;
        rounds = allThere ? FIRST_ROUNDS : rounds + 1;
        return AT_FIRST.compareTo(settings.interval()) < 0 ? AT_FIRST : settings.interval();
    }

    @Override
    protected Future<Found> round() {
        lookedFor.clear();
        List<Sighting> running = running();
        return Objects.requireNonNull(here).read(running, any -> true).compose(found -> {
            List<Sighting> elsewhere = choice.elsewhere(running, any -> true, found.samples());
            return Objects.requireNonNull(engine)
                    .read(elsewhere, any -> true)
                    .map(told -> () -> took(found, running.size(), told));
        });
    }

    /** Of those that were asked for and no others: this may be wanted as often as one of them dies. */
    @Override
    protected Future<Found> extraRound() {
        Set<String> ids = Set.copyOf(lookedFor);
        lookedFor.clear();
        List<Sighting> running = running();
        Predicate<Sighting> which = one -> ids.contains(one.container().id());
        return Objects.requireNonNull(here).read(running, which).compose(found -> {
            List<Sighting> elsewhere = choice.elsewhere(running, which, found.samples());
            return Objects.requireNonNull(engine)
                    .read(running, elsewhere::contains)
                    .map(told -> () -> tookSome(which, both(found, told)));
        });
    }

    private List<Sighting> running() {
        return containers.all().stream().filter(Sighting::ran).toList();
    }

    private static List<Sample> both(Source.Round found, Source.Round told) {
        return Stream.concat(found.samples().stream(), told.samples().stream()).toList();
    }

    /** How the containers are to be had is the whole rounds' to say. */
    private Health.Part tookSome(Predicate<Sighting> which, List<Sample> some) {
        latest = Stream.concat(latest.stream().filter(sample -> !which.test(sample.sighting())), some.stream())
                .toList();
        Objects.requireNonNull(readings).publish(() -> events.ofSome(some));
        return last;
    }

    private Health.Part took(Source.Round found, int running, Source.Round asked) {
        latest = both(found, asked);
        Objects.requireNonNull(readings).publish(() -> events.of(latest, found.processors(), clock.now()));
        last = part(found, running, asked);
        return last;
    }

    private Health.Part part(Source.Round found, int running, Source.Round asked) {
        int told = asked.samples().size();
        if (told == 0 && asked.trouble().isEmpty()) {
            return new Health.Part(Health.Status.UP, "");
        }
        String why = told + " of " + running + " running containers are read through the engine's statistics: "
                + (found.trouble().isEmpty()
                        ? "their processes are not of this machine, or its control groups are not shown here"
                        : "no control groups are shown here, " + found.trouble());
        sayOnce(why);
        return asked.trouble().isEmpty()
                ? new Health.Part(Health.Status.UP, why)
                : new Health.Part(Health.Status.DEGRADED, why + "; " + asked.trouble());
    }

    private void sayOnce(String why) {
        if (!byEngine) {
            byEngine = true;
            LOG.atInfo().addKeyValue("reason", why).log("The engine is asked for readings of containers");
        }
    }
}
