package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.collect.Collector;
import io.dockmedic.collectors.base.collect.Pace;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.host.view.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the reports of a scanner from a folder at an interval, aside and with a deadline, and tells what is new about the
 * images that containers here are made of, on {@link Events#SAMPLES}, for rules alone: nobody is called for it. A report
 * that cannot be read is said, once in the log and in health for as long as it is there, and holds up no other.
 */
public final class ReportCollector extends Collector {
    /** The part's name in health. */
    public static final String PART = "reports";

    private static final Logger LOG = LoggerFactory.getLogger(ReportCollector.class);
    private static final Duration DEADLINE = Duration.ofSeconds(50);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Settings settings;
    private final EngineHost engine;
    private final Containers containers;
    private final ReportStore store;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ReportFolder folder;
    private final Assessor assessor;
    private final Changes changes;
    private final Memory memory = new Memory();
    private volatile List<Assessed> latest = List.of();
    private volatile SortedMap<Path, String> bad = new TreeMap<>();
    private boolean restored;
    private boolean anySeen;
    private Future<Void> telling = Future.succeededFuture();
    private @Nullable HangGuard guard;
    private @Nullable Publisher<Event> publisher;

    /**
     * How it is set.
     *
     * @param folder      that reports are dropped in; it need not be there
     * @param interval    between two looks
     * @param grace       for which an image may be gone before that is told
     * @param subscribers of readings, by name
     */
    public record Settings(Path folder, Duration interval, Duration grace, List<String> subscribers) {
        /** Every 10 s. */
        public static Settings of(Path folder, List<String> subscribers) {
            return new Settings(folder, Duration.ofSeconds(10), Duration.ofMinutes(1), subscribers);
        }
    }

    /** What a look found. */
    private record Look(Assessor.Outcome outcome, SortedMap<Path, String> bad, int unread) {}

    public ReportCollector(
            Settings settings, EngineHost engine, Containers containers, ReportStore store, Clock clock, Health health,
            MeterRegistry meters) {
        super(PART, new Pace(settings.interval(), settings.interval(), LATE, LIMIT), health, meters);
        this.settings = settings;
        this.engine = engine;
        this.containers = containers;
        this.store = store;
        this.clock = clock;
        this.meters = meters;
        this.folder = new ReportFolder(settings.folder());
        this.assessor = new Assessor(folder);
        this.changes = new Changes(settings.grace());
    }

    /** What is known of each image in use. May be asked from any thread. */
    public List<Assessed> latest() {
        return latest;
    }

    /** Which files are no report that can be read, and why. May be asked from any thread. */
    public SortedMap<Path, String> bad() {
        return bad;
    }

    @Override
    protected void open(Timers own) {
        guard = new HangGuard(vertx, own, PART);
        publisher = new Publisher<>(vertx, Events.SAMPLES, settings.subscribers(), meters);
    }

    @Override
    protected Future<Found> round() {
        Future<Void> ready = restored ? Future.succeededFuture() : restore();
        // It has the machine's name; one that does not answer keeps nothing from being told.
        return ready.compose(all -> anySeen ? Future.succeededFuture() : engine.here()).compose(known -> look());
    }

    private Future<Found> look() {
        Map<String, Remembered> known = memory.all();
        return Objects.requireNonNull(guard).call("folder", DEADLINE, () -> look(known)).map(look -> () -> took(look));
    }

    private Future<Void> restore() {
        return store.load().map(all -> {
            memory.add(all);
            all.stream().filter(Remembered::inUse).forEach(one -> changes.before(one.image(), one.host()));
            restored = true;
            return null;
        });
    }

    private Look look(Map<String, Remembered> known) throws IOException {
        Instant now = clock.now();
        List<ReportFile> reports = folder.look(clock.shown(now));
        Assessor.Outcome outcome = assessor.assess(reports, InUse.of(containers.all()), known, now);
        return new Look(outcome, folder.bad(), folder.unread());
    }

    private Health.Part took(Look look) {
        latest = look.outcome().assessed();
        Map<String, Remembered> changed = new HashMap<>();
        look.outcome().changed().forEach(one -> changed.put(one.key(), one));
        anySeen |= !containers.all().isEmpty();
        if (anySeen && telling.isComplete()) {
            String host = engine.name();
            Changes.News news = changes.since(latest, host, clock.now());
            changed.putAll(told(news, host, changed));
            tell(news.events());
        }
        memory.add(changed.values());
        store.save(List.copyOf(changed.values()))
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("reason", cause.getMessage())
                        .log("what reports say is not kept: after a restart more may be told to be new"));
        sayBad(look.bad());
        return health(look);
    }

    /** What is remembered otherwise because of what is told now. */
    private Map<String, Remembered> told(Changes.News news, String host, Map<String, Remembered> changed) {
        Set<String> there = latest.stream().map(Assessed::image).collect(Collectors.toSet());
        Map<String, Remembered> all = new HashMap<>(memory.all());
        all.putAll(changed);
        Map<String, Remembered> otherwise = new HashMap<>();
        for (Remembered one : all.values()) {
            if (one.inUse() && news.over().contains(one.image())) {
                otherwise.put(one.key(), one.over());
            } else if (there.contains(one.image()) && !one.host().equals(host)) {
                otherwise.put(one.key(), one.toldAs(host));
            }
        }
        return otherwise;
    }

    /** A reading that is lost is counted by the publisher. */
    private void tell(List<Event> events) {
        for (Event event : events) {
            LOG.atInfo().addKeyValue("image", event.subject()).log("{}", event.summary());
            telling = telling.transform(before -> Objects.requireNonNull(publisher).publish(event));
        }
        telling = telling.otherwiseEmpty();
    }

    private void sayBad(SortedMap<Path, String> now) {
        now.forEach((path, reason) -> {
            if (!reason.equals(bad.get(path))) {
                LOG.atWarn().addKeyValue("file", path).addKeyValue("reason", reason).log("a report is left out");
            }
        });
        bad = now;
    }

    private static Health.Part health(Look look) {
        String files = look.bad()
                .entrySet()
                .stream()
                .limit(3)
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining("; "));
        if (look.bad().size() > 3) {
            files += "; and " + (look.bad().size() - 3) + " more";
        }
        if (look.unread() > 0) {
            files += (files.isEmpty() ? "" : "; ") + look.unread() + " older files are not looked at: remove some";
        }
        return files.isEmpty()
                ? new Health.Part(Health.Status.UP, "")
                : new Health.Part(Health.Status.DEGRADED, files);
    }
}
