package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.reading.Reading;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against an engine that answers when it is told to. */
class StatsSourceTest {
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofSeconds(3);
    private static final List<Sighting> SIX = IntStream.range(0, 6)
            .mapToObj(i -> Sightings.running("c" + i, i + 1))
            .toList();
    private static final Sighting WEB = Sightings.running("web", 1);
    private static final Sighting DB = Sightings.running("db", 2);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-26T12:00:00Z"));
    private final Map<String, Promise<CallResult<Optional<Reading>>>> open = new LinkedHashMap<>();
    private final StatsSource source = new StatsSource(of -> {
        Promise<CallResult<Optional<Reading>>> answer = Promise.promise();
        assertThat(open.put(of.id(), answer)).as("asked for one at a time").isNull();
        return answer.future();
    }, time, time);

    private void answer(String id, CallResult<Optional<Reading>> result) {
        Objects.requireNonNull(open.remove(id)).complete(result);
    }

    private void reads(String id, long nanos) {
        answer(id, new Done<>(Optional.of(Sightings.reading(nanos))));
    }

    private Future<Source.Round> read(List<Sighting> running) {
        return source.read(running, any -> true);
    }

    private static List<String> names(Future<Source.Round> round) {
        assertThat(round.succeeded()).isTrue();
        return round.result().samples().stream().map(one -> one.sighting().container().name()).sorted().toList();
    }

    @Test
    void fewAreAskedForAtOnceAndEachInItsTurn() {
        Future<Source.Round> round = read(SIX);
        assertThat(open.keySet()).containsExactlyInAnyOrder("c0", "c1", "c2", "c3").hasSize(4);
        reads("c1", 1);
        assertThat(open).hasSize(4);
        for (int i = 0; i < 5; i++) {
            assertThat(round.isComplete()).isFalse();
            reads(open.keySet().iterator().next(), 1);
        }
        assertThat(names(round)).containsExactly("c0", "c1", "c2", "c3", "c4", "c5");
        assertThat(round.result().samples()).allMatch(one -> one.at().equals(time.now()))
                .extracting(Sample::cgroup)
                .contains("/docker/c0");
        assertThat(round.result().trouble()).isEmpty();
    }

    @Test
    void whatComesLateIsInALaterRound() {
        Future<Source.Round> first = read(List.of(WEB, DB));
        reads("db", 1);
        time.advance(MOMENT);
        assertThat(names(first)).containsExactly("db");
        time.advance(ROUND.minus(MOMENT));
        Future<Source.Round> second = read(List.of(WEB, DB));
        assertThat(open.keySet()).as("web has not been answered").containsExactlyInAnyOrder("web", "db");
        reads("web", 2);
        reads("db", 2);
        assertThat(names(second)).containsExactly("db", "web");
    }

    @Test
    void oneThatIsNotAnsweredForIsLeftAloneForAMinute() {
        Future<Source.Round> first = read(List.of(WEB, DB));
        reads("db", 1);
        answer("web", new Unknown<>("no answer within 10000 ms"));
        assertThat(first.result().trouble()).contains("1 of them", "no answer within 10000 ms");
        for (int rounds = 0; rounds < 5; rounds++) {
            time.advance(ROUND);
            read(List.of(WEB, DB));
            assertThat(open.keySet()).containsExactly("db");
            reads("db", 1);
        }
        time.advance(ROUND);
        Future<Source.Round> later = read(List.of(WEB, DB));
        reads("web", 2);
        reads("db", 2);
        assertThat(names(later)).containsExactly("db", "web");
        assertThat(later.result().trouble()).isEmpty();
    }

    @Test
    void anEngineThatIsNotThereMayBeTriedInTheNextRound() {
        Future<Source.Round> first = read(List.of(WEB));
        answer("web", new Refused<>(ErrorClass.UNREACHABLE, 0, "Connection refused"));
        assertThat(first.result().trouble()).contains("Connection refused");
        time.advance(ROUND);
        read(List.of(WEB));
        assertThat(open).containsKey("web");
    }

    @Test
    void aReadingIsShownUntilItIsOld() {
        read(List.of(WEB));
        reads("web", 1);
        time.advance(ROUND);
        Future<Source.Round> silent = read(List.of(WEB));
        answer("web", new Unknown<>("silence"));
        assertThat(names(silent)).containsExactly("web");
        time.advance(Duration.ofSeconds(51));
        assertThat(names(read(List.of(WEB)))).isEmpty();
    }

    @Test
    void whatDoesNotRunHasNoReadingAndIsNoTrouble() {
        read(List.of(WEB, DB));
        reads("web", 1);
        reads("db", 1);
        Future<Source.Round> round = read(List.of(WEB, DB));
        answer("web", new Done<>(Optional.empty()));
        answer("db", new Refused<>(ErrorClass.NOT_FOUND, 404, "No such container: db"));
        assertThat(names(round)).isEmpty();
        assertThat(round.result().trouble()).isEmpty();
    }

    @Test
    void anAnswerAboutAnOlderRunIsNotUsed() {
        read(List.of(WEB));
        Sighting again = Sightings.running("web", 7);
        Promise<CallResult<Optional<Reading>>> older = Objects.requireNonNull(open.remove("web"));
        Future<Source.Round> round = read(List.of(again));
        older.complete(new Done<>(Optional.of(Sightings.reading(1))));
        assertThat(round.isComplete()).isFalse();
        reads("web", 2);
        assertThat(round.result().samples()).extracting(one -> one.sighting().state().pid()).containsExactly(7);
    }

    @Test
    void oneIsReadOutOfTurnAndOfTheOthersNothingIsForgotten() {
        read(List.of(WEB, DB));
        reads("web", 1);
        reads("db", 1);
        time.advance(MOMENT);
        Future<Source.Round> one = source.read(List.of(WEB, DB), WEB::equals);
        assertThat(open.keySet()).containsExactly("web");
        reads("web", 2);
        assertThat(names(one)).containsExactly("web");
        assertThat(one.result().samples()).extracting(Sample::at).containsExactly(time.now());
        Future<Source.Round> next = read(List.of(WEB, DB));
        reads("web", 3);
        answer("db", new Unknown<>("silence"));
        assertThat(names(next)).as("what was read of db before is shown").containsExactly("db", "web");
    }

    @Test
    void whatIsReadElsewhereAgainIsNotAskedFor() {
        read(SIX);
        assertThat(names(read(List.of()))).isEmpty();
        open.values().iterator().next().complete(new Done<>(Optional.of(Sightings.reading(1))));
        assertThat(open).as("those that waited are not wanted any more").hasSize(4);
    }
}
