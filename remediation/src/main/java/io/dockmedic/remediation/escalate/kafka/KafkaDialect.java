package io.dockmedic.remediation.escalate.kafka;

import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.remediation.escalate.Carrier;
import io.dockmedic.remediation.escalate.Dialect;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Our own messages as CloudEvents, version 1.0, in structured mode, on a topic. A message that comes again, because no answer came, has
 * the same {@code id}; what is told again has another.
 *
 * @param cluster where the topic is
 * @param topic   that the messages are for
 */
public record KafkaDialect(Cluster cluster, String topic) implements Dialect {
    /** Begins the types of what is told, which are those of the messages. */
    static final String TYPE = "io.dockmedic.told.";

    /** As a receiver's address is written. */
    public URI address() {
        return URI.create("kafka://" + cluster.brokers().getFirst() + "/" + topic);
    }

    @Override
    public String put(JsonObject message, Instant now) {
        JsonObject incident = message.getJsonObject("incident", new JsonObject());
        String subject = message.getString("service", incident.getString("key", ""));
        JsonObject event = new JsonObject().put("specversion", "1.0")
                .put("id", message.getString("idempotency_key"))
                .put("source", "/dockmedic/" + message.getString("host"))
                .put("type", TYPE + message.getString("kind"))
                .put("time", message.getString("at"))
                .put("datacontenttype", "application/json")
                .put("data", message);
        return (subject.isEmpty() ? event : event.put("subject", subject)).encode();
    }

    @Override
    public Optional<Carrier> carrier(Vertx vertx) {
        return Optional.of(new TopicCarrier(vertx, cluster, topic));
    }
}
