package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What follows on what the engine answers, and what is known from then on. */
class EngineAnswersTest {
    private static final Instant BEFORE = Instant.parse("2026-11-01T00:00:00Z");
    private static final String OLD = "o".repeat(64);
    private static final String NEW = "n".repeat(64);
    private static final Move STOP = new Move.Stop(OLD, Duration.ofSeconds(10));
    private static final CallResult<Void> FAILED = new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "no luck");

    private final ManualTime time = new ManualTime(BEFORE);
    private final EngineAnswers answers = new EngineAnswers(Heard.NOTHING, time);
    private final Known known = new Known("act12345", OLD, BEFORE, "web", true, new RestartPolicy("always", 0), NEW,
            false, "", false, true, 1);
    private final Known goingBack = known.goingBack("why");

    private Sequel to(Move move, CallResult<Void> result, Known now) {
        answers.asks(move);
        return answers.to(move, result, now, World.UNSEEN);
    }

    @Test
    void whatIsRefusedOnTheWayLeadsBackAndSaysWhy() {
        CallResult<Void> denied = new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here");
        assertThat(to(STOP, denied, known)).isEqualTo(
                new Sequel.GoBack(ErrorClass.DENIED, "to stop a container was refused: not here"));
    }

    @Test
    void whatIsRefusedOnTheWayBackIsAskedForAgainUntilItIsTooOften() {
        for (int i = 0; i < 20; i++) {
            assertThat(to(STOP, FAILED, goingBack)).isEqualTo(Sequel.Again.LATER);
        }
        assertThat(to(STOP, FAILED, goingBack)).isEqualTo(new Sequel.End(new Outcome.Unknown(
                "left half done, for to stop a container is refused: no luck; the old container has the id " + OLD
                        + ", the new one " + NEW + ", the name was web")));
    }

    @Test
    void anEngineThatIsAwayRefusesNothing() {
        CallResult<Void> away = new CallResult.Refused<>(ErrorClass.UNREACHABLE, 0, "no socket");
        for (int i = 0; i < 100; i++) {
            assertThat(to(STOP, away, goingBack)).isEqualTo(Sequel.Again.LATER);
        }
    }

    @Test
    void aStopThatTheEngineFailedAtMayHaveSentItsSignal() {
        assertThat(to(STOP, FAILED, known)).isEqualTo(Sequel.Again.LATER);
        time.advance(Duration.ofSeconds(29));
        assertThat(answers.before(STOP, known, time.now())).as("it may show yet").contains(Sequel.Again.LATER);
        time.advance(Duration.ofSeconds(1));
        assertThat(answers.before(STOP, known, time.now())).contains(
                new Sequel.GoBack("to stop a container was refused: no luck"));
    }

    @Test
    void whatWasDoneAndIsToBeDoneStillIsInVain() {
        assertThat(answers.before(STOP, known, time.now())).isEmpty();
        assertThat(to(STOP, FakeEngine.done(), known)).isEqualTo(new Sequel.Look());
        assertThat(answers.before(STOP, known, time.now())).contains(
                new Sequel.GoBack("the engine did not do what it was asked for: Stop"));
    }

    @Test
    void aNetworkThatIsToBeJoinedHasTwoMinutesToComeUp() {
        Known bound = known.into("h".repeat(64));
        Move start = new Move.Start(NEW);
        Sequel.Again joins = new Sequel.Again(Duration.ofSeconds(4));
        assertThat(to(start, FAILED, bound)).isEqualTo(joins);
        time.advance(Duration.ofSeconds(119));
        assertThat(to(start, FAILED, bound)).isEqualTo(joins);
        time.advance(Duration.ofSeconds(1));
        assertThat(to(start, FAILED, bound)).isInstanceOf(Sequel.GoBack.class);
        assertThat(answers.heard().spent()).as("it was asked for often enough").isTrue();
    }

    @Test
    void whatIsKnownFromThenOnIsWhatTheEngineDoesNotShow() {
        to(new Move.Remove(OLD), FakeEngine.done(), goingBack);
        to(new Move.Start(NEW), FakeEngine.done(), goingBack);
        to(STOP, new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "no space left on device"), goingBack);
        assertThat(answers.heard()).isEqualTo(new Heard(true, false, true, true));
    }
}
