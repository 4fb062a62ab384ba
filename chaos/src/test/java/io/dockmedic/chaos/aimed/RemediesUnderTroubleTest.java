package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.chaos.aimed.Ward.Seen;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.OpenBook;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In the middle of each remedy, while the engine is at the first call that changes something, the engine restarts, or somebody removes
 * the container. It ends, nothing is done twice, nothing of it is left, and what does not run is known to a person.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemediesUnderTroubleTest {
    private static final String STACK = "stack";
    /** These leave alone for so long what somebody made: they may be at it still. */
    private static final Map<String, Duration> OLD = Map.of("recreate", Duration.ofSeconds(5), STACK,
            Duration.ofSeconds(33));
    /** These ask the engine for nothing: they are struck while somebody else is at it. */
    private static final Set<String> OUTSIDE = Set.of("outside", "called");
    /** And so do these: the engine is away when they are asked for. */
    private static final Set<String> OF_A_GPU = Set.of(Marked.NAME, Cooled.NAME);
    /** About these a person is asked first. */
    private static final Set<String> ASKED = Set.of(Rejoined.NAME, Reset.NAME);
    /** One does nothing, the other does it to a file, in no time in which something could strike. */
    private static final Set<String> NOT_THESE = Set.of("told", "empties");

    /**
     * Who removes it once it is stopped may as well have cleared away what does not run: the new one is not taken away from them.
     */
    private static final String STAYS = "somebody has removed the old container; the new one stays";

    private static final int DISK_MB = 320;
    private static final int FILES = 40_000;

    private LoopDisk disk;
    private PrivateEngine engine;
    private Called called;
    private Rig rig;
    private Ward ward;
    private Remedies remedies;
    private Asking asking;
    private Clinic clinic;
    private String bed = "";

    static Stream<String> kinds() {
        return new Remedies("").names().stream().filter(kind -> !NOT_THESE.contains(kind) && isWanted(kind));
    }

    static Stream<String> courses() {
        return Courses.more().stream().filter(RemediesUnderTroubleTest::isWanted);
    }

    /** Those that somebody could take their container away from. */
    static Stream<String> coursesInBed() {
        return Stream.of(RolledBack.NAME, Rejoined.NAME, Reset.NAME).filter(RemediesUnderTroubleTest::isWanted);
    }

    private static boolean isWanted(String kind) {
        String only = System.getProperty("dockmedic.kinds", "");
        return only.isEmpty() || List.of(only.split(",", -1)).contains(kind);
    }

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        disk = LoopDisk.mount(home, "engine", DISK_MB, FILES);
        engine = new PrivateEngine("--data-root=" + disk.root());
        called = new Called(Ward.folder(home));
        FakeNvml gpus = FakeNvml.in(home).says("count", 16);
        rig = new Rig(engine, home, Remedies.settings(home, called), Courses.settings(gpus, home));
        rig.program.within(OpenBook.view(Files.createDirectory(home.resolve("empty"))));
        ward = new Ward(engine, home);
        remedies = new Remedies(engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine))
                .orFail()
                .text());
        rig.program.rules("remedies.yml", remedies.rules() + Courses.RULES);
        rig.started();
        asking = new Asking(rig);
        clinic = new Clinic(engine, disk, gpus, home, rig, ward, asking);
    }

    @AfterAll
    void close() throws IOException {
        try {
            rig.close();
            called.close();
        } finally {
            engine.close();
            disk.close();
        }
    }

    @AfterEach
    void clear() {
        rig.proxy.forgetTreatments();
        ward.discharge(bed);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("kinds")
    void theEngineRestarts(String kind) {
        bed = kind + "-restarted";
        admit(kind);
        String startsAt = Instant.now().toString();
        String since = Instant.parse(startsAt).minusSeconds(2).toString();
        Seen before = ward.look(bed, since);
        inTheMiddle(kind, startsAt, engine::terminate);
        engine.startAgain();
        JsonNode incident = asking.settled(kind, startsAt);
        rig.awaiting("running, or told: " + incident, Asking.LIMIT, () -> rig.running(bed) || told());
        nothingIsLeft(List.of(bed), incident);
        Remedies.Kind asked = remedies.kind(kind);
        int effect = asked.effect().between(before, ward.look(bed, since));
        // The engine took it down with it; that is one start more.
        assertThat(effect).as("%s", incident).isBetween(0, asked.most() + (asked.starts() ? 1 : 0));
        // Or it left the rest to whoever stopped the container, which the engine did.
        if (!incident.at("/remedy/state").asText().equals("yielded") && asking.pages(incident) == 0) {
            assertThat(effect).as("it was done, or a person is told: %s", incident).isPositive();
        }
        asking.ends(kind, bed, startsAt);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("kinds")
    void theContainerIsRemoved(String kind) {
        bed = kind + "-removed";
        admit(kind);
        String startsAt = Instant.now().toString();
        inTheMiddle(kind, startsAt, () -> engine.docker("rm", "--force", bed));
        JsonNode incident = asking.settled(kind, startsAt);
        nothingIsLeft(stays(incident) ? List.of(bed) : List.of(), incident);
        isOver(incident);
        asking.ends(kind, bed, startsAt);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("courses")
    void theEngineRestartsInACourse(String name) {
        bed = name + "-restarted";
        try (Course course = Courses.more(clinic, name, bed)) {
            course.opens();
            course.falls(1);
            if (OF_A_GPU.contains(name)) {
                engine.terminate();
                course.asks();
            } else {
                inTheMiddle(course, engine::terminate);
            }
            engine.startAgain();
            JsonNode incident = course.settled();
            rig.awaiting("running, or told: " + incident, Asking.LIMIT,
                    () -> course.beds().stream().allMatch(rig::running) || told());
            assertThat(ward.names()).as("nothing is left of what it makes: %s", incident).isEqualTo(course.beds());
            long pages = asking.pages(incident);
            course.judge(incident, pages, incident.toString());
            course.ends(pages);
            course.beds().forEach(ward::discharge);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("coursesInBed")
    void theContainerOfACourseIsRemoved(String name) {
        bed = name + "-removed";
        try (Course course = Courses.more(clinic, name, bed)) {
            course.opens();
            course.falls(2);
            inTheMiddle(course, () -> engine.docker("rm", "--force", bed));
            JsonNode incident = course.settled();
            boolean stays = stays(incident);
            List<String> others = course.beds().stream().filter(other -> stays || !other.equals(bed)).toList();
            rig.awaiting("gone, what it makes: " + incident, () -> ward.names().equals(others));
            rig.awaiting("the others run, or told: " + incident, Asking.LIMIT,
                    () -> others.stream().allMatch(rig::running) || told());
            // Who had to say yes is asked, and told once.
            assertThat(asking.pages(incident)).as("told once: %s", incident)
                    .isLessThanOrEqualTo(ASKED.contains(name) ? 2 : 1);
            if (!stays) {
                course.judgeGone(incident, asking.pages(incident));
            }
            isClosed(incident);
            course.ends(asking.pages(incident));
            course.beds().forEach(ward::discharge);
        }
    }

    private static boolean stays(JsonNode incident) {
        return incident.toString().contains(STAYS);
    }

    private void inTheMiddle(Course course, Runnable strike) {
        AtomicBoolean struck = new AtomicBoolean();
        rig.proxy.forgetTreatments();
        rig.proxy.treatNext(RemediesUnderTroubleTest::changes, new Treatment.At(Moment.DURING, () -> {
            strike.run();
            struck.set(true);
        }));
        course.asks();
        rig.awaiting("struck", struck::get);
    }

    private void admit(String kind) {
        ward.admit(bed, kind.equals(STACK), remedies.kind(kind).bed());
        // The engine may have been started anew a moment ago: before it is in sight an alert is about no container.
        clinic.seen(bed);
        Instant old = Instant.now().plus(OLD.getOrDefault(kind, Duration.ZERO));
        rig.awaiting("old", () -> !Instant.now().isBefore(old));
    }

    /** Of it, or of what was asked for it. */
    private boolean told() {
        return rig.pager.deliveries()
                .stream()
                .anyMatch(page -> page.kind().equals("escalation") && page.service().contains(bed));
    }

    private void nothingIsLeft(List<String> but, JsonNode incident) {
        rig.awaiting("gone, what it makes: " + incident, () -> ward.names().equals(but) && ward.parts().isEmpty());
        assertThat(incident.toString()).as("what was done is on record").contains("\"verdict\":\"act\"");
        assertThat(asking.pages(incident)).as("told once").isLessThanOrEqualTo(1);
    }

    /** What was begun has an end, and what came of it is known: it was done, left to whoever removed it, or a person is told. */
    private void isOver(JsonNode incident) {
        String state = incident.at("/remedy/state").asText();
        assertThat(state).as("%s", incident).isIn("healed", "yielded", "escalated");
        if (!state.equals("yielded")) {
            assertThat(asking.pages(incident)).as("told where it is a person's: %s", incident)
                    .isEqualTo(state.equals("escalated") ? 1 : 0);
        }
        isClosed(incident);
    }

    private void isClosed(JsonNode incident) {
        String id = incident.path("id").asText();
        assertThat(clinic.journal("SELECT action FROM remediation_acts WHERE incident = ?", id))
                .as("what was begun is in the journal: %s", incident)
                .isNotEmpty();
        rig.awaiting("over, what was begun: " + incident,
                () -> clinic.journal("SELECT action FROM remediation_acts WHERE incident = ? AND (outcome = 'open'"
                        + " OR ended IS NULL)", id).isEmpty());
    }

    private void inTheMiddle(String kind, String startsAt, Runnable strike) {
        AtomicBoolean struck = new AtomicBoolean();
        if (!OUTSIDE.contains(kind)) {
            rig.proxy.treatNext(RemediesUnderTroubleTest::changes, new Treatment.At(Moment.DURING, () -> {
                strike.run();
                struck.set(true);
            }));
        }
        asking.begins(kind, bed, startsAt);
        if (OUTSIDE.contains(kind)) {
            rig.awaiting("acting", () -> asking.open(kind)
                    .filter(one -> one.at("/remedy/state").asText().equals("acting"))
                    .isPresent());
            strike.run();
            struck.set(true);
        }
        rig.awaiting("struck", struck::get);
    }

    /** Or reads what is to be kept. */
    private static boolean changes(Request request) {
        boolean asks = request.method().equals("GET") || request.method().equals("HEAD");
        return !asks || request.path().contains("/archive");
    }
}
