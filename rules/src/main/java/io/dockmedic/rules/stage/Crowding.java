package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Health.Status;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.rules.engine.RuleEngine;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when rules have no room for more, so that something is not watched, or what was seen is not kept: at the first time, and until a
 * while after the last.
 */
final class Crowding {
    private static final Logger LOG = LoggerFactory.getLogger(Crowding.class);
    private static final Duration WHILE = Duration.ofMinutes(10);

    private final String part;
    private final LongSupplier times;
    private final Supplier<String> says;
    private final Health health;
    private final Timers timers;
    private long known;
    private Timers.@Nullable Pending waits;

    private Crowding(String part, LongSupplier times, Supplier<String> says, Health health, Timers timers) {
        this.part = part;
        this.times = times;
        this.says = says;
        this.health = health;
        this.timers = timers;
    }

    /** Of new keys. */
    static Crowding ofKeys(RuleEngine engine, Health health, Timers timers) {
        return new Crowding("rules.keys", engine::refusals,
                () -> "new keys are refused, so something is not watched: " + engine.crowd()
                        + "; is its 'by' too fine?",
                health, timers);
    }

    /** Of evidence. */
    static Crowding ofEvidence(RuleEngine engine, Health health, Timers timers) {
        return new Crowding("rules.evidence", engine::thinned,
                () -> "of what was quiet for longest only the first and the last event are kept as evidence, for want of room: "
                        + engine.evidence() + "; does something fail much too often?",
                health, timers);
    }

    /** To be called when the engine has had something to do. */
    void look() {
        if (waits == null && times.getAsLong() > known) {
            known = times.getAsLong();
            String reason = says.get();
            LOG.atWarn().addKeyValue("part", part).addKeyValue("reason", reason).log("Rules have no room for more");
            health.say(part, Status.DEGRADED, reason);
            waits = timers.after(WHILE, this::passed);
        }
    }

    void close() {
        if (waits != null) {
            waits.cancel();
            waits = null;
        }
    }

    private void passed() {
        waits = null;
        if (times.getAsLong() > known) {
            look();
        } else {
            health.say(part, Status.UP, "");
        }
    }
}
