package io.dockmedic.remediation.action.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.Workbench;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loop of a real engine goes on between the decision and the call. */
@RealEngine
class EndLoopTest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    private final PrivateEngine engine;

    EndLoopTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private void loop(String name) {
        engine.run(name, List.of("--restart=always"), "sh", "-c", "exit 3");
    }

    private String policy(String name) {
        return engine.docker("inspect", "-f", "{{.HostConfig.RestartPolicy.Name}}", name).orFail().text();
    }

    /** Decided on in one run, and done after {@code meanwhile}, once a look shows {@code then}. */
    private Outcome ended(String name, Runnable meanwhile, Predicate<ContainerState> then) {
        try (Workbench bench = new Workbench(Vertx.vertx(), engine.socket(), dir.resolve(name + ".db"))) {
            ContainerState decided = bench.state(name);
            Job job = new Job("act", Samples.incident("i1", "r", Samples.crash(bench.clock.now())),
                    Workbench.container(decided), decided, 0, 0, Map.of(), List.of(), List.of(), List.of(), "");
            EndLoopAction action = new EndLoopAction(bench.calls,
                    new OneCall(bench.calls, bench.toLedger(), bench.clock));
            Promise<Void> cleared = Promise.promise();
            Future<Outcome> outcome = bench.there(() -> action.perform(job, cleared.future()));
            meanwhile.run();
            await().atMost(SOON).until(() -> then.test(bench.state(name)));
            cleared.complete();
            return Hospital.get(outcome);
        }
    }

    private static boolean waits(ContainerState state) {
        return state.restarting() && state.restartCount() > 4;
    }

    @Test
    void whatHasBeenStartedAgainSinceIsStillTheSameLoop() {
        loop("goes-on");
        assertThat(ended("goes-on", () -> {}, EndLoopTest::waits)).isInstanceOfSatisfying(Outcome.Done.class,
                done -> assertThat(done.detail()).contains("its restart policy was always"));
        assertThat(policy("goes-on")).isEqualTo("no");
    }

    @Test
    void whatSomebodyHasStoppedSinceIsLeftAlone() {
        loop("stopped");
        assertThat(ended("stopped", () -> engine.docker("stop", "stopped").orFail(), state -> !state.restarting()))
                .isEqualTo(new Outcome.Refused(ErrorClass.CONFLICT,
                        "not called: it has changed since the decision, it is exited now"));
        assertThat(policy("stopped")).isEqualTo("always");
    }

    @Test
    void aPolicyThatSomebodyHasSetSinceIsTheirs() {
        loop("set");
        // Refused by the engine where a run ends under it.
        Runnable update = () -> await().atMost(SOON).until(() -> {
            engine.docker("update", "--restart=on-failure:99", "set");
            return policy("set").equals("on-failure");
        });
        assertThat(ended("set", update, EndLoopTest::waits)).isEqualTo(new Outcome.Refused(ErrorClass.CONFLICT,
                "not called: somebody has changed it since the decision"));
        assertThat(policy("set")).isEqualTo("on-failure");
    }
}
