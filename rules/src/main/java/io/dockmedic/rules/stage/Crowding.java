package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Health.Status;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.rules.engine.RuleEngine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when rules have no room for new keys, so that something is not watched: at the first one, and until a while after the last. */
final class Crowding {
    private static final Logger LOG = LoggerFactory.getLogger(Crowding.class);
    private static final String PART = "rules.keys";
    private static final Duration WHILE = Duration.ofMinutes(10);

    private final RuleEngine engine;
    private final Health health;
    private final Timers timers;
    private long known;
    private Timers.@Nullable Pending waits;

    Crowding(RuleEngine engine, Health health, Timers timers) {
        this.engine = engine;
        this.health = health;
        this.timers = timers;
    }

    /** To be called when the engine has had something to do. */
    void look() {
        if (waits == null && engine.refusals() > known) {
            known = engine.refusals();
            String crowd = engine.crowd();
            LOG.atWarn().addKeyValue("keys", crowd).log("New keys are refused");
            health.say(PART, Status.DEGRADED,
                    "new keys are refused, so something is not watched: " + crowd + "; is its 'by' too fine?");
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
        if (engine.refusals() > known) {
            look();
        } else {
            health.say(PART, Status.UP, "");
        }
    }
}
