package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LongAgo;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Exchange;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The engine ends while it removes what is left over, and comes back, or its answer comes too late: what was to stay is there, what went
 * is on record, nothing is open, and a person is told.
 */
@Tag("long")
class PruneCutOffTest {
    private static final String MEANT = "job:1";
    private static final String ON = "actions: {careful: [prune]}\n";
    /** A look at the clock before the deadline. */
    private static final Duration NOT_BEFORE = Duration.ofSeconds(115);
    private static final Duration LATE = Duration.ofMinutes(4);
    /** What an engine answers that is just ending, or more: 503 where its containerd is gone first. */
    private static final int FAILED = 500;

    @TempDir
    Path home;

    private void rules() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("rules.d")).resolve("full.yml"), """
                groups:
                  - name: full
                    rules:
                      - alert: Full
                        on: disk.sample
                        when: event.usedPercent >= 88 && event.roles.contains('engine')
                        resolve: {on: disk.sample, when: event.usedPercent < 80}
                        annotations: {summary: "{{ event.mountpoint }} is full"}
                        remedy:
                          - {action: prune, with: {free: 99%}, verify: {freed: 1s, within: 2s}}
                          - action: escalate
                """);
    }

    private List<String> journal(String asks) throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery(asks)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private static List<String> lines(PrivateEngine engine, String... command) {
        return engine.docker(command).orFail().text().lines().sorted().toList();
    }

    private static void job(PrivateEngine engine, String name, String... options) {
        engine.docker(Stream.of(List.of("run", "--detach", "--network=none", "--name=" + name), List.of(options),
                List.of(MEANT, "true")).flatMap(List::stream).toArray(String[]::new)).orFail();
    }

    /** An image that has lost its name, and a container that ended well by itself, both of long ago; and others that stay. */
    private void leftBehind(LoopDisk disk, PrivateEngine engine) throws Exception {
        BusyboxImage.importAs(engine, MEANT, List.of("LABEL n=1"));
        BusyboxImage.importAs(engine, MEANT, List.of("LABEL n=2"));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, ON)) {
            job(engine, "gone");
            job(engine, "stays", "--label=dockmedic.protect=true");
            await().atMost(Spine.SOON).until(() -> lines(engine, "ps", "--format={{.Names}}").isEmpty());
            await().atMost(Duration.ofSeconds(100))
                    .until(() -> journal("SELECT since FROM remediation_nameless_images").size() == 1);
            assertThat(spine.pages()).isEmpty();
        }
        engine.terminate();
        LongAgo.ended(disk.root(), Duration.ofDays(8), name -> true);
        LongAgo.seen(home.resolve("data/journal.db"), Duration.ofDays(8));
        engine.startAgain();
        disk.fillTo(92);
    }

    @ParameterizedTest
    @CsvSource({"images", "containers"})
    void nothingElseGoesAndNothingIsLeftOpen(String which) throws Exception {
        rules();
        try (LoopDisk disk = LoopDisk.mount(home, "root", 128, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root());
                SocketProxy proxy = new SocketProxy(engine.socket())) {
            leftBehind(disk, engine);
            CountDownLatch gone = new CountDownLatch(1);
            proxy.treatNext(removal(which), new Treatment.At(Moment.DURING, () -> {
                engine.terminate();
                gone.countDown();
            }));
            try (Spine spine = Spine.ready(proxy.dockerHost(), home, ON)) {
                assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
                engine.startAgain();
                isOver(disk, engine, spine);
                assertThat(proxy.exchanges()
                        .stream()
                        .filter(one -> removal(which).test(one.request()) && one.status() < FAILED))
                        .as("asked once, and once more where the engine has said that it failed")
                        .hasSize(1);
            }
        }
    }

    /** Longer than the two minutes and ten seconds that such a call may take. */
    @ParameterizedTest
    @CsvSource({"images", "containers"})
    void anAnswerThatComesTooLateIsSettledByLooking(String which) throws Exception {
        rules();
        try (LoopDisk disk = LoopDisk.mount(home, "root", 128, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root());
                SocketProxy proxy = new SocketProxy(engine.socket())) {
            leftBehind(disk, engine);
            proxy.treatNext(removal(which), new Treatment.HoldAnswer());
            try (Spine spine = Spine.ready(proxy.dockerHost(), home, ON)) {
                isOver(disk, engine, spine);
                proxy.release();
                List<Exchange> removals = proxy.exchanges()
                        .stream()
                        .filter(one -> one.request().method().equals("DELETE"))
                        .dropWhile(one -> !removal(which).test(one.request()))
                        .toList();
                assertThat(removals.stream().filter(one -> removal(which).test(one.request()))).as("asked once")
                        .hasSize(1);
                assertThat(removals.stream().skip(1))
                        .as("nothing else is removed while it may still come: %s", removals)
                        .allMatch(one -> one.arrived().isAfter(removals.getFirst().arrived().plus(NOT_BEFORE)));
                assertThat(journal("SELECT outcome FROM remediation_removals WHERE kind = '"
                        + which.substring(0, which.length() - 1) + "'")).as("found to be gone")
                        .containsExactly("removed");
            }
        }
    }

    private static Predicate<Request> removal(String which) {
        return SocketProxy.fitting("DELETE", "/" + which + "/");
    }

    /** As it has to be, whatever it was that went wrong. */
    private void isOver(LoopDisk disk, PrivateEngine engine, Spine spine) throws Exception {
        String mountpoint = disk.root().toString();
        await().atMost(LATE).until(() -> !spine.pages(mountpoint).isEmpty());
        await().atMost(LATE)
                .until(() -> journal("SELECT id FROM remediation_acts WHERE outcome = 'open' OR ended IS NULL")
                        .isEmpty());
        JsonNode said = spine.incidents(mountpoint).getFirst();
        List<String> containers = lines(engine, "ps", "--all", "--format={{.Names}}");
        assertThat(containers).as("%s", said).contains("stays").isSubsetOf("stays", "gone");
        List<String> images = lines(engine, "images", "--all", "--quiet", "--no-trunc");
        assertThat(images).as("%s", said)
                .contains(engine.docker("image", "inspect", "-f", "{{.Id}}", MEANT).orFail().text())
                .hasSizeLessThanOrEqualTo(2);
        List<String> removals = journal("SELECT kind || ' ' || outcome FROM remediation_removals");
        assertThat(removals).as("%s", said).isNotEmpty().noneMatch(removal -> removal.endsWith(" open"));
        assertThat(removals.contains("image removed")).as("what went is on record: %s", said)
                .isEqualTo(images.size() < 2);
        assertThat(removals.contains("container removed")).as("what went is on record: %s", said)
                .isEqualTo(!containers.contains("gone"));
        System.out.println(removals + " " + journal("SELECT outcome || ' ' || detail FROM remediation_acts"));
    }
}
