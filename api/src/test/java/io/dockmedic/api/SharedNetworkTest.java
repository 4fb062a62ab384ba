package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.SocketProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shares the network of another container on a real engine, which tells nobody when that network is another one. */
@RealEngine
class SharedNetworkTest {
    private static final String SICK = """
            groups:
              - name: sick
                rules:
                  - alert: SickBehindAVpn
                    on: container.health
                    when: event.status == 'unhealthy'
                    by: [event.service]
                    resolve: {on: container.health, when: event.status == 'healthy'}
                    labels: {severity: warning}
                    annotations: {summary: "{{ event.service }} is unhealthy"}
                    remedy:
                      - {action: restart, verify: {healthy: 3s, within: 60s}}
                      - {action: recreate, with: {after: 0s}, verify: {healthy: 3s, within: 60s}}
                      - action: escalate
            inhibit:
              - {source: SickBehindAVpn, target: ContainerUnhealthy, equal: [event.service]}
            """;

    @TempDir
    Path home;

    private final PrivateEngine engine;

    SharedNetworkTest(PrivateEngine engine) {
        this.engine = engine;
    }

    private void shares(String name, String other) {
        engine.docker("run", "--detach", "--name=" + name, "--network=container:" + other,
                "--label=dockmedic.heal=true",
                BusyboxImage.in(engine), "sleep", "1000").orFail();
    }

    /** Which network its processes are in. */
    private String network(String name) {
        return engine.docker("exec", name, "readlink", "/proc/1/ns/net").orFail().text().strip();
    }

    @Test
    void whatWasCutOffByARestartOfTheOtherJoinsItAgain() throws Exception {
        Shortened.rule(home, "ContainerNetworkStale", "for: 30s", "for: 1s");
        engine.run("net-vpn", Map.of(), "sleep", "1000");
        shares("net-torrent", "net-vpn");
        assertThat(network("net-torrent")).isEqualTo(network("net-vpn"));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.docker("restart", "--time=0", "net-vpn").orFail();
            assertThat(network("net-torrent")).as("the engine leaves it where it was").isNotEqualTo(network("net-vpn"));
            await().atMost(Spine.SOON).until(() -> Spine.restarts(engine, "net-torrent") == 1);
            await().atMost(Spine.SOON)
                    .until(() -> spine.resolved("ContainerNetworkStaleSoon").isPresent()
                            && spine.incidents("net-torrent").toString().contains("healed"));
            assertThat(network("net-torrent")).isEqualTo(network("net-vpn"));
            assertThat(spine.pages()).isEmpty();
        }
    }

    private String id(String name) {
        return engine.docker("inspect", "-f", "{{.Id}}", name).orFail().text().strip();
    }

    /** Whether the journal knows of which service a container is whose network is shared: so it does after our restart. */
    static boolean knows(Path home, String service) throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement select = journal.createStatement();
                ResultSet rows = select.executeQuery("SELECT name FROM shared_owners")) {
            boolean found = false;
            while (rows.next()) {
                found = found || rows.getString(1).equals(service);
            }
            return found;
        }
    }

    /** An update while Dockmedic was off too; one after the other, each proven. */
    @Tag("long")
    @Test
    void whatIsBoundToOneThatIsGoneIsMadeAnewForWhatCameInItsPlaceWhereThatIsSwitchedOn() throws Exception {
        Shortened.rule(home, "ContainerNetworkGone", "for: 2m", "for: 1s",
                "- action: recreate\n", "- action: recreate\n            with: {after: 0s}\n");
        String gone = engine.run("suc-vpn", Map.of(), "sleep", "1000");
        List<String> names = List.of("suc-torrent", "suc-indexer");
        names.forEach(name -> shares(name, "suc-vpn"));
        Map<String, String> old = names.stream().collect(Collectors.toMap(name -> name, this::id));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, RecreateTest.SWITCHED_ON)) {
            await().atMost(Spine.SOON).until(() -> knows(home, "suc-vpn"));
            assertThat(spine.incidents("suc-torrent")).isEmpty();
        }
        engine.docker("rm", "--force", "suc-vpn").orFail();
        engine.run("suc-vpn", Map.of(), "sleep", "1000");
        assertThat(id("suc-vpn")).isNotEqualTo(gone);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, RecreateTest.SWITCHED_ON)) {
            for (String name : names) {
                await().atMost(Spine.SOON.multipliedBy(3))
                        .until(() -> spine.incidents(name).toString().contains("\"healed\""));
                spine.incident(name, "ContainerNetworkGoneSoon", "healed");
                assertThat(id(name)).isNotEqualTo(old.get(name));
                assertThat(network(name)).isEqualTo(network("suc-vpn"));
                assertThat(spine.pages(name)).isEmpty();
            }
            assertThat(spine.resolved("ContainerNetworkGoneSoon")).isPresent();
        }
    }

    /** A restart would leave it down for ever: it runs on until the next step makes it anew, in the network of what came in the other's place. */
    @Test
    @Tag("long")
    void whatCouldNotBeRestartedIsMadeAnewByTheNextStep() throws Exception {
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/sick.yml"), SICK);
        engine.run("sic-vpn", Map.of(), "sleep", "1000");
        engine.docker("run", "--detach", "--name=sic-torrent", "--network=container:sic-vpn",
                "--label=dockmedic.heal=true", "--stop-timeout=1", "--health-cmd=test ! -e /tmp/bad",
                "--health-interval=1s", "--health-retries=1", BusyboxImage.in(engine), "sleep", "1000").orFail();
        String old = id("sic-torrent");
        try (SocketProxy proxy = new SocketProxy(engine.socket());
                Spine spine = Spine.ready(proxy.dockerHost(), home, RecreateTest.SWITCHED_ON)) {
            await().atMost(Spine.SOON).until(() -> knows(home, "sic-vpn"));
            engine.docker("rm", "--force", "sic-vpn").orFail();
            engine.run("sic-vpn", Map.of(), "sleep", "1000");
            engine.docker("exec", "sic-torrent", "touch", "/tmp/bad").orFail();
            JsonNode healed = spine.incident("sic-torrent", "SickBehindAVpn", "healed");
            JsonNode attempts = healed.at("/remedy/attempts");
            assertThat(attempts.path(0).path("outcome").asText())
                    .startsWith("refused (network_gone): not called: container ");
            // Who has just made the other one anew may be at work still.
            assertThat(attempts).extracting(one -> one.path("action").asText() + " "
                    + one.path("outcome").asText().replaceAll(":.*", ""))
                    .startsWith("restart refused (network_gone)")
                    .endsWith("recreate healed")
                    .containsOnly("restart refused (network_gone)", "recreate refused (not_yet)", "recreate healed")
                    .doesNotHaveDuplicates();
            assertThat(proxy.count("POST", "/restart")).isZero();
            assertThat(id("sic-torrent")).isNotEqualTo(old);
            assertThat(Spine.status(engine, "sic-torrent")).isEqualTo("running");
            assertThat(network("sic-torrent")).isEqualTo(network("sic-vpn"));
            assertThat(spine.pages("sic-torrent")).isEmpty();
        }
    }

    /** It was gone before Dockmedic saw it for the first time. */
    @Tag("long")
    @Test
    void whatIsNotKnownIsNotGuessedAndAPersonIsTold() throws Exception {
        Shortened.rule(home, "ContainerNetworkGone", "for: 2m", "for: 1s",
                "- action: recreate\n", "- action: recreate\n            with: {after: 0s}\n");
        engine.run("unk-vpn", Map.of(), "sleep", "1000");
        shares("unk-torrent", "unk-vpn");
        String old = id("unk-torrent");
        engine.docker("rm", "--force", "unk-vpn").orFail();
        engine.run("unk-vpn", Map.of(), "sleep", "1000");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, RecreateTest.SWITCHED_ON)) {
            assertThat(spine.page("unk-torrent").toString()).contains("Dockmedic never saw it",
                    "make it anew by hand, with --network container:NAME");
            assertThat(id("unk-torrent")).isEqualTo(old);
            assertThat(Spine.status(engine, "unk-torrent")).isEqualTo("running");
        }
    }

    @Test
    void whatIsBoundToOneThatIsGoneIsNotRestartedAndAPersonIsTold() throws Exception {
        Shortened.rule(home, "ContainerNetworkGone", "for: 2m", "for: 1s");
        engine.run("gon-vpn", Map.of(), "sleep", "1000");
        shares("gon-torrent", "gon-vpn");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            engine.docker("rm", "--force", "gon-vpn").orFail();
            engine.run("gon-vpn", Map.of(), "sleep", "1000");
            assertThat(spine.pageOf("ContainerNetworkGoneSoon").at("/incident/labels/route").asText())
                    .isEqualTo("network");
            assertThat(Spine.status(engine, "gon-torrent")).isEqualTo("running");
            assertThat(Spine.restarts(engine, "gon-torrent")).isZero();
            engine.docker("rm", "--force", "gon-torrent").orFail();
            shares("gon-torrent", "gon-vpn");
            await().atMost(Spine.SOON)
                    .until(() -> spine.resolved("ContainerNetworkGoneSoon"), Optional::isPresent);
        }
    }
}
