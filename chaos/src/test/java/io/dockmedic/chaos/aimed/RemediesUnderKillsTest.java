package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.OpenBook;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed with SIGKILL at instants drawn from a seed while it is at remedies of many kinds, and killed again now and then
 * while it settles them. Nothing is done twice, nothing is lost, whatever it was: what is asked for happens once, or a person is told.
 */
@Tag("long")
class RemediesUnderKillsTest {
    private static final int KILLS = Integer.getInteger("dockmedic.kills", 200);
    private static final long SEED = Long.getLong("dockmedic.seed", 20261127);
    /** These alone, by their names with a comma between; empty for all. */
    private static final List<String> ONLY = Stream.of(System.getProperty("dockmedic.kinds", "").split(",", -1))
            .filter(name -> !name.isEmpty())
            .toList();
    private static final Duration AGAIN = Duration.ofSeconds(12);
    private static final int AGAIN_PERCENT = 25;
    /** Of many kills; of those of 29 November 2026 every fourth was. */
    private static final int LEAST_IN_THE_MIDDLE_PERCENT = 10;
    private static final int MANY = 100;
    private static final int DISK_MB = 320;
    private static final int FILES = 40_000;

    private final Random random = new Random(SEED);
    /** Kills that cut an act off. */
    private int inTheMiddle;

    @Test
    void whateverIsCutOffHappensOnceOrAPersonIsTold(@TempDir Path home) throws Exception {
        FakeNvml gpus = FakeNvml.in(home).says("count", 16);
        try (LoopDisk disk = LoopDisk.mount(home, "engine", DISK_MB, FILES);
                PrivateEngine engine = new PrivateEngine("--data-root=" + disk.root());
                Called called = new Called(Ward.folder(home));
                Rig rig = new Rig(engine, home, Remedies.settings(home, called), Courses.settings(gpus, home))) {
            rig.program.within(OpenBook.view(Files.createDirectory(home.resolve("empty"))));
            Ward ward = new Ward(engine, home);
            String image = BusyboxImage.in(engine);
            Remedies remedies = new Remedies(engine.docker("image", "inspect", "-f", "{{.Id}}", image).orFail().text());
            rig.program.rules("remedies.yml", remedies.rules() + Courses.RULES);
            rig.started();
            Clinic clinic = new Clinic(engine, disk, gpus, home, rig, ward, new Asking(rig));
            List<Course> courses = Courses.of(clinic, remedies, ONLY);
            try {
                courses.forEach(Course::opens);
                System.out.println(kills(clinic, courses));
                System.out.println(new Books(clinic).audited());
            } finally {
                courses.forEach(Course::close);
            }
        }
    }

    private String kills(Clinic clinic, List<Course> courses) {
        Map<String, Integer> outcomes = new TreeMap<>();
        int kills = 0;
        for (int turn = 0; kills < KILLS; turn++) {
            Course one = courses.get(turn % courses.size());
            one.falls(turn);
            one.asks();
            kills += killed(clinic, one.lasts());
            while (random.nextInt(100) < AGAIN_PERCENT) {
                kills += killed(clinic, AGAIN);
            }
            one.asks();
            JsonNode incident = one.settled();
            String as = "turn " + turn + " " + incident;
            System.out.println(Instant.now() + " turn " + turn + ", " + kills + " kills, " + one.name() + " "
                    + incident.at("/remedy/state").asText());
            assertThat(clinic.ward().names()).as(as + ": nothing is left of what it makes")
                    .containsExactlyElementsOf(courses.stream()
                            .flatMap(course -> course.beds().stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
            long pages = clinic.asking().pages(incident);
            one.judge(incident, pages, as);
            assertThat(as).as("what was done is on record").contains("\"verdict\":\"act\"");
            assertThat(clinic.ward().parts()).as(as + ": nothing is left of a copy").isEmpty();
            outcomes.merge(one.name() + " " + incident.at("/remedy/state").asText(), 1, Integer::sum);
            one.ends(pages);
        }
        if (kills >= MANY && ONLY.isEmpty()) {
            assertThat(inTheMiddle * 100 / kills).as("percent of %d kills that cut an act off", kills)
                    .isGreaterThanOrEqualTo(LEAST_IN_THE_MIDDLE_PERCENT);
        }
        return kills + " kills, " + inTheMiddle + " in the middle of an act: " + outcomes;
    }

    /** After a while of at most so long; and it is started again. */
    private int killed(Clinic clinic, Duration within) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt((int) within.toMillis())).toNanos());
        clinic.rig().program.kill();
        if (!clinic.journalLeft("SELECT id FROM remediation_acts WHERE outcome = 'open'").isEmpty()) {
            inTheMiddle++;
        }
        clinic.rig().started();
        return 1;
    }
}
