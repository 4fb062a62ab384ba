package io.dockmedic.collectors.gpu.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final String FILE = "/dev/nvidiactl";

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final List<String> orders = new ArrayList<>();
    private CallResult<String> prepared = new CallResult.Done<>("e1");
    private CallResult<List<String>> written = new CallResult.Done<>(List.of());
    private CallResult<ExecCalls.State> state = ended(0);
    private final Opening opening = new Opening(new ExecCalls() {
        @Override
        public Future<CallResult<String>> prepare(String id, Order order) {
            orders.add(id + " as '" + order.user() + "': " + String.join(" ", order.command()));
            return Future.succeededFuture(prepared);
        }

        @Override
        public Future<CallResult<List<String>>> begin(String exec, int lines, Duration within) {
            return Future.succeededFuture(written);
        }

        @Override
        public Future<CallResult<List<Terminal>>> terminals(String id) {
            return Future.succeededFuture(new CallResult.Done<>(List.of()));
        }

        @Override
        public Future<CallResult<State>> state(String exec) {
            return Future.succeededFuture(state);
        }
    }, time, time, Duration.ofSeconds(5));

    private static CallResult<ExecCalls.State> ended(int code) {
        return new CallResult.Done<>(new ExecCalls.State(false, true, OptionalInt.of(code)));
    }

    private static CallResult<ExecCalls.State> runs() {
        return new CallResult.Done<>(new ExecCalls.State(true, true, OptionalInt.empty()));
    }

    private Said says(int code, String... lines) {
        written = new CallResult.Done<>(List.of(lines));
        state = ended(code);
        return opening.ask("c1", FILE).result();
    }

    @Test
    void itOpensTheFileByTheContainersOwnUserAndReadsNothing() {
        assertThat(says(0, "0+0 records in", "0+0 records out")).isEqualTo(new Said.Opened());
        assertThat(orders).containsExactly("c1 as '': env LC_ALL=C dd if=/dev/nvidiactl count=0");
    }

    @Test
    void onlyWhatTheControlGroupDeniesIsDenied() {
        assertThat(says(1, "dd: failed to open '/dev/nvidiactl': Operation not permitted"))
                .isEqualTo(new Said.Denied());
        assertThat(says(1, "dd: can't open '/dev/nvidiactl': Operation not permitted")).as("busybox")
                .isEqualTo(new Said.Denied());
        assertThat(says(1, "dd: failed to open '/dev/nvidiactl': Permission denied"))
                .isEqualTo(new Said.Unclear("its user may not open /dev/nvidiactl", false));
        assertThat(says(1, "dd: failed to open '/dev/nvidiactl': No such file or directory"))
                .isEqualTo(new Said.Unclear("there is no /dev/nvidiactl in it", true));
        assertThat(says(1, "dd: failed to open '/dev/nvidiactl': No such device or address"))
                .isEqualTo(new Said.Unclear("nothing answers at /dev/nvidiactl", false));
        assertThat(says(1, "dd: failed to open '/dev/nvidiactl': Input/output error"))
                .isEqualTo(new Said.Unclear("dd ended with exit code 1", false));
        assertThat(says(1, "sh: Operation not permitted")).isInstanceOf(Said.Unclear.class);
        assertThat(says(137, "dd: /dev/nvidiactl: Operation not permitted")).isInstanceOf(Said.Unclear.class);
    }

    @Test
    void anImageWithoutTheProgramsCannotSay() {
        Said mute = new Said.Unclear("there is no env and dd in it", true);
        assertThat(says(127, "env: can't execute 'dd': No such file or directory")).isEqualTo(mute);
        assertThat(says(126, "OCI runtime exec failed: /dev/nvidiactl: Operation not permitted")).isEqualTo(mute);
        written = new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "no env");
        assertThat(opening.ask("c1", FILE).result()).isEqualTo(mute);
    }

    @Test
    void anEngineThatRefusesOrIsSilentIsNoFault() {
        prepared = new CallResult.Refused<>(ErrorClass.DENIED, 403, "not by this proxy");
        assertThat(opening.ask("c1", FILE).result())
                .isEqualTo(new Said.Unclear("the engine refuses: not by this proxy", false));
        prepared = new CallResult.Unknown<>("no answer");
        assertThat(opening.ask("c1", FILE).result()).isEqualTo(new Said.Unclear("the engine does not answer", false));
    }

    @Test
    void untilACommandHasEndedNoneOtherIsBegunInThatContainer() {
        state = runs();
        Future<Said> slow = opening.ask("c1", FILE);
        assertThat(slow.isComplete()).isFalse();
        time.advance(Duration.ofSeconds(6));
        assertThat(slow.result()).isEqualTo(new Said.Unclear("the command has not ended in 5 s", false));
        assertThat(opening.ask("c1", FILE).result())
                .isEqualTo(new Said.Unclear("the command of before has not ended", false));
        assertThat(orders).hasSize(1);
        state = ended(0);
        assertThat(opening.ask("c1", FILE).result()).isEqualTo(new Said.Opened());
        assertThat(orders).hasSize(2);
    }

    @Test
    void whatRanInAContainerThatIsGoneIsForgotten() {
        state = runs();
        opening.ask("c1", FILE);
        time.advance(Duration.ofSeconds(6));
        opening.only(Set.of("c2"));
        opening.ask("c1", FILE);
        assertThat(orders).hasSize(2);
    }
}
