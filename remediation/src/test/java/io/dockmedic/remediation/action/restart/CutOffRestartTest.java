package io.dockmedic.remediation.action.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restart of what shares the network of another container, on a real engine, which refuses the start only after the stop. */
@RealEngine
class CutOffRestartTest {
    @TempDir
    Path dir;

    private final PrivateEngine engine;
    private Workbench bench;
    private String vpn = "";

    CutOffRestartTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        bench = new Workbench(Vertx.vertx(), engine.socket(), dir.resolve("journal.db"));
        vpn = engine.run("cut-vpn", List.of("--stop-timeout=1"), "sleep", "1000");
    }

    @AfterEach
    void close() {
        bench.close();
        engine.docker("rm", "--force", "cut-child", "cut-vpn");
    }

    private void shares(String other) {
        engine.docker("run", "--detach", "--name=cut-child", "--network=container:" + other, "--stop-timeout=1",
                BusyboxImage.in(engine), "sleep", "1000").orFail();
    }

    private String pid() {
        return engine.docker("inspect", "-f", "{{.State.Status}} {{.State.Pid}} {{.State.StartedAt}}", "cut-child")
                .orFail()
                .text();
    }

    private Outcome restart() {
        ContainerState state = bench.state("cut-child");
        RestartAction action = new RestartAction(bench.calls, new OneCall(bench.calls, bench.toLedger(), bench.clock),
                new EngineRoom(any -> Future.succeededFuture(new Usage(1L << 30, 1L << 29, 1L << 29, 0, 0, false)),
                        () -> Optional.of("/engine"), none -> Future.succeededFuture(Map.of())));
        Job job = new Job(UUID.randomUUID().toString(), Samples.incident("i1", "r", Samples.crash(bench.clock.now())),
                Workbench.container(state), state, 0, 0, Map.of(), List.of(), List.of(), List.of());
        return Hospital.get(bench.there(() -> action.perform(job, Future.succeededFuture())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCouldNeverBeStartedAgainRunsOn(boolean byName) {
        shares(byName ? "cut-vpn" : vpn);
        engine.docker("rm", "--force", "cut-vpn").orFail();
        String before = pid();
        assertThat(restart()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(ErrorClass.NETWORK_GONE);
            assertThat(refused.message()).contains(bench.state("cut-child").networkOf() + ", whose network it was",
                    "by hand");
        });
        assertThat(pid()).isEqualTo(before).startsWith("running ");
    }

    @Test
    void whileTheOtherDoesNotRunItRunsOnAndIsRestartedThen() {
        shares(vpn);
        engine.docker("stop", "cut-vpn").orFail();
        String before = pid();
        assertThat(restart()).isEqualTo(new Outcome.Refused(ErrorClass.NOT_YET, "not called: cut-vpn, whose network it"
                + " shares, is exited, and until it runs cut-child would not start again once stopped; docker start"
                + " cut-vpn"));
        assertThat(pid()).isEqualTo(before).startsWith("running ");
        engine.docker("start", "cut-vpn").orFail();
        assertThat(restart()).isEqualTo(new Outcome.Done("restarted"));
        assertThat(pid()).isNotEqualTo(before).startsWith("running ");
    }

    /** Why it is looked at before. */
    @ParameterizedTest
    @ValueSource(strings = {"stop", "rm"})
    void theEngineItselfLeavesItDown(String how) {
        shares(vpn);
        if (how.equals("rm")) {
            engine.docker("rm", "--force", "cut-vpn").orFail();
        } else {
            engine.docker(how, "cut-vpn").orFail();
        }
        assertThat(engine.docker("restart", "cut-child").exitCode()).isNotZero();
        assertThat(pid()).startsWith("exited ");
    }

    @Test
    void aPausedOneIsJoined() {
        shares(vpn);
        engine.docker("pause", "cut-vpn").orFail();
        assertThat(restart()).isEqualTo(new Outcome.Done("restarted"));
        engine.docker("unpause", "cut-vpn").orFail();
    }
}
