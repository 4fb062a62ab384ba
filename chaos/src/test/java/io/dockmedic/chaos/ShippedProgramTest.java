package io.dockmedic.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process under fire is the shipped one, heals, and comes back after a kill. */
@RealEngine
class ShippedProgramTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String RULE = "groups: [{name: mine, rules: [{alert: Mine, on: container.%s, resolve: {on: container.started}}]}]";

    @Test
    void readsItsRulesAgainAtAHangup(PrivateEngine engine, @TempDir Path home) throws Exception {
        try (ShippedProgram program = new ShippedProgram(home, engine.dockerHost(), "")) {
            program.start();
            await().atMost(SOON).until(program::ready);
            program.rules("mine.yml", RULE.formatted("dead"));
            hangUp(program);
            await().atMost(SOON).until(() -> reloaded(program, 0));
            program.rules("mine.yml", RULE.formatted("died"));
            hangUp(program);
            await().atMost(SOON).until(() -> reloaded(program, 1));
            assertThat(program.body("/api/v1/rules").orElseThrow()).contains("\"Mine\"");
        }
    }

    private static void hangUp(ShippedProgram program) throws Exception {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(program.pid())).start().waitFor()).isZero();
    }

    private static boolean reloaded(ShippedProgram program, int well) {
        return program.body("/metrics")
                .orElse("")
                .lines()
                .anyMatch(line -> line.startsWith("dockmedic_rules_last_reload_successful " + well));
    }

    @Test
    void healsAndComesBackAfterAKill(PrivateEngine engine, @TempDir Path home) {
        try (Pager pager = new Pager();
                SocketProxy proxy = new SocketProxy(engine.socket());
                ShippedProgram program = new ShippedProgram(home, proxy.dockerHost(),
                        "settle: 1s\n" + ShippedProgram.paging(pager))) {
            engine.run("shipped", Map.of("dockmedic.heal", "true"), "sleep", "1000");
            program.start();
            await().atMost(SOON).until(program::ready);
            proxy.treatNext(SocketProxy.fitting("POST", "/containers/[^/]+/(re)?start"),
                    new Treatment.At(Moment.ANSWERED, program::kill));

            String pid = engine.docker("inspect", "-f", "{{.State.Pid}}", "shipped").orFail().text();
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
            await().atMost(SOON).until(() -> !program.alive());
            program.start();
            await().atMost(SOON).until(program::ready);

            assertThat(engine.docker("inspect", "-f", "{{.State.Running}}", "shipped").text()).isEqualTo("true");
            assertThat(proxy.count("POST", "/containers/[^/]+/(re)?start")).isEqualTo(1);
        }
    }
}
