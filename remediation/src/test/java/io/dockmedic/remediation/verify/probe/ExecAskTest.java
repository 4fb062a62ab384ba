package io.dockmedic.remediation.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.FakeExecs;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.SharedTime;
import io.dockmedic.rules.remedy.ExecProbe;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A command that asks: never two of them at once, and nothing of what they write is said. */
class ExecAskTest {
    private static final CallResult<ExecCalls.State> RUNS = new CallResult.Done<>(
            new ExecCalls.State(true, true, OptionalInt.empty()));

    private final ManualTime time = new ManualTime(Hospital.START);
    private final FakeExecs execs = new FakeExecs();
    private final ContainerState container = new FakeEngine(new SharedTime(Hospital.START)).state("id-web");
    private final ExecAsk ask = new ExecAsk(new ExecProbe(List.of("pg_isready", "-q"), "postgres",
            Duration.ofSeconds(5)), execs, time, time);

    private Said said() {
        Future<Said> said = ask.once(container);
        time.advance(Duration.ofSeconds(6));
        return said.result();
    }

    @Test
    void itsExitCodeIsTheAnswer() {
        assertThat(said()).isEqualTo(new Said(true, "pg_isready in web ended with exit code 0"));
        execs.state = FakeExecs.ended(2);
        assertThat(said()).isEqualTo(new Said(false, "pg_isready in web ended with exit code 2"));
        assertThat(execs.begun).containsExactly("postgres pg_isready -q", "postgres pg_isready -q");
    }

    @Test
    void whatHasNotEndedIsNotBegunBesideItself() {
        execs.state = RUNS;
        assertThat(said().words()).isEqualTo("pg_isready in web was not seen to end within 5 s");
        assertThat(said().words()).isEqualTo("pg_isready in web goes on still, begun before");
        execs.state = new CallResult.Unknown<>("no answer");
        assertThat(said().words()).isEqualTo("pg_isready in web goes on still, begun before");
        assertThat(execs.begun).hasSize(1);
        execs.state = FakeExecs.ended(0);
        assertThat(said().asAsked()).isTrue();
        assertThat(execs.begun).hasSize(2);
    }

    @Test
    void whatCannotBeRunIsSaidToBeSo() {
        execs.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "pg_isready: not found");
        assertThat(said().words()).isEqualTo("pg_isready in web cannot be run: pg_isready: not found");
        execs.answer = () -> new CallResult.Done<>(List.of());
        assertThat(said().asAsked()).as("nothing of it goes on").isTrue();
    }
}
