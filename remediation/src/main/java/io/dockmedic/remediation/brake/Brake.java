package io.dockmedic.remediation.brake;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Switch.Kind;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.record.BrakeHistory;
import io.dockmedic.remediation.record.BrakeRecords;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that holds up acts at run time, in one place. To be used on one context. */
public final class Brake {
    private static final String PART = "remediation.brakes";

    private final Policy policy;
    private final PauseFile file;
    private final BrakeRecords records;
    private final Clock clock;
    private final Health health;
    private final Owed owed;
    private final Switchboard switchboard;
    private final StormBrake storm;
    private Runnable released = () -> {};
    private Runnable stirred = () -> {};

    public Brake(Policy policy, Supplier<Census> census, PauseFile file, Escalations escalations, BrakeRecords records,
            Clock clock, Timers timers, Health health, MeterRegistry meters) {
        this.policy = policy;
        this.file = file;
        this.records = records;
        this.clock = clock;
        this.health = health;
        this.owed = new Owed(timers);
        this.switchboard = new Switchboard(records, owed, clock, timers, this::changed, () -> stirred.run());
        StormTelling telling = new StormTelling(escalations, records, census, this::dryRun, clock, timers);
        this.storm = new StormBrake(policy.storm(), census, telling, records, owed, clock, timers,
                this::changed);
        for (Kind kind : Kind.values()) {
            gauge(kind.word(), () -> switchboard.switches().on(kind, clock.now()).size(), meters);
        }
        gauge("storm", () -> storm.storms().size(), meters);
    }

    /** @param then run when something that held up acts does so no longer */
    public void whenReleased(Runnable then) {
        released = then;
    }

    /** @param then run when something holds up acts that did not, or does so no longer */
    void whenChanged(Runnable then) {
        stirred = then;
    }

    /** Reads what was set before our start. Fails as the journal does; then nothing may be done yet. */
    public Future<Void> remember() {
        return file.look().compose(looked -> records.load(clock.now().minus(policy.storm().within()))).map(before -> {
            BrakeHistory history = before.notAfter(clock.now());
            switchboard.remember(history.switches());
            storm.remember(history.storms(), history.over());
            return null;
        });
    }

    /** Looks again at what may have changed without our being told. Never fails. */
    public Future<Void> look() {
        return file.look();
    }

    /** Hands {@code what} on; before that looks whether a pause by file that was seen is still there. */
    public <T> Future<T> upToDate(T what) {
        return file.seen() == null ? Future.succeededFuture(what) : file.look().map(what);
    }

    /** What holds up acts on the container now; without one, on the whole host. */
    public Brakes on(@Nullable Container container) {
        Instant now = clock.now();
        Hold byFile = file.seen();
        return new Brakes(
                storm.over(container == null ? "" : container.image())
                        .map(one -> new Hold(null, one.why()))
                        .orElse(null),
                byFile != null ? byFile : switchboard.switches().hold(Kind.PAUSE, container, now).orElse(null),
                switchboard.switches().hold(Kind.DRY_RUN, container, now).orElse(null),
                switchboard.switches().hold(Kind.SILENCE, container, now).orElse(null),
                policy.windows().hold(container, now, clock.shown(now)).orElse(null));
    }

    /** The storm brake. */
    public StormBrake storm() {
        return storm;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    Owed owed() {
        return owed;
    }

    Future<Standing> standing() {
        return file.look().map(looked -> {
            Instant now = clock.now();
            List<Switch> on = switchboard.switches().all().stream().filter(one -> one.on(now)).toList();
            return new Standing(on, file.seen(), policy.dryRun(), List.copyOf(storm.storms()),
                    policy.windows().open(now, clock.shown(now)), policy.windows().upcoming(clock.shown(now)));
        });
    }

    private boolean dryRun() {
        return policy.dryRun() || on(null).dryRun() != null;
    }

    private void changed() {
        List<String> why = storm.storms().stream().map(Storm::why).toList();
        health.say(PART, why.isEmpty() ? Health.Status.UP : Health.Status.DEGRADED,
                why.isEmpty() ? "" : "nothing is done: " + String.join("; ", why) + "; dockmedic resume ends that");
        released.run();
        stirred.run();
    }

    private static void gauge(String kind, Supplier<Number> value, MeterRegistry meters) {
        Gauge.builder("dockmedic.brakes", value)
                .description("What holds up acts now, by kind")
                .tags("kind", kind)
                .register(meters);
    }
}
