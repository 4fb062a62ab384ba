package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Health.Status;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.event.RulesEvent.Share;
import io.dockmedic.rules.engine.RuleEngine;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when rules have no room for more, so that something is not watched, or what was seen is not kept: at the first time, and until a
 * while after the last. Rules are told too, of the first while after a start as well: what fired before may be over.
 */
final class Crowding {
    private static final Logger LOG = LoggerFactory.getLogger(Crowding.class);
    private static final Duration WHILE = Duration.ofMinutes(10);

    /** Hears of it as rules do. */
    interface Hears {
        /** @param says empty when there is room */
        void room(Share of, boolean full, String says);
    }

    private final Share of;
    private final LongSupplier times;
    private final BooleanSupplier none;
    private final Supplier<String> says;
    private final Hears hears;
    private final Health health;
    private final Timers timers;
    private long known;
    private boolean full;
    private Timers.@Nullable Pending waits;

    private Crowding(Share of, LongSupplier times, BooleanSupplier none, Supplier<String> says, Hears hears,
            Health health, Timers timers) {
        this.of = of;
        this.times = times;
        this.none = none;
        this.says = says;
        this.hears = hears;
        this.health = health;
        this.timers = timers;
    }

    /** Of new keys. */
    static Crowding ofKeys(RuleEngine engine, Hears hears, Health health, Timers timers) {
        return new Crowding(Share.KEYS, engine::refusals, engine::isCrowded,
                () -> "new keys are refused, so something is not watched: " + engine.crowd()
                        + "; is its 'by' too fine?",
                hears, health, timers);
    }

    /** Of evidence. */
    static Crowding ofEvidence(RuleEngine engine, Hears hears, Health health, Timers timers) {
        return new Crowding(Share.EVIDENCE, engine::thinned, () -> false,
                () -> "of what was quiet for longest only the first and the last event are kept as evidence, for want of room: "
                        + engine.evidence() + "; does something fail much too often?",
                hears, health, timers);
    }

    /** To be called once rules run. */
    void begin() {
        later();
    }

    /** To be called when the engine has had something to do. */
    void look() {
        if (!full && times.getAsLong() > known) {
            known = times.getAsLong();
            full = true;
            String reason = says.get();
            LOG.atWarn().addKeyValue("part", part()).addKeyValue("reason", reason).log("Rules have no room for more");
            health.say(part(), Status.DEGRADED, reason);
            later();
            hears.room(of, true, reason);
        }
    }

    void close() {
        if (waits != null) {
            waits.cancel();
            waits = null;
        }
    }

    private String part() {
        return "rules." + of.word();
    }

    private void later() {
        close();
        waits = timers.after(WHILE, this::passed);
    }

    private void passed() {
        waits = null;
        if (times.getAsLong() > known) {
            full = false;
            look();
            return;
        }
        if (full && none.getAsBoolean()) {
            // Nobody asked for room meanwhile, and there is none.
            later();
            return;
        }
        if (full) {
            full = false;
            health.say(part(), Status.UP, "");
        }
        hears.room(of, false, "");
    }
}
