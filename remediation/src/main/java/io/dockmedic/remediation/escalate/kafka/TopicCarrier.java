package io.dockmedic.remediation.escalate.kafka;

import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.kafka.ClientSettings;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Reasons;
import io.dockmedic.remediation.escalate.Carrier;
import io.dockmedic.remediation.escalate.Receiver;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to a topic: taken is what all brokers in sync have. Its key is what the message is about, so that what is of one incident
 * is in one partition, in order. A producer that failed is closed, and the next message has a new one. It may stand still while it
 * looks for brokers, so it has a thread of its own.
 */
final class TopicCarrier implements Carrier {
    private static final int BUFFER = 4 << 20;
    private static final int BLOCK_MILLIS = 10_000;
    private static final int TAKEN = 204;
    private static final int REFUSED = 403;
    private static final int TOO_LARGE = 413;

    private final Vertx vertx;
    private final Cluster cluster;
    private final String topic;
    private final WorkerExecutor worker;
    /** Of the worker's thread. */
    private @Nullable Producer<String, String> producer;

    TopicCarrier(Vertx vertx, Cluster cluster, String topic) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.topic = topic;
        this.worker = vertx.createSharedWorkerExecutor("dockmedic-kafka-told-" + UUID.randomUUID(), 1);
    }

    @Override
    public Future<Answer> bring(Receiver receiver, String key, String lane, String body) {
        Context caller = vertx.getOrCreateContext();
        Promise<Answer> answer = Promise.promise();
        worker.executeBlocking(() -> {
            Producer<String, String> by = open();
            try {
                send(by, lane, body, said -> Home.run(caller, () -> answer.tryComplete(said)));
            } catch (KafkaException failure) {
                shut(by, Duration.ZERO);
                throw failure;
            }
            return true;
        }).onFailure(failure -> answer.tryComplete(answer(failure)));
        return answer.future();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its end is heard of by the callback.
    private void send(Producer<String, String> by, String lane, String body, Consumer<Answer> said) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, lane, body);
        record.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        by.send(record, (metadata, failure) -> {
            said.accept(failure == null ? new Answer(TAKEN, "") : answer(failure));
            if (failure != null && !(failure instanceof RecordTooLargeException)) {
                drop(by);
            }
        });
    }

    private Producer<String, String> open() throws IOException {
        Producer<String, String> open = producer;
        if (open == null) {
            Map<String, Object> settings = ClientSettings.of(cluster, "dockmedic-told");
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * BLOCK_MILLIS);
            open = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
            producer = open;
        }
        return open;
    }

    /** What needs a person to change something is tried rarely, as an address that answers so is. */
    private static Answer answer(Throwable failure) {
        int status = switch (failure) {
            case RecordTooLargeException large -> TOO_LARGE;
            case AuthenticationException unknown -> REFUSED;
            case AuthorizationException denied -> REFUSED;
            default -> 0;
        };
        return new Answer(status, failure instanceof KafkaException || failure instanceof IOException
                ? Reasons.of(failure)
                : "no answer: " + failure);
    }

    /** The one that failed, and none that was opened since. */
    private void drop(Producer<String, String> failed) {
        worker.executeBlocking(() -> {
            shut(failed, Duration.ZERO);
            return true;
        });
    }

    private void shut(Producer<String, String> one, Duration patience) {
        if (one.equals(producer)) {
            producer = null;
            one.close(patience);
        }
    }

    @Override
    public void close() {
        worker.executeBlocking(() -> {
            Producer<String, String> open = producer;
            if (open != null) {
                shut(open, Duration.ofSeconds(1));
            }
            return true;
        }).eventually(worker::close);
    }
}
