package io.dockmedic.benchmarks.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.SocketProxy.Exchange;
import io.dockmedic.testkit.SocketProxy.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReactionTest {
    private static final Instant DIED = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void engineTimeAndOwnTimeAddUpToTheWholeWay() {
        Reaction reaction = Reaction.of("web", DIED, DIED, List.of(
                call("GET", "/v1.41/containers/web/json", 1, 10),
                call("GET", "/v1.41/containers/web/json", 12, 13),
                call("POST", "/v1.41/containers/web/restart?t=10", 14, 200))).orElseThrow();
        assertThat(reaction.whole()).isEqualTo(Duration.ofMillis(14));
        assertThat(reaction.gaps()).extracting(Duration::toMillis).containsExactly(1L, 2L, 1L);
        assertThat(reaction.own()).isEqualTo(Duration.ofMillis(4));
        assertThat(reaction.engine()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void theWayOfTheEventIsNobodysOwn() {
        Reaction reaction = Reaction.of("web", DIED, DIED.plusMillis(2), List.of(
                call("GET", "/v1.41/containers/web/json", 3, 10),
                call("POST", "/v1.41/containers/web/start", 14, 200))).orElseThrow();
        assertThat(reaction.whole()).isEqualTo(Duration.ofMillis(14));
        assertThat(reaction.way()).isEqualTo(Duration.ofMillis(2));
        assertThat(reaction.own()).isEqualTo(Duration.ofMillis(5));
        assertThat(reaction.engine()).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void callsAtTheSameTimeCountOnce() {
        Reaction reaction = Reaction.of("web", DIED, DIED, List.of(
                call("GET", "/containers/web/json", 1, 10),
                call("GET", "/containers/web/json", 2, 4),
                call("POST", "/containers/web/start", 11, 200))).orElseThrow();
        assertThat(reaction.own()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void whatWasAskedBeforeTheDeathOrOfOthersIsNoReaction() {
        List<Exchange> asked = List.of(
                call("POST", "/containers/web/restart", -5, -1),
                call("POST", "/containers/db/restart", 5, 9),
                call("POST", "/containers/web/kill", 5, 9));
        assertThat(Reaction.of("web", DIED, DIED, asked)).isEmpty();
    }

    @Test
    void percentileIsTheSmallestThatSoManyDoNotExceed() {
        Figures figures = Figures
                .of(IntStream.rangeClosed(1, 200).mapToObj(millis -> Duration.ofMillis(millis)).toList());
        assertThat(figures).isEqualTo(new Figures(200, 100, 198, 200));
    }

    private static Exchange call(String method, String path, int arrived, int answered) {
        return new Exchange(new Request(method, path), DIED.plusMillis(arrived), true, DIED.plusMillis(answered), null,
                200);
    }
}
