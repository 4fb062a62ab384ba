package io.dockmedic.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One client, which may be slow. */
class OnlookerTest {
    private final Feed feed = new Feed("run", 3);
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T10:00:00Z"));
    private final Pipe pipe = new Pipe();
    private boolean cut;
    private int version;
    private final Onlooker onlooker = new Onlooker(feed,
            change -> change.id().equals("gone") ? Optional.empty() : Optional.of(new JsonObject().put("v", version)),
            pipe, time, () -> cut = true);

    /** Takes what it is given until the test says that it is full. */
    private static final class Pipe implements WriteStream<Buffer> {
        private final List<String> taken = new ArrayList<>();
        private boolean full;
        private Handler<Void> drained = nothing -> {};

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Future<Void> write(Buffer data) {
            taken.add(data.toString());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            return Future.succeededFuture();
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return full;
        }

        @Override
        public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            drained = handler;
            return this;
        }

        void drain() {
            full = false;
            drained.handle(null);
        }
    }

    private void greet(String lastSeen) {
        onlooker.greet(lastSeen, new JsonObject().put("host", "atlas"));
    }

    @Test
    void whoIsNewIsGreetedAndToldWhatChangesFromThenOn() {
        feed.changed(Change.incident("before"));
        greet("");
        feed.changed(Change.incident("a"));
        onlooker.tell();
        feed.changed(Change.incident("gone"));
        onlooker.tell();
        onlooker.beat();

        assertThat(pipe.taken).containsExactly("retry: 2000\n\n",
                "event: hello\nid: run-1\ndata: {\"host\":\"atlas\"}\n\n",
                "event: incident\nid: run-2\ndata: {\"v\":0}\n\n", ": here\n\n");
    }

    @Test
    void whoComesBackIsToldWhatItMissedAndNothingElse() {
        feed.changed(Change.incident("a"));
        feed.changed(Change.incident("b"));
        greet("run-1");

        assertThat(pipe.taken).containsExactly("retry: 2000\n\n", "event: incident\nid: run-2\ndata: {\"v\":0}\n\n");
    }

    @Test
    void whoWasAwayForTooLongOrSinceBeforeOurStartMustAskForAllAnew() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            feed.changed(Change.incident(id));
        }
        greet("run-1");
        greet("other-5");

        assertThat(pipe.taken).filteredOn(one -> one.startsWith("event: "))
                .hasSize(2)
                .allMatch(one -> one.startsWith("event: reset\nid: run-5\n"));
    }

    @Test
    void whatASlowClientDoesNotTakeIsNotPiledUpAndItSeesHowThingsAreInTheEnd() {
        greet("");
        pipe.full = true;
        int before = pipe.taken.size();
        for (version = 1; version < 100; version++) {
            feed.changed(Change.incident("a"));
            onlooker.tell();
            onlooker.beat();
        }
        assertThat(pipe.taken).hasSize(before);
        time.advance(Onlooker.PATIENCE.minus(Duration.ofSeconds(1)));
        pipe.drain();

        assertThat(pipe.taken).hasSize(before + 1);
        assertThat(pipe.taken.getLast()).contains("{\"v\":100}");
        time.advance(Onlooker.PATIENCE.multipliedBy(2));
        assertThat(cut).isFalse();
    }

    @Test
    void whoTakesNothingForTooLongIsCutOff() {
        greet("");
        pipe.full = true;
        onlooker.beat();
        time.advance(Onlooker.PATIENCE.plusSeconds(1));

        assertThat(cut).isTrue();
    }

    @Test
    void whoLeftIsWaitedForNoMore() {
        greet("");
        pipe.full = true;
        onlooker.beat();
        onlooker.leave();
        time.advance(Onlooker.PATIENCE.plusSeconds(1));

        assertThat(cut).isFalse();
    }
}
