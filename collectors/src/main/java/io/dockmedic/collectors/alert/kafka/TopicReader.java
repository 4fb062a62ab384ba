package io.dockmedic.collectors.alert.kafka;

import io.dockmedic.collectors.base.kafka.ClientSettings;
import io.dockmedic.collectors.base.kafka.Link;
import io.dockmedic.collectors.base.kafka.Reasons;
import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One consumer and its thread. A batch is handed on, and while it is not safe nothing more is fetched: all partitions are
 * paused, and polling goes on, so that the group keeps us. Offsets are committed when the batch is safe, so what is not is
 * sent again, to us or to who has the partition then.
 */
final class TopicReader implements Link.Client {
    private static final Duration IDLE = Duration.ofSeconds(5);
    /** Without any connection for so long there is no cluster any more. */
    private static final Duration ALONE = Duration.ofSeconds(20);
    /** Topics that are not there are looked for so often. */
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration LEAVE = Duration.ofSeconds(1);
    /** A fetch counts compressed bytes, and what they unfold to is in memory at once. */
    private static final int MOST = 100;
    private static final int MOST_BYTES = 1 << 18;

    private final Reading reading;
    private final Batches batches;
    private final Taker taker;
    private final LongConsumer lag;
    private final Clock clock;
    private final Link.Line line;
    private final Promise<Void> ended = Promise.promise();
    private volatile boolean closing;
    private volatile boolean safe;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    // The thread's own.
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> underWay = new HashMap<>();
    private final Commits commits = new Commits();
    private Set<String> missing = Set.of();
    private boolean busy;
    private boolean look;
    private long connectedAt;
    private long lookedAt;

    /** Makes a batch safe. */
    interface Taker {
        /** Calls {@code safe} when it is, once; on any thread. */
        void take(Batch batch, Runnable safe);
    }

    private TopicReader(Reading reading, Batches batches, Taker taker, LongConsumer lag, Clock clock, Link.Line line) {
        this.reading = reading;
        this.batches = batches;
        this.taker = taker;
        this.lag = lag;
        this.clock = clock;
        this.line = line;
    }

    /**
     * Begins to read.
     *
     * @param lag is told how many records are still to be read, as far as that is known
     */
    static Link.Client open(Reading reading, Batches batches, Taker taker, LongConsumer lag, Clock clock,
            Link.Line line) {
        TopicReader reader = new TopicReader(reading, batches, taker, lag, clock, line);
        Thread.ofPlatform().daemon().name("dockmedic-kafka-in").start(reader::run);
        return reader;
    }

    @Override
    public Future<Void> close() {
        closing = true;
        wake();
        return ended.future();
    }

    private void wake() {
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    private void run() {
        String why = "";
        try {
            Consumer<byte[], byte[]> open = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer = open;
            try {
                connectedAt = clock.nanos();
                open.subscribe(reading.topics(), new Rebalances(open, commits, LEAVE, new Held(open)));
                while (!closing && why.isEmpty()) {
                    step(open);
                    why = aloneFor(open).compareTo(ALONE) > 0 ? "no broker answers any more" : "";
                }
            } finally {
                // What is ours is revoked by that, so what is safe is committed.
                open.close(CloseOptions.timeout(LEAVE));
            }
        } catch (RuntimeException | IOException | Error e) {
            // Woken up to end, it does that by an exception too; a library for compressed topics may not load.
            why = Reasons.of(e);
        } finally {
            ended.tryComplete();
        }
        if (!closing) {
            line.lost(why);
        }
    }

    private Map<String, Object> settings() throws IOException {
        Map<String, Object> settings = ClientSettings.of(reading.cluster(), "dockmedic");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, reading.group());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // One that was killed and is back waits so long for its partitions.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        // A new group begins with what is an hour old: neither with a week of what is over, nor after what has just come.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "by_duration:PT1H");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MOST_BYTES);
        // The answer comes with the first record all the same; without one the brokers are asked once in ten seconds.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return settings;
    }

    private void step(Consumer<byte[], byte[]> open) {
        try {
            open.poll(fetched.isEmpty() || busy ? IDLE : Duration.ZERO).forEach(fetched::add);
        } catch (WakeupException answered) {
            // Or the end; whoever woke us has said which.
        }
        if (busy && safe) {
            busy = false;
            commits.safe(underWay);
            underWay.clear();
        }
        commit(open);
        if (!busy) {
            // Nobody will wake us out of it.
            lookForTopics(open);
        }
        if (!busy && !fetched.isEmpty()) {
            handOn();
        }
        if (busy) {
            open.pause(open.assignment());
        } else {
            open.resume(open.paused());
        }
        lag.accept(open.assignment().stream().mapToLong(of -> open.currentLag(of).orElse(0)).sum() + fetched.size());
    }

    private void handOn() {
        List<Letter> letters = new ArrayList<>();
        int bytes = 0;
        while (!fetched.isEmpty() && letters.size() < MOST && (letters.isEmpty()
                || bytes + Math.max(0, fetched.peek().serializedValueSize()) <= MOST_BYTES)) {
            ConsumerRecord<byte[], byte[]> record = fetched.remove();
            bytes += Math.max(0, record.serializedValueSize());
            letters.add(Letters.of(record));
            underWay.put(new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1));
        }
        busy = true;
        safe = false;
        taker.take(batches.of(letters), () -> {
            safe = true;
            wake();
        });
    }

    /** What fails is committed the next time: until then it is only read again after a crash, and known. */
    private void commit(Consumer<byte[], byte[]> open) {
        Map<TopicPartition, OffsetAndMetadata> now = commits.take();
        if (now.isEmpty()) {
            return;
        }
        open.commitAsync(now, (offsets, failure) -> {
            if (failure != null) {
                commits.failed(offsets);
            }
        });
    }

    private Duration aloneFor(Consumer<byte[], byte[]> open) {
        boolean connected = open.metrics()
                .values()
                .stream()
                .filter(metric -> metric.metricName().name().equals("connection-count"))
                .anyMatch(metric -> metric.metricValue() instanceof Number number && number.doubleValue() > 0);
        long now = clock.nanos();
        if (connected) {
            connectedAt = now;
        }
        return Duration.ofNanos(now - connectedAt);
    }

    private void lookForTopics(Consumer<byte[], byte[]> open) {
        long now = clock.nanos();
        if (!look && (missing.isEmpty() || now - lookedAt < LOOK.toNanos())) {
            return;
        }
        try {
            Set<String> lacking = new TreeSet<>(reading.topics());
            lacking.removeAll(open.listTopics(CALL).keySet());
            missing = lacking;
            look = false;
            lookedAt = now;
            line.works(lacking.isEmpty()
                    ? ""
                    : "the cluster has no topic " + String.join(", ", lacking) + ", or we may not see it");
        } catch (WakeupException | TimeoutException another) {
            // The next time: what is there is read meanwhile.
            missing = Set.copyOf(reading.topics());
            look = false;
            lookedAt = now;
        }
    }

    /** What is of partitions that are not ours any more is nobody's matter here. */
    private final class Held implements Rebalances.Holder {
        private final Consumer<byte[], byte[]> open;

        Held(Consumer<byte[], byte[]> open) {
            this.open = open;
        }

        @Override
        public void came(Collection<TopicPartition> fresh) {
            if (busy) {
                open.pause(fresh);
            }
            look = true;
            line.works("");
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> safe() {
            return busy && safe ? underWay : Map.of();
        }

        @Override
        public void drop(Collection<TopicPartition> gone) {
            fetched.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
            underWay.keySet().removeAll(gone);
        }
    }
}
