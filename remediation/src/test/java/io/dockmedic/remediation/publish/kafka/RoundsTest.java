package io.dockmedic.remediation.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.remediation.FullJournal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the brokers have is theirs, also while the journal cannot take note of it. */
class RoundsTest {
    @TempDir
    Path home;

    private final SystemClock clock = new SystemClock();
    private final Brokers brokers = new Brokers();
    private Vertx vertx;
    private SqliteJournal journal;
    private FullJournal disk;
    private Outbox outbox;
    private Rounds rounds;

    /** Takes everything, but for what is too large, and while they are away nothing. */
    private static final class Brokers implements Writer {
        private final List<String> got = new ArrayList<>();
        private boolean away;

        @Override
        public Future<List<Done>> send(List<Waiting> messages) {
            if (away) {
                return Future.succeededFuture(List.of());
            }
            messages.forEach(message -> got.add(message.body()));
            return Future.succeededFuture(
                    messages.stream().map(message -> new Done(message, !message.body().equals("large"))).toList());
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        journal = SqliteJournal.open(home.resolve("journal.db"), List.of(Outbox.TABLES), Retention.DEFAULT, clock,
                new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
        disk = new FullJournal(journal);
        outbox = new Outbox(disk);
        rounds = new Rounds(outbox);
        add("one");
        add("large");
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
        journal.close().await(60, TimeUnit.SECONDS);
    }

    private void add(String body) throws Exception {
        outbox.add(new Message(body, body), clock.now()).await(60, TimeUnit.SECONDS);
    }

    private Future<List<Writer.Done>> round() {
        Future<List<Writer.Done>> round = rounds.next(brokers);
        await().until(round::isComplete);
        return round;
    }

    @Test
    void whatTheBrokersHaveIsNotSentAgainWhileTheJournalTakesNoNoteOfIt() throws Exception {
        disk.full = true;
        assertThat(round().failed()).isTrue();
        assertThat(round().failed()).isTrue();
        disk.full = false;
        add("two");
        assertThat(round().result()).extracting(Writer.Done::there).containsExactly(true, false);
        assertThat(brokers.got).as("each once, and nothing before what is to be noted").containsExactly("one", "large");
        assertThat(round().result()).extracting(done -> done.message().body()).containsExactly("two");
        assertThat(round().result()).isEmpty();
        assertThat(brokers.got).containsExactly("one", "large", "two");
    }

    @Test
    void whatTheyHaveNotIsSentAgain() {
        brokers.away = true;
        assertThat(round().result()).isEmpty();
        brokers.away = false;
        assertThat(round().result()).hasSize(2);
        assertThat(brokers.got).containsExactly("one", "large");
    }
}
