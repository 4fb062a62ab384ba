package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Engine;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that a real engine says are on their networks, and that the kernel has there no more. */
@RealEngine
class OffNetworkTest {
    private static final String SOON = "ContainerOffNetworkSoon";
    private static final Pattern ROUNDS = Pattern
            .compile("dockmedic_collector_rounds_total\\{collector=\"own_networks\",result=\"ok\"} (\\d+)");

    @TempDir
    Path home;

    private final PrivateEngine shared;

    OffNetworkTest(PrivateEngine shared) {
        this.shared = shared;
    }

    /** Returns the name of its bridge. */
    private static String network(Engine engine, String name) {
        String id = engine.docker("network", "create", name).orFail().text().strip();
        return "br-" + id.substring(0, 12);
    }

    private static void up(Engine engine, String name, String network) {
        engine.docker("run", "--detach", "--name=" + name, "--network=" + network, "--label=dockmedic.heal=true",
                "--stop-timeout=1", BusyboxImage.in(engine), "sleep", "1000").orFail();
    }

    private static boolean reaches(Engine engine, String name) {
        return engine.docker("exec", name, "ping", "-c", "1", "-W", "1", says(engine, name, "Gateway")).exitCode() == 0;
    }

    private static String address(Engine engine, String name) {
        return says(engine, name, "IPAddress");
    }

    /** A field of the one network that the engine says it is on; empty where it is on none. */
    private static String says(Engine engine, String name, String field) {
        return engine.docker("inspect", "-f", "{{range .NetworkSettings.Networks}}{{." + field + "}}{{end}}", name)
                .orFail()
                .text()
                .strip();
    }

    /** All networks are looked at from now on once more, to the end. */
    private static void looked(Spine spine) {
        long before = rounds(spine);
        await().atMost(Spine.SOON).until(() -> rounds(spine) > before + 1);
    }

    private static long rounds(Spine spine) {
        return ROUNDS.matcher(spine.body("/metrics"))
                .results()
                .map((MatchResult found) -> Long.parseLong(found.group(1)))
                .findFirst()
                .orElse(0L);
    }

    private static void host(String... line) {
        Command.run(Map.of(), List.of(line)).orFail();
    }

    @Test
    void whatLostItsInterfaceIsRestartedAndWhomAPersonDisconnectedIsLeftAlone() throws Exception {
        Shortened.rule(home, "ContainerOffNetwork", "for: 1m", "for: 1s");
        network(shared, "off_shop");
        for (String name : List.of("off-web", "off-theirs")) {
            up(shared, name, "off_shop");
        }
        String theirs = Spine.startedAt(shared, "off-theirs");
        try (Spine spine = Spine.ready(shared.dockerHost(), home, "")) {
            looked(spine);
            shared.docker("network", "disconnect", "off_shop", "off-theirs").orFail();
            String address = address(shared, "off-web");
            String pid = shared.docker("inspect", "-f", "{{.State.Pid}}", "off-web").orFail().text().strip();
            host("nsenter", "--target", pid, "--net", "ip", "link", "delete", "eth0");
            assertThat(reaches(shared, "off-web")).isFalse();
            assertThat(address(shared, "off-web")).as("the engine does not notice").isEqualTo(address);

            JsonNode healed = spine.incident("off-web", SOON, "healed");
            assertThat(healed.toString()).contains("its interface with the address " + address + " is gone");
            assertThat(reaches(shared, "off-web")).isTrue();
            assertThat(Spine.restarts(shared, "off-web")).isOne();
            await().atMost(Spine.SOON).until(() -> spine.resolved(SOON).isPresent());

            looked(spine);
            assertThat(spine.incidents("off-theirs")).isEmpty();
            assertThat(Spine.startedAt(shared, "off-theirs")).isEqualTo(theirs);
            assertThat(address(shared, "off-theirs")).isEmpty();
            assertThat(spine.pages()).isEmpty();
        } finally {
            shared.docker("rm", "--force", "off-web", "off-theirs").orFail();
            shared.docker("network", "rm", "off_shop").orFail();
        }
    }

    /** A restart would end it; the engine's own makes the bridge anew, and attaches nobody. */
    @Tag("long")
    @Test
    void whereTheBridgeIsGoneAPersonIsToldAndOnceTheEngineHasMadeItAnewEachIsRestarted() throws Exception {
        Shortened.rule(home, "ContainerOffNetwork", "for: 1m", "for: 1s");
        Shortened.rule(home, "ContainerNetworkBroken", "for: 1m", "for: 1s");
        try (PrivateEngine engine = new PrivateEngine(shared.edition(), "--live-restore")) {
            String bridge = network(engine, "off_bridge");
            List<String> names = List.of("off-one", "off-two", "off-three");
            names.forEach(name -> up(engine, name, "off_bridge"));
            List<String> began = names.stream().map(name -> Spine.startedAt(engine, name)).toList();
            try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
                looked(spine);
                host("ip", "link", "delete", bridge);
                for (String name : names) {
                    JsonNode page = spine.page(name);
                    assertThat(page.at("/incident/rule").asText()).isEqualTo("ContainerNetworkBrokenSoon");
                    assertThat(page.toString()).contains("its bridge " + bridge + " is gone");
                }
                assertThat(names).extracting(name -> Spine.startedAt(engine, name)).isEqualTo(began);

                engine.terminate();
                engine.startAgain();
                assertThat(reaches(engine, "off-one")).as("it is not attached to the new one").isFalse();
                for (String name : names) {
                    JsonNode healed = spine.incident(name, SOON, "healed");
                    assertThat(healed.toString()).contains(bridge + " was made anew");
                    assertThat(reaches(engine, name)).isTrue();
                    assertThat(spine.pages(name)).hasSize(1);
                }
                await().atMost(Spine.SOON)
                        .until(() -> names.stream()
                                .flatMap(name -> spine.incidents(name).stream())
                                .allMatch(one -> one.path("state").asText().equals("resolved")));
            }
        }
    }
}
