package io.dockmedic.remediation.record;

import java.time.Instant;

/**
 * A message on its way to one receiver.
 *
 * @param key      what makes it the same message: incident and rung
 * @param receiver its name
 * @param at       when it was written
 * @param body     JSON
 */
public record Delivery(String key, String receiver, Instant at, String body) {
    Delivery notAfter(Instant now) {
        return at.isAfter(now) ? new Delivery(key, receiver, now, body) : this;
    }
}
