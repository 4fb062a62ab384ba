package io.dockmedic.remediation.publish.kafka;

import io.dockmedic.collectors.base.home.Home;
import io.dockmedic.collectors.base.kafka.ClientSettings;
import io.dockmedic.collectors.base.kafka.Link;
import io.dockmedic.collectors.base.kafka.Reasons;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One producer, which the brokers know a repetition of: what it sends again because no answer came is there once. It may
 * stand still while it looks for the brokers, so it has a thread of its own.
 */
final class TopicWriter implements Writer {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWriter.class);
    private static final int BUFFER = 8 << 20;

    private final Vertx vertx;
    private final Publishing publishing;
    private final String host;
    private final WorkerExecutor worker;
    private final Link.Line line;
    private volatile @Nullable Producer<String, String> producer;
    /** Each of those that wait would stand still as long as the one before. */
    private volatile boolean lost;

    private TopicWriter(Vertx vertx, Publishing publishing, String host, Link.Line line) {
        this.vertx = vertx;
        this.publishing = publishing;
        this.host = host;
        this.line = line;
        this.worker = vertx.createSharedWorkerExecutor("dockmedic-kafka-out", 1);
    }

    /** Begins to make one; it says on the line when it can be used. */
    static Writer open(Vertx vertx, Publishing publishing, String host, Link.Line line) {
        TopicWriter writer = new TopicWriter(vertx, publishing, host, line);
        writer.worker.executeBlocking(() -> {
            writer.begin();
            return null;
        }).onSuccess(done -> line.works("")).onFailure(cause -> line.lost(Reasons.of(cause)));
        return writer;
    }

    private void begin() throws IOException {
        Map<String, Object> settings = ClientSettings.of(publishing.cluster(), "dockmedic");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        Producer<String, String> made = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer = made;
        // Fails where the topic is not there, or we may not write to it.
        made.partitionsFor(publishing.topic());
    }

    @Override
    public Future<List<Done>> send(List<Waiting> messages) {
        Context caller = vertx.getOrCreateContext();
        List<Promise<Optional<Done>>> answers = new ArrayList<>();
        messages.forEach(message -> answers.add(Promise.promise()));
        worker.executeBlocking(() -> {
            for (int index = 0; index < messages.size(); index++) {
                Promise<Optional<Done>> answer = answers.get(index);
                send(messages.get(index), done -> Home.run(caller, () -> answer.tryComplete(done)));
            }
            return null;
        }).onFailure(cause -> {
            answers.forEach(answer -> answer.tryComplete(Optional.empty()));
            line.lost(Reasons.of(cause));
        });
        return Future.join(answers.stream().map(Promise::future).toList())
                .map(all -> answers.stream().flatMap(answer -> answer.future().result().stream()).toList());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its end is heard of by the callback.
    private void send(Waiting message, Consumer<Optional<Done>> answer) {
        Producer<String, String> open = producer;
        if (lost) {
            answer.accept(Optional.empty());
            return;
        }
        if (open == null) {
            throw new KafkaException("not open");
        }
        ProducerRecord<String, String> record = new ProducerRecord<>(publishing.topic(), host, message.body());
        record.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        open.send(record, (metadata, failure) -> {
            if (failure == null) {
                answer.accept(Optional.of(new Done(message, true)));
            } else if (failure instanceof RecordTooLargeException) {
                LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("a message is too large to be published");
                answer.accept(Optional.of(new Done(message, false)));
            } else {
                lost = true;
                answer.accept(Optional.empty());
                line.lost(Reasons.of(failure));
            }
        });
    }

    @Override
    public Future<Void> close() {
        lost = true;
        return worker.<Void>executeBlocking(() -> {
            Producer<String, String> open = producer;
            if (open != null) {
                open.close(Duration.ofSeconds(1));
            }
            return null;
        }, false).otherwiseEmpty().eventually(worker::close);
    }
}
