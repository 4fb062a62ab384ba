package io.dockmedic.rules.state.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.journal.Tables;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.state.RulesTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real journal; the recorder lives on one context, as it does in its verticle. */
class RecorderTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private final Context home = vertx.getOrCreateContext();
    private final ManualTime time = new ManualTime(START);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SimpleMeterRegistry journalMeters = new SimpleMeterRegistry();
    private final Happenings web = Happenings.of("web");
    private final Happenings db = Happenings.of("db");
    private @Nullable SqliteJournal opened;

    @AfterEach
    void end() {
        done(journal().close());
        done(vertx.close());
    }

    @Test
    void allIsKeptAsItWasSeenButOfReadingsOneAMinuteOfEachAndThoseThatMatter() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        List<Scripted> expected = new ArrayList<>();
        for (int second = 0; second < 180; second += 10) {
            for (Happenings one : List.of(web, db)) {
                Event reading = one.sampled(time.now(), UnaryOperator.identity());
                boolean matters = second == 40 && one.equals(web);
                saw(recorder, reading, matters);
                if (second % 60 == 0 || matters) {
                    expected.add(new Scripted(time.now(), reading));
                }
            }
            if (second % 90 == 0) {
                Event death = web.died(time.now().minusMillis(1_234_567), 1);
                saw(recorder, death, false);
                expected.add(new Scripted(time.now(), death));
            }
            pass(Duration.ofSeconds(10));
        }
        close(recorder);
        assertThat(read(START)).isEqualTo(expected);
        assertThat(read(START.plusSeconds(60))).isEqualTo(expected.stream()
                .filter(one -> !one.seen().isBefore(START.plusSeconds(60)))
                .toList());
        assertThat(meters.counter("dockmedic.recorded.events").count()).isEqualTo(expected.size());
    }

    @Test
    void nobodyWaitsLongerThanSecondsForItToBeWritten() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        saw(recorder, web.died(time.now(), 1), true);
        pass(Duration.ofSeconds(5));
        written(1);
        assertThat(read(START)).hasSize(1);
        saw(recorder, web.started(time.now()), true);
        pass(Duration.ofSeconds(5));
        written(2);
        assertThat(read(START)).hasSize(2);
    }

    @Test
    void whatLooksLikeASecretIsNotWritten() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        Container container = new Container("c1", "web", "web:1",
                Map.of("app.password", "hunter2", "users", "ann:$apr1$abcdefgh$0123456789abcdefghijkl", "tier",
                        "front"),
                Service.of("web", Map.of()), false);
        saw(recorder, new Happenings(container).died(time.now(), 1), true);
        saw(recorder, ExternalEvent.Alert.unplaced(time.now(), "host", "f1", "Down", "firing", "",
                Map.of("service", "web"), Map.of("note", "curl -H 'Authorization: Bearer abcdef123456'")), true);
        saw(recorder, ExternalEvent.Alert.unplaced(time.now(), "host", "token=hunter3",
                "https://ann:hunter4@shop is down", "firing", "", Map.of(), Map.of()), true);
        saw(recorder, new Happenings(new Container("c2", "db", "https://ann:hunter5@registry/db:1", Map.of(),
                Service.of("db", Map.of()), false)).died(time.now(), 1), true);
        close(recorder);
        assertThat(read(START)).hasSize(4);
        String kept = read(START).toString();
        assertThat(kept)
                .doesNotContain("hunter2", "hunter3", "hunter4", "hunter5", "0123456789abcdefghijkl", "abcdef123456")
                .contains("https://ann:[redacted]@shop is down")
                .contains("tier=front", "app.password=[redacted]", "users=[redacted]");
    }

    @Test
    void longTextsAreWrittenInSmallRowsAndNoMoreOfThemWaitThanThereIsRoomFor() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        double lost = on(() -> {
            for (int i = 0; i < 40; i++) {
                recorder.saw(alert("f" + i, "y".repeat(100_000)), time.now(), true);
            }
            return meters.counter("dockmedic.recorded.events.lost").count();
        });
        assertThat(lost).as("of 4,000,000 characters").isBetween(15.0, 25.0);
        close(recorder);
        assertThat(number("SELECT MAX(events) FROM rules_seen")).isLessThanOrEqualTo(2);
    }

    @Test
    void whoCloseWaitsForOnePieceMoreAndTheRestIsLost() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        done(on(() -> {
            for (int i = 0; i < 2_000; i++) {
                recorder.saw(web.died(time.now(), i), time.now(), true);
            }
            return recorder.close();
        }));
        saw(recorder, web.died(time.now(), 1), true);
        pass(Duration.ofMinutes(1));
        double kept = meters.counter("dockmedic.recorded.events").count();
        assertThat(kept).isEqualTo(1_000);
        assertThat(meters.counter("dockmedic.recorded.events.lost").count()).isEqualTo(2_000 - kept);
    }

    /** Else a flood of alerts would push two days out of the record within minutes. */
    @Test
    void ofWhatOthersSendAThousandAMinuteAreKeptAndAllOfWhichSomethingCame() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        for (int minute = 0; minute < 2; minute++) {
            for (int i = 0; i < 1_200; i++) {
                saw(recorder, alert(minute + "-" + i, ""), i == 1_100);
                if (i % 500 == 0) {
                    done(on(recorder::settled));
                }
            }
            saw(recorder, web.died(time.now(), 1), false);
            done(on(recorder::settled));
            pass(Duration.ofMinutes(1));
        }
        assertThat(meters.counter("dockmedic.recorded.events").count()).isEqualTo(2 * (1_000 + 1 + 1));
        assertThat(meters.counter("dockmedic.recorded.events.lost").count()).isEqualTo(2 * 199);
        close(recorder);
        assertThat(read(START)).hasSize(2_004);
    }

    private Event alert(String fingerprint, String note) {
        return ExternalEvent.Alert.unplaced(time.now(), "host", fingerprint, "Down", "firing", "", Map.of(),
                Map.of("note", note));
    }

    @Test
    void ofTooMuchTheOldestGo() {
        Recorder recorder = recorder(new RecordLimits(Duration.ofDays(2), 20_000));
        for (int i = 0; i < 300; i++) {
            saw(recorder, Happenings.of("service-" + i * 7_919).died(time.now(), i), false);
            pass(Duration.ofSeconds(6));
            written(i + 1);
        }
        close(recorder);
        assertThat(number("SELECT SUM(bytes) FROM rules_seen")).isBetween(15_000L, 20_000L);
        List<Scripted> left = read(START);
        assertThat(left).hasSizeBetween(20, 290);
        assertThat(left.getLast().event().subject()).isEqualTo("service-" + 299 * 7_919);
    }

    @Test
    void whatTheJournalDoesNotTakeIsCountedAndTheRestGoesOn() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        done(journal().write(connection -> connection.createStatement().executeUpdate("DROP TABLE rules_seen")));
        for (int i = 0; i < 1_200; i++) {
            saw(recorder, web.died(time.now(), i), false);
        }
        close(recorder);
        assertThat(meters.counter("dockmedic.recorded.events.lost").count()).isEqualTo(1_200);
        assertThat(journalMeters.counter("dockmedic.journal.failures").count()).as("no write of others").isZero();
    }

    @Test
    void howManyWereLostIsSaidWithWhatIsWrittenNext() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        sql("ALTER TABLE rules_seen RENAME TO rules_away");
        for (int i = 0; i < 3; i++) {
            saw(recorder, web.died(time.now(), i), false);
        }
        pass(Duration.ofSeconds(5));
        Awaitility.await().until(() -> meters.counter("dockmedic.recorded.events.lost").count() == 3);
        sql("ALTER TABLE rules_away RENAME TO rules_seen");
        // The journal tries nothing for a while then.
        pass(Duration.ofMinutes(5));
        saw(recorder, web.died(time.now(), 3), false);
        pass(Duration.ofSeconds(5));
        written(1);
        saw(recorder, web.died(time.now(), 4), false);
        close(recorder);
        assertThat(read(START)).hasSize(2);
        assertThat(number("SELECT GROUP_CONCAT(lost, '') FROM rules_seen")).isEqualTo(30);
    }

    @Test
    void ofARowThatIsSpoiltItIsSaidHowManyAreGone() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        for (int i = 0; i < 20; i++) {
            saw(recorder, web.died(time.now(), i), false);
        }
        close(recorder);
        sql("UPDATE rules_seen SET body = x'00'");
        List<Integer> gone = new ArrayList<>();
        RecordReader reader = new RecordReader(journal(), Kinds.standard());
        assertThat(done(reader.piece(START, 0, (why, events) -> gone.add(events))).events()).isEmpty();
        assertThat(gone).containsExactly(20);
    }

    @Test
    void whatAClockThatWasAheadLeftBehindGoes() {
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        sql("INSERT INTO rules_seen (at, events, lost, bytes, body) VALUES (" + START.plusSeconds(7_200).toEpochMilli()
                + ", 1, 0, 1, x'00'), (" + START.plusSeconds(60).toEpochMilli() + ", 1, 0, 1, x'00')");
        saw(recorder, web.died(time.now(), 1), true);
        close(recorder);
        assertThat(number("SELECT COUNT(*) FROM rules_seen")).isEqualTo(2);
        assertThat(number("SELECT MAX(at) FROM rules_seen")).isEqualTo(START.plusSeconds(60).toEpochMilli());
    }

    @Test
    void switchedOffItKeepsNothing() {
        Recorder recorder = recorder(RecordLimits.NONE);
        saw(recorder, web.died(time.now(), 1), true);
        close(recorder);
        assertThat(read(START)).isEmpty();
        assertThat(meters.counter("dockmedic.recorded.events").count()).isZero();
    }

    @Test
    void whatIsOldGoesAndAJournalFromBeforeIsBroughtUpToIt() {
        List<String> migrations = RulesTables.TABLES.migrations();
        open(new Tables("rules", migrations.subList(0, 1), List.of()));
        assertThat(done(new RecordReader(journal(), Kinds.standard()).newest())).isEmpty();
        done(journal().close());
        Recorder recorder = recorder(RecordLimits.DEFAULT);
        saw(recorder, web.died(time.now(), 1), true);
        close(recorder);
        assertThat(read(START)).hasSize(1);
        assertThat(done(new RecordReader(journal(), Kinds.standard()).newest())).contains(START);
        time.advance(Duration.ofHours(47));
        assertThat(read(START)).hasSize(1);
        time.advance(Duration.ofHours(2));
        Awaitility.await().untilAsserted(() -> assertThat(number("SELECT COUNT(*) FROM rules_seen")).isZero());
    }

    private Recorder recorder(RecordLimits limits) {
        open(RulesTables.keeping(limits.age()));
        return new Recorder(limits, journal(), Kinds.standard(), time, new Recorder.Aside() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return vertx.executeBlocking(work, false);
            }
        }, meters);
    }

    private void open(Tables tables) {
        opened = SqliteJournal.open(dir.resolve("journal.db"), List.of(tables), Retention.DEFAULT, time, time,
                new Health(), journalMeters, vertx);
        done(journal().opened());
    }

    private SqliteJournal journal() {
        return Objects.requireNonNull(opened);
    }

    private void saw(Recorder recorder, Event event, boolean matters) {
        on(() -> {
            recorder.saw(event, time.now(), matters);
            return true;
        });
    }

    private void pass(Duration duration) {
        on(() -> {
            time.advance(duration);
            return true;
        });
    }

    /** Waits until the recorder knows that so many are: a row can be read before. */
    private void written(int events) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> meters.counter("dockmedic.recorded.events").count() == events);
    }

    private void sql(String statement) {
        done(journal().write(connection -> {
            try (Statement execute = connection.createStatement()) {
                return execute.executeUpdate(statement);
            }
        }));
    }

    private void close(Recorder recorder) {
        done(on(recorder::close));
    }

    private List<Scripted> read(Instant since) {
        RecordReader reader = new RecordReader(journal(), Kinds.standard());
        List<Scripted> all = new ArrayList<>();
        RecordReader.Piece piece = new RecordReader.Piece(List.of(), 0, true, 0, List.of());
        while (piece.more()) {
            piece = done(reader.piece(since, piece.next(), (why, events) -> {
                throw new AssertionError(why);
            }));
            all.addAll(piece.events());
        }
        return all;
    }

    private long number(String select) {
        return done(journal().read(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(select)) {
                return row.getLong(1);
            }
        }));
    }

    private <T> T on(Callable<T> work) {
        Promise<T> did = Promise.promise();
        home.runOnContext(go -> {
            try {
                did.complete(work.call());
            } catch (Exception e) {
                did.fail(e);
            }
        });
        return done(did.future());
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in 20 s", e);
        }
    }
}
