package io.dockmedic.remediation.escalate;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** How messages are put to a kind of receiver; where it does not say otherwise as to one that takes our own. */
public interface Dialect {
    /** As they are described in {@code docs/remediation.md}, to the receiver's address itself. */
    Dialect OURS = (message, now) -> message.encode();

    /**
     * What is posted, as JSON.
     *
     * @param now by the clock on the wall, as all times in messages
     */
    String put(JsonObject message, Instant now);

    /** Where to post for a receiver with that address: there. */
    default URI address(URI receiver) {
        return receiver;
    }

    /**
     * What the receiver takes messages to be of: those of one reach it in order.
     *
     * @param about the incident or the storm
     */
    default String lane(JsonObject message, String about) {
        return about;
    }

    /** Whether receivers of this kind take what is not posted again for over. */
    default boolean forgets() {
        return false;
    }

    /** Whether what the message says holds until another one says that it is over. */
    default boolean lasts(JsonObject message) {
        return false;
    }

    /** What brings messages to a receiver of this kind; empty where they are posted, as to most. */
    default Optional<Carrier> carrier(Vertx vertx) {
        return Optional.empty();
    }
}
