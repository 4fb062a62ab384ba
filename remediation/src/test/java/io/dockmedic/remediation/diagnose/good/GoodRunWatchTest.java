package io.dockmedic.remediation.diagnose.good;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.ContainerEvent.Touched;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.record.RemediationTables;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When it is written down that a service has run well. */
class GoodRunWatchTest {
    private static final int GOOD_RUNS = 3;

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T00:00:00Z"));
    private final FakeEngine engine = new FakeEngine(time);
    private Connection connection;
    private boolean full;
    private GoodRuns runs;
    private GoodRunWatch watch;

    /** At once, and on no thread of its own. */
    private final class Direct implements Journal {
        @Override
        public <T> Future<T> write(Work<T> work) {
            return full ? Future.failedFuture(new JournalException("the disk is full")) : read(work);
        }

        @Override
        public <T> Future<T> read(Work<T> work) {
            try {
                return Future.succeededFuture(work.run(connection));
            } catch (SQLException e) {
                return Future.failedFuture(e);
            }
        }

        @Override
        public boolean writable() {
            return !full;
        }
    }

    private Map<String, Ground> grounds = Map.of();
    private HostState host = HostState.UNKNOWN;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    RemediationTables.keeping(Duration.ofHours(3)).migrations().get(GOOD_RUNS));
        }
        runs = new GoodRuns(new Direct());
        watch = new GoodRunWatch(engine, engine, engine.remakes, runs,
                new Footing(runs, paths -> Future.succeededFuture(grounds), () -> false),
                () -> Future.succeededFuture(host),
                () -> List.of(Samples.container(Map.of())), time, time);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void starts() {
        engine.comeUp();
        watch.event(new Started(time.now(), "host", Origin.ENGINE, Samples.container(Map.of()), StartCause.FOREIGN,
                false));
    }

    private Optional<Instant> ranWell() {
        return runs.of("web").result().map(GoodRun::at);
    }

    @Test
    void whatRunsForAMinute() {
        starts();
        time.advance(Duration.ofSeconds(59));
        assertThat(ranWell()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(ranWell()).contains(time.now());
    }

    @Test
    void howTheHostIsThen() {
        host = new HostState("6.1", "28", "2", "b1", "v2", 7, 8);
        starts();
        time.advance(Duration.ofSeconds(60));
        assertThat(runs.of("web").result().orElseThrow().host()).isEqualTo(host);
    }

    private static Blueprint on(String networks) {
        try {
            return Blueprint.read(new ObjectMapper().readTree("""
                    {"HostConfig": {"NetworkMode": "front"}, "NetworkSettings": {"Networks": {%s}}}"""
                    .formatted(networks)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> endpoints() {
        return runs.of("web").result().orElseThrow().endpoints();
    }

    /** What the engine starts by itself on an empty folder, before the share is mounted, runs well too. */
    @Test
    void whatItsFoldersLieOnIsKnownAndAnotherHasTenMinutesToShowThatItIsMeant() {
        Ground share = new Ground("/mnt/nas", "nfs4", false);
        Ground empty = new Ground("/", "ext4", false);
        engine.mounts = List.of(new ContainerState.Mount("bind", "/mnt/nas/db", true));
        grounds = Map.of("/mnt/nas/db", share);
        starts();
        time.advance(Duration.ofSeconds(60));
        assertThat(runs.of("web").result().orElseThrow().grounds()).isEqualTo(grounds);
        grounds = Map.of("/mnt/nas/db", empty);
        starts();
        time.advance(Duration.ofMinutes(9));
        assertThat(runs.of("web").result().orElseThrow().grounds()).containsEntry("/mnt/nas/db", share);
        time.advance(Duration.ofMinutes(2));
        assertThat(runs.of("web").result().orElseThrow().grounds()).containsEntry("/mnt/nas/db", empty);
    }

    /** It has the share still that it began with, though the host has it no more. */
    @Test
    void whatIsUnmountedUnderARunThatGoesOnIsNotWhatItLiesOn() {
        Ground share = new Ground("/mnt/nas", "nfs4", false);
        engine.mounts = List.of(new ContainerState.Mount("bind", "/mnt/nas/db", true));
        grounds = Map.of("/mnt/nas/db", share);
        watch.event(Samples.connected(time.now()));
        starts();
        time.advance(Duration.ofSeconds(60));
        Instant first = ranWell().orElseThrow();
        grounds = Map.of("/mnt/nas/db", new Ground("/", "ext4", false));
        time.advance(Duration.ofHours(30));
        assertThat(ranWell().orElseThrow()).as("noted once more").isAfter(first);
        assertThat(runs.of("web").result().orElseThrow().grounds()).containsEntry("/mnt/nas/db", share);
    }

    @Test
    void onWhichNetworksItRanIsKnownUntilSomebodyTakesItOffOne() {
        String front = "'front': {'Aliases': ['web'], 'IPAMConfig': {'IPv4Address': '172.20.0.9'}, 'IPAddress': '172.20.0.9'}"
                .replace('\'', '"');
        engine.remakes.blueprint = on(front + ", \"back\": {}");
        starts();
        time.advance(Duration.ofSeconds(60));
        assertThat(endpoints()).containsOnlyKeys("front", "back")
                .containsEntry("front", "{\"Aliases\":[\"web\"],\"IPAMConfig\":{\"IPv4Address\":\"172.20.0.9\"}}");
        engine.remakes.blueprint = on(front);
        watch.event(touched("connect"));
        assertThat(endpoints()).as("lost, by nobody's doing that is known").containsOnlyKeys("front", "back");
        watch.event(touched("disconnect"));
        assertThat(endpoints()).containsOnlyKeys("front");
        engine.remakes.blueprint = null;
        watch.event(touched("disconnect"));
        assertThat(endpoints()).as("what cannot be seen").isEmpty();
    }

    private Touched touched(String action) {
        return new Touched(time.now(), "host", Origin.ENGINE, Samples.container(Map.of()), action);
    }

    @Test
    void whatIsHealthyOnlyAfterThatMinute() {
        starts();
        engine.health = "starting";
        time.advance(Duration.ofSeconds(90));
        assertThat(ranWell()).isEmpty();
        engine.health = "healthy";
        watch.event(Samples.health(time.now(), Map.of(), "healthy"));
        assertThat(ranWell()).contains(time.now());
    }

    @Test
    void whatIsHealthyBeforeThatIsLookedAtOnceItIsAMinuteOld() {
        engine.comeUp();
        engine.health = "healthy";
        watch.event(Samples.health(time.now(), Map.of(), "healthy"));
        assertThat(ranWell()).isEmpty();
        time.advance(Duration.ofSeconds(65));
        assertThat(ranWell()).isPresent();
    }

    private void isOn(String image) {
        engine.details = new Details("web:1", image, Map.of("image", "web:1", "image id", image), Map.of(), List.of(),
                List.of(), List.of(),
                null);
    }

    private Optional<String> onImage() {
        return runs.of("web").result().map(GoodRun::imageId);
    }

    @Test
    void anotherImageThanTheLastGoodOneHasTenMinutesToShowIt() {
        isOn("sha256:1");
        starts();
        time.advance(Duration.ofMinutes(2));
        isOn("sha256:2");
        for (int crash = 0; crash < 8; crash++) {
            starts();
            time.advance(Duration.ofSeconds(90));
        }
        assertThat(onImage()).as("it crashes every 90 s").contains("sha256:1");
        starts();
        time.advance(Duration.ofMinutes(9));
        assertThat(onImage()).contains("sha256:1");
        time.advance(Duration.ofMinutes(2));
        assertThat(onImage()).contains("sha256:2");
    }

    @Test
    void whatWasStartedAgainInItsFirstMinute() {
        starts();
        time.advance(Duration.ofSeconds(30));
        starts();
        time.advance(Duration.ofSeconds(59));
        assertThat(ranWell()).isEmpty();
        time.advance(Duration.ofSeconds(5));
        assertThat(ranWell()).isPresent();
    }

    @Test
    void whatCouldNotBeWrittenDownIsInTheNextHourAndThenOnceADay() {
        watch.event(Samples.connected(time.now()));
        full = true;
        starts();
        time.advance(Duration.ofMinutes(5));
        full = false;
        assertThat(ranWell()).isEmpty();
        time.advance(Duration.ofHours(1));
        Instant first = ranWell().orElseThrow();
        time.advance(Duration.ofHours(20));
        assertThat(ranWell()).contains(first);
        time.advance(Duration.ofHours(4));
        assertThat(ranWell()).hasValueSatisfying(again -> assertThat(again).isAfter(first.plus(Duration.ofHours(20))));
    }
}
