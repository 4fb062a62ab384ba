package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.health.Health.Status;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether the journal takes what this stage has it keep. Without it the stage goes on in memory. */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    private static final String PART = "rules.journal";

    private final Health health;

    Keeping(Health health) {
        this.health = health;
    }

    void kept() {
        health.say(PART, Status.UP, "");
    }

    /** What the journal did not take, or give, is done without: {@code instead} goes on. */
    <T> Future<T> forgotten(Throwable cause, @Nullable T instead) {
        health.say(
                PART,
                Status.DEGRADED,
                "incidents are kept in memory only, a restart forgets them: " + cause.getMessage());
        LOG.atWarn().addKeyValue("reason", cause.getMessage()).log("Journal does not take incidents");
        return Future.succeededFuture(instead);
    }
}
