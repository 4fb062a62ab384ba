package io.dockmedic.collectors.alert.kafka;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic, as it was sent.
 *
 * @param sent    when, by its sender's or the brokers' clock; milliseconds since 1970, or less than 0 when that is not said
 * @param key     null for none
 * @param value   null for none, as in compacted topics
 * @param headers by name in lower case; of several of a name the last
 */
@SuppressWarnings("ArrayRecordComponent") // As Kafka hands them over, and compared by nobody.
record Letter(String topic, int partition, long offset, long sent, byte @Nullable [] key, byte @Nullable [] value,
        Map<String, String> headers) {
    Letter {
        headers = Map.copyOf(headers);
    }

    /** The header, or empty. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Where it lies. */
    String place() {
        return topic + "/" + partition + "@" + offset;
    }

    /** Its bytes; none is empty. */
    byte[] body() {
        return value == null ? new byte[0] : value;
    }
}
