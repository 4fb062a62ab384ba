package io.dockmedic.collectors.engine.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One message of the engine's event stream ({@code GET /events}).
 *
 * @param type       {@code container}, {@code network}, {@code daemon}, …
 * @param action     {@code die}, {@code kill}, {@code health_status: unhealthy}, …
 * @param id         the actor's id; empty for some (prune)
 * @param attributes name, image, labels and more; a container's labels overwrite all but {@code name} and
 *                   {@code image}, so nothing is decided on the others without a look at the labels
 * @param at         in our own time
 * @param stamp      the engine's clock, to the nanosecond: to be compared with what else the engine stamped, and with
 *                   nothing of ours
 * @param replayed   sent from the engine's memory after a (re)connect, not live
 */
public record EngineMessage(
        String type,
        String action,
        String id,
        Map<String, String> attributes,
        Instant at,
        Instant stamp,
        boolean replayed) {
    public EngineMessage {
        attributes = Map.copyOf(attributes);
    }

    /** Another stamp of the engine's, in our own time. */
    public Instant inOurTime(Instant engineStamp) {
        return at.minus(Duration.between(engineStamp, stamp));
    }

    /** The same, now that it is known when it happened and whether it is told afterwards. */
    public EngineMessage dated(Instant when, boolean afterwards) {
        return new EngineMessage(type, action, id, attributes, when, stamp, afterwards);
    }
}
