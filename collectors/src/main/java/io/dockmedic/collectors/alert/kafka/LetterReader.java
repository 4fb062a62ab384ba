package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.alert.payload.AnyReader;
import io.dockmedic.collectors.alert.payload.BadPayloadException;
import io.dockmedic.collectors.alert.payload.CloudEventReader;
import io.dockmedic.collectors.alert.payload.Incoming;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes of a record what it tells: Alertmanager's payload, or a CloudEvent as Kafka's binding of CloudEvents has it, with its
 * attributes in headers {@code ce_…} or all in one JSON. The same readers as for what comes over HTTP.
 */
final class LetterReader {
    private static final int LARGEST = 1 << 20;
    private static final String PREFIX = "ce_";
    private static final String TYPE = "content-type";
    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final AnyReader any = new AnyReader();
    private final CloudEventReader events = new CloudEventReader();
    private final Seal seal;

    LetterReader(Seal seal) {
        this.seal = seal;
    }

    /** @throws RefusedException with what is wrong with it, for a person */
    List<? extends Incoming> read(Letter letter) throws RefusedException {
        byte[] body = letter.body();
        if (body.length > LARGEST) {
            throw new RefusedException("too_large", "it is larger than " + LARGEST + " bytes");
        }
        if (!seal.holds(letter.header("webhook-id"), letter.header("webhook-timestamp"),
                letter.header("webhook-signature"), body)) {
            throw new RefusedException("signature", "its signature is missing, does not hold, or is too old");
        }
        if (!seal.equals(Seal.NOT_NEEDED) && !letter.header(PREFIX + "specversion").isEmpty()) {
            throw new RefusedException("signature",
                    "its signature does not cover its attributes in headers ce_…: send the event structured");
        }
        try {
            return read(letter, body);
        } catch (BadPayloadException bad) {
            throw new RefusedException("payload", String.valueOf(bad.getMessage()));
        }
    }

    private List<? extends Incoming> read(Letter letter, byte[] body) throws BadPayloadException {
        String type = letter.header(TYPE).replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!letter.header(PREFIX + "specversion").isEmpty()) {
            return events.binary(attributes(letter), body,
                    type.isEmpty() || type.matches("(application|text)/json|.*\\+json"));
        }
        return switch (type) {
            case ONE -> events.structured(body);
            case BATCH -> events.batch(body);
            default -> any.read(body);
        };
    }

    private static Map<String, String> attributes(Letter letter) {
        Map<String, String> attributes = new TreeMap<>();
        letter.headers().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), value);
            }
        });
        return attributes;
    }
}
