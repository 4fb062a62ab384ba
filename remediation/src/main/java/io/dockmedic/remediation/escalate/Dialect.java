package io.dockmedic.remediation.escalate;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** How messages are put to a kind of receiver. */
public interface Dialect {
    /** As they are described in {@code docs/remediation.md}, to the receiver's address itself. */
    Dialect OURS = new Dialect() {
        @Override
        public URI address(URI receiver) {
            return receiver;
        }

        @Override
        public String put(JsonObject message, Instant now) {
            return message.encode();
        }

        @Override
        public String lane(JsonObject message, String about) {
            return about;
        }

        @Override
        public boolean forgets() {
            return false;
        }

        @Override
        public boolean lasts(JsonObject message) {
            return false;
        }
    };

    /** Where to post for a receiver with that address. */
    URI address(URI receiver);

    /**
     * What is posted, as JSON.
     *
     * @param now by the clock on the wall, as all times in messages
     */
    String put(JsonObject message, Instant now);

    /**
     * What the receiver takes messages to be of: those of one reach it in order.
     *
     * @param about the incident or the storm
     */
    String lane(JsonObject message, String about);

    /** Whether receivers of this kind take what is not posted again for over. */
    boolean forgets();

    /** Whether what the message says holds until another one says that it is over. */
    boolean lasts(JsonObject message);

    /** What brings messages to a receiver of this kind; empty where they are posted, as to most. */
    default Optional<Carrier> carrier(Vertx vertx) {
        return Optional.empty();
    }
}
