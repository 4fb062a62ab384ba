package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.kafka.ClientSettings;
import io.dockmedic.collectors.base.kafka.Cluster;
import io.dockmedic.collectors.base.kafka.Reasons;
import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topic of records that could not be taken, each with its own headers and those that say why. Its client is made with the first. */
final class DeadLetterTopic implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopic.class);
    private static final String PREFIX = "dockmedic-";
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int BUFFER = 8 << 20;
    private static final int LARGEST = 4 << 20;

    private final Vertx vertx;
    private final Cluster cluster;
    private final String topic;
    private final String host;
    private final Clock clock;
    private final WorkerExecutor worker;
    private volatile @Nullable Producer<byte[], byte[]> producer;
    private volatile boolean closed;
    private volatile boolean resting;
    private volatile long restUntil;

    DeadLetterTopic(Vertx vertx, Cluster cluster, String topic, String host, Clock clock) {
        this.clock = clock;
        this.vertx = vertx;
        this.cluster = cluster;
        this.topic = topic;
        this.host = host;
        this.worker = vertx.createSharedWorkerExecutor("dockmedic-kafka-dead", 1);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Its end is heard of by the callback.
    public Future<Boolean> send(Refused refused) {
        Context caller = vertx.getOrCreateContext();
        Promise<Boolean> there = Promise.promise();
        // The producer waits until it knows the topic, so not here.
        worker.executeBlocking(() -> {
            if (resting && clock.nanos() - restUntil < 0) {
                // Each would wait for the topic as long as the one before.
                Home.run(caller, () -> there.tryComplete(false));
                return null;
            }
            open().send(record(refused), (metadata, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
                Home.run(caller, () -> there.tryComplete(failure == null));
            });
            return null;
        }).onFailure(failure -> {
            failed(failure);
            there.tryComplete(false);
        });
        return there.future();
    }

    private Producer<byte[], byte[]> open() throws IOException {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            if (closed) {
                throw new KafkaException("closed");
            }
            Map<String, Object> settings = ClientSettings.of(cluster, "dockmedic-dead-letters");
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
            open = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private ProducerRecord<byte[], byte[]> record(Refused refused) {
        Letter letter = refused.letter();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.value());
        letter.headers().forEach((name, value) -> add(record, name, value));
        add(record, PREFIX + "reason", refused.why());
        add(record, PREFIX + "kind", refused.kind());
        add(record, PREFIX + "topic", letter.topic());
        add(record, PREFIX + "partition", Integer.toString(letter.partition()));
        add(record, PREFIX + "offset", Long.toString(letter.offset()));
        add(record, PREFIX + "host", host);
        return record;
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            restUntil = clock.nanos() + REST.toNanos();
            resting = true;
        }
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("reason", Reasons.of(failure))
                .log("a record that cannot be taken could not be put aside either");
    }

    @Override
    public void close() {
        closed = true;
        Producer<byte[], byte[]> open = producer;
        if (open != null) {
            Thread.ofPlatform().daemon().name("dockmedic-kafka-dead-close").start(() -> open.close(Duration.ZERO));
        }
        worker.close();
    }
}
