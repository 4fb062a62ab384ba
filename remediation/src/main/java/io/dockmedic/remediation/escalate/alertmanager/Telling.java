package io.dockmedic.remediation.escalate.alertmanager;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * A message that is put as alerts.
 *
 * @param now  by the clock on the wall
 * @param page of the live page; may be empty
 */
record Telling(JsonObject message, Instant now, String page) {
    private static final Duration SKEW = Duration.ofSeconds(30);

    String host() {
        return message.getString("host", "");
    }

    String summary() {
        return message.getString("summary", "");
    }

    /**
     * An end that is over also for an Alertmanager whose clock is a little behind: it would keep the later end that it was told
     * before.
     */
    Instant ended() {
        return now.minus(SKEW);
    }
}
