package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The program is killed while it removes, one by one, what is left over on a full disk: between two removals, or in the middle of one.
 * What is protected stays, what went is on record, and no more than that; nothing is asked for twice, nothing is left open, and a person is told.
 */
@Tag("long")
class PruneKilledTest {
    private static final String MEANT = "job:1";
    private static final Duration EIGHT_DAYS = Duration.ofDays(8);
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final String RULE = """
            groups:
              - name: full
                rules:
            """ + Course.rule("room", """
                    on: disk.sample
                    when: event.usedPercent >= 88 && event.roles.contains('engine')
                    resolve: {on: disk.sample, when: event.usedPercent < 80}
            """, "{action: prune, with: {free: 99%}, verify: {freed: 1s, within: 2s}}");

    private static void job(PrivateEngine engine, String name, String... options) {
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--network=none", "--name=" + name));
        run.addAll(List.of(options));
        run.addAll(List.of(MEANT, "true"));
        engine.docker(run.toArray(String[]::new)).orFail();
    }

    /** Two images that have lost their names and two containers that ended well by themselves, all of long ago; and others that stay. */
    private static void leftBehind(Clinic clinic) throws Exception {
        for (int n = 1; n <= 3; n++) {
            BusyboxImage.importAs(clinic.engine(), MEANT, List.of("LABEL n=" + n));
        }
        clinic.rig().started();
        Stream.of("gone-1", "gone-2").forEach(name -> job(clinic.engine(), name));
        job(clinic.engine(), "stays", "--label=dockmedic.protect=true");
        clinic.rig().awaiting("ended", () -> clinic.lines("ps", "--format={{.Names}}").isEmpty());
        clinic.rig()
                .awaiting("seen", LATE,
                        () -> clinic.journal("SELECT since FROM remediation_nameless_images").size() == 2);
        clinic.rig().awaitingQuiet();
        clinic.rig().program.kill();
        clinic.engine().terminate();
        LongAgo.ended(clinic.disk().root(), EIGHT_DAYS, name -> true);
        LongAgo.seen(clinic.rig().program.data().resolve("journal.db"), EIGHT_DAYS);
        clinic.engine().startAgain();
        clinic.disk().fillTo(92);
    }

    /** The one of that number, from 1 on, that is to remove such a thing. */
    private static Predicate<Request> removal(String which, int number) {
        AtomicInteger seen = new AtomicInteger();
        return request -> removes(which).test(request) && seen.incrementAndGet() == number;
    }

    private static Predicate<Request> removes(String which) {
        return SocketProxy.fitting("DELETE", "/" + which + "/");
    }

    @ParameterizedTest
    @CsvSource({"images, 1, AFTER", "images, 2, BEFORE", "containers, 1, DURING", "containers, 1, ANSWERED"})
    void whatIsToStayStaysAndWhatWentIsOnRecord(String which, int number, Moment moment, @TempDir Path home)
            throws Exception {
        try (LoopDisk disk = LoopDisk.mount(home, "root", 128, 20_000);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root());
                Rig rig = new Rig(engine, home, "actions: {careful: [prune]}")) {
            rig.program.rules("full.yml", RULE);
            Clinic clinic = new Clinic(engine, disk, FakeNvml.in(home), home, rig, new Ward(engine, home),
                    new Asking(rig));
            leftBehind(clinic);
            rig.proxy.treatNext(removal(which, number), new Treatment.At(moment, rig.program::kill));
            rig.program.start();
            rig.awaiting("killed", LATE, () -> !rig.program.alive());
            rig.started();
            isOver(clinic, which, number);
        }
    }

    private static void isOver(Clinic clinic, String which, int number) {
        JsonNode incident = clinic.asking().settledOrOver("room");
        String as = incident.toString();
        clinic.rig()
                .awaiting("closed: " + as, LATE, () -> clinic
                        .journal("SELECT id FROM remediation_acts WHERE outcome = 'open' OR ended IS NULL")
                        .isEmpty());
        assertThat(clinic.asking().pages(incident)).as("told once: %s", as).isOne();
        List<String> containers = clinic.lines("ps", "--all", "--format={{.Names}}");
        assertThat(containers).as("what is protected stays: %s", as)
                .contains("stays")
                .isSubsetOf("stays", "gone-1", "gone-2");
        List<String> images = clinic.lines("images", "--all", "--quiet", "--no-trunc");
        assertThat(images).as("what has a name stays: %s", as)
                .contains(clinic.engine().docker("image", "inspect", "-f", "{{.Id}}", MEANT).orFail().text());
        List<String> removals = clinic.journal("SELECT kind || ' ' || outcome FROM remediation_removals");
        assertThat(removals).as("nothing is left open: %s", as).isNotEmpty().noneMatch(one -> one.endsWith(" open"));
        assertThat(removals.stream().filter("image removed"::equals)).as("images on record: %s", as)
                .hasSize(3 - images.size());
        assertThat(removals.stream().filter("container removed"::equals)).as("containers on record: %s", as)
                .hasSize(3 - containers.size());
        assertThat(clinic.rig().proxy.exchanges()
                .stream()
                .filter(one -> one.request().method().equals("DELETE") && one.reached())
                .map(Exchange::request)
                .map(Request::path)).as("asked for once each: %s", as).doesNotHaveDuplicates();
        assertThat(removals.stream().filter(one -> one.startsWith(which.substring(0, which.length() - 1))))
                .as("it had come so far: %s", as)
                .hasSizeGreaterThanOrEqualTo(number);
        System.out.println(removals + " "
                + clinic.journal("SELECT outcome || ' ' || detail FROM remediation_acts WHERE action = 'prune'"));
    }
}
