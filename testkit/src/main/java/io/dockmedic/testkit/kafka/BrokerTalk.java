package io.dockmedic.testkit.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody else who uses the same broker: makes topics, sends to them and reads them. */
public final class BrokerTalk implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final int ITERATIONS = 4096;

    private final Map<String, Object> settings;
    private final Admin admin;
    private final Producer<String, String> producer;

    public BrokerTalk(RealBroker broker) {
        // With "rebootstrap" it forgets, while its one broker is down, how many partitions there are, and waits a minute at each send.
        settings = Map.of("bootstrap.servers", broker.open(), "acks", "all", "linger.ms", 5, "buffer.memory", 64L << 20,
                "metadata.recovery.strategy", "none");
        admin = Admin.create(Map.of("bootstrap.servers", broker.open()));
        producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** Makes a topic. */
    public void topic(String name, int partitions) {
        get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** Lets a user in by SCRAM, SHA-256 and SHA-512. */
    public void scram(String user, String password) {
        // The broker takes but one of a user at a time.
        for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            get(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user,
                    new ScramCredentialInfo(mechanism, ITERATIONS), password)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    /** Sends a record, and returns at once; {@link #flush} waits. */
    public void send(String topic, String key, String value, Map<String, String> headers) {
        send(topic, key, value, headers, Optional.empty());
    }

    /** The same, as if it had been sent at another time. */
    @SuppressWarnings("FutureReturnValueIgnored") // Whoever wants to know flushes.
    public void send(String topic, String key, String value, Map<String, String> headers, Optional<Long> at) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, null, at.orElse(null), key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
    }

    /** Waits until the broker has all that was sent. */
    public void flush() {
        producer.flush();
    }

    /**
     * All that is in a topic, from its beginning, in the order of its partitions.
     *
     * @param few waits until there are so many; at most a minute
     */
    public List<ConsumerRecord<String, String>> read(String topic, int few) {
        Map<String, Object> reading = new HashMap<>(settings);
        reading.put("group.id", UUID.randomUUID().toString());
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (Consumer<String, String> consumer = new KafkaConsumer<>(reading, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                    .stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
                boolean end = consumer.endOffsets(partitions)
                        .entrySet()
                        .stream()
                        .allMatch(one -> consumer.position(one.getKey()) >= one.getValue());
                if (end && all.size() >= few) {
                    return all;
                }
            }
            return all;
        }
    }

    /** How many records of a topic a group has not committed yet, over all partitions; all of them before its first commit. */
    public long behind(String group, String topic) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .toCompletionStage()
                .toCompletableFuture()).forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        try (Consumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                    .stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            return consumer.endOffsets(partitions)
                    .entrySet()
                    .stream()
                    .mapToLong(one -> one.getValue() - committed.getOrDefault(one.getKey(), 0L))
                    .sum();
        }
    }

    private static <T> T get(java.util.concurrent.CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
