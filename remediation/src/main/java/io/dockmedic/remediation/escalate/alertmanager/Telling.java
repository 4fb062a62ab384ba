package io.dockmedic.remediation.escalate.alertmanager;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A message that is put as alerts.
 *
 * @param page of the live page; may be empty
 */
record Telling(JsonObject message, Instant now, String page) {
    String host() {
        return message.getString("host", "");
    }

    String summary() {
        return message.getString("summary", "");
    }
}
