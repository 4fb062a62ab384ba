package io.dockmedic.collectors.base.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.ManualTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CollectorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pace PACE = new Pace(SECOND, Duration.ofSeconds(10), Duration.ofSeconds(15),
            Duration.ofSeconds(25));

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-24T00:00:00Z"));
    private final Health health = new Health();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Promise<String>> rounds = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private boolean released;
    private boolean due = true;
    private boolean throwsAtOnce;

    private final class Scripted extends Collector {
        Scripted() {
            super("scripted", PACE, health, meters);
        }

        @Override
        protected boolean due() {
            return due;
        }

        @Override
        protected Future<Found> round() {
            if (throwsAtOnce) {
                throw new IllegalStateException("broken");
            }
            Promise<String> promise = Promise.promise();
            rounds.add(promise);
            kinds.add("regular");
            return promise.future().map(read -> () -> {
                taken.add(read);
                return new Health.Part(read.isEmpty() ? Health.Status.DEGRADED : Health.Status.UP, "");
            });
        }

        @Override
        protected Future<Found> extraRound() {
            Future<Found> round = round();
            kinds.set(kinds.size() - 1, "extra");
            return round;
        }

        @Override
        protected void release() {
            released = true;
        }
    }

    private Scripted begun() {
        Scripted collector = new Scripted();
        collector.begin(time);
        time.advance(SECOND);
        return collector;
    }

    private Health.Part said() {
        return Objects.requireNonNull(health.parts().get("scripted"));
    }

    private double ended(String result) {
        Counter counter = meters.find("dockmedic.collector.rounds").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void aRoundIsToBeHadAtOnceButOneASecondAtMost() {
        Scripted collector = begun();
        collector.soon();
        assertThat(rounds).as("one is under way").hasSize(1);
        rounds.getFirst().complete("one");
        time.advance(SECOND.minusMillis(1));
        assertThat(rounds).as("it began less than a second ago").hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(rounds).hasSize(2);
        rounds.getLast().complete("two");
        time.advance(Duration.ofSeconds(3));
        assertThat(rounds).as("asked for once, had once").hasSize(2);
        collector.soon();
        assertThat(rounds).as("at once").hasSize(3);
        collector.soon();
        collector.soon();
        rounds.getLast().complete("three");
        time.advance(SECOND);
        assertThat(rounds).as("asked for since it began, twice").hasSize(4);
        rounds.getLast().complete("four");
        time.advance(SECOND);
        assertThat(rounds).as("not asked for again since").hasSize(4);
        time.advance(Duration.ofSeconds(4));
        assertThat(rounds).as("the one of the interval, when it would have come").hasSize(5);
    }

    @Test
    void oneAskedForHoldsUpThatOfTheIntervalAndCostsNone() {
        Scripted collector = begun();
        rounds.getFirst().complete("one");
        time.advance(Duration.ofSeconds(9));
        collector.soon();
        assertThat(kinds).containsExactly("regular", "extra");
        time.advance(SECOND.multipliedBy(2));
        assertThat(rounds).as("the interval's turn came meanwhile").hasSize(2);
        rounds.getLast().complete("two");
        assertThat(kinds).containsExactly("regular", "extra", "regular");
        assertThat(ended("skipped")).isZero();
        collector.soon();
        rounds.getLast().complete("three");
        time.advance(SECOND);
        assertThat(kinds).as("no more is owed").containsExactly("regular", "extra", "regular", "extra");
    }

    @Test
    void oneAskedForWhileARoundHangsComesWhenThatIsGivenUp() {
        Scripted collector = begun();
        time.advance(Duration.ofSeconds(5));
        collector.soon();
        time.advance(Duration.ofSeconds(19));
        assertThat(rounds).hasSize(1);
        time.advance(SECOND);
        assertThat(rounds).hasSize(2);
        collector.stop();
        collector.soon();
        rounds.getLast().complete("late");
        time.advance(Duration.ofMinutes(1));
        assertThat(rounds).as("nothing begins any more").hasSize(2);
    }

    @Test
    void beginsAfterItsFirstPauseAndThenAtItsInterval() {
        new Scripted().begin(time);
        assertThat(rounds).isEmpty();
        time.advance(SECOND);
        assertThat(rounds).hasSize(1);
        rounds.getFirst().complete("one");
        time.advance(Duration.ofSeconds(9));
        assertThat(rounds).hasSize(1);
        time.advance(SECOND);
        assertThat(rounds).hasSize(2);
        assertThat(taken).containsExactly("one");
        assertThat(said()).isEqualTo(new Health.Part(Health.Status.UP, ""));
        assertThat(ended("ok")).isEqualTo(1);
    }

    @Test
    void isAskedWhetherThereIsAnythingToDo() {
        due = false;
        begun();
        time.advance(Duration.ofSeconds(30));
        assertThat(rounds).isEmpty();
        due = true;
        time.advance(Duration.ofSeconds(10));
        assertThat(rounds).hasSize(1);
    }

    @Test
    void saysThatItFindsLessThanItShould() {
        begun();
        rounds.getFirst().complete("");
        assertThat(said().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(ended("partial")).isEqualTo(1);
    }

    @Test
    void hasOneRoundAtATimeAndSaysThatItIsLate() {
        begun();
        time.advance(Duration.ofSeconds(14));
        assertThat(rounds).hasSize(1);
        assertThat(ended("skipped")).isEqualTo(1);
        assertThat(health.parts()).isEmpty();
        time.advance(SECOND);
        assertThat(said()).isEqualTo(new Health.Part(Health.Status.DEGRADED,
                "a round has not come back for 15 s; what is shown is older"));
        rounds.getFirst().complete("late");
        assertThat(said().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void givesUpARoundThatDoesNotComeBackAndBeginsAnew() {
        begun();
        time.advance(Duration.ofSeconds(25));
        assertThat(said()).isEqualTo(new Health.Part(Health.Status.DEGRADED,
                "a round has not come back within 25 s; it is given up and begun anew"));
        assertThat(ended("stuck")).isEqualTo(1);
        time.advance(Duration.ofSeconds(5));
        assertThat(rounds).hasSize(2);
        rounds.getLast().complete("new");
        rounds.getFirst().complete("old");
        assertThat(taken).containsExactly("new");
        assertThat(said().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void saysWhyARoundFailedAndGoesOn() {
        begun();
        rounds.getFirst().fail(new IllegalStateException("no such file"));
        assertThat(said().reason()).isEqualTo("not read: java.lang.IllegalStateException: no such file");
        assertThat(ended("failed")).isEqualTo(1);
        throwsAtOnce = true;
        time.advance(Duration.ofSeconds(10));
        assertThat(said().reason()).contains("broken");
        assertThat(ended("failed")).isEqualTo(2);
        throwsAtOnce = false;
        time.advance(Duration.ofSeconds(10));
        rounds.getLast().fail(new StuckException("/data does not answer"));
        assertThat(said().reason()).isEqualTo("not read: /data does not answer");
        assertThat(ended("stuck")).isEqualTo(1);
    }

    @Test
    void nothingHappensAfterItsEnd() {
        Scripted collector = begun();
        collector.stop();
        rounds.getFirst().complete("after");
        time.advance(Duration.ofMinutes(5));
        assertThat(released).isTrue();
        assertThat(rounds).hasSize(1);
        assertThat(taken).isEmpty();
        assertThat(health.parts()).isEmpty();
    }

    @Test
    void aPaceHasAnOrder() {
        assertThatThrownBy(() -> new Pace(SECOND, Duration.ZERO, SECOND, Duration.ofSeconds(2)))
                .hasMessageContaining("interval PT0S");
        assertThatThrownBy(() -> new Pace(SECOND, SECOND, SECOND, SECOND)).hasMessageContaining("limit PT1S");
    }
}
