package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.OpenBook;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shipped program beside an engine whose things lie on a disk of their own, for {@link Course}s of which one is tried at a time. */
final class Wing implements AutoCloseable {
    private static final int DISK_MB = 320;
    private static final int FILES = 40_000;
    /** What somebody made this long ago is left alone by nothing any more. */
    private static final Duration OLD = Duration.ofSeconds(5);
    private static final Duration OLD_STACK = Duration.ofSeconds(33);
    private static final String STACK = "stack";
    private static final Set<String> READS = Set.of("GET", "HEAD");

    final LoopDisk disk;
    final Rig rig;
    final Clinic clinic;
    final PrivateEngine engine;
    private final Called called;
    private final Remedies remedies;

    /** @param rules more of them, of courses */
    Wing(Path home, String rules) throws IOException {
        disk = LoopDisk.mount(home, "engine", DISK_MB, FILES);
        engine = new PrivateEngine("--data-root=" + disk.root());
        called = new Called(Ward.folder(home));
        FakeNvml gpus = FakeNvml.in(home).says("count", 16);
        rig = new Rig(engine, home, Remedies.settings(home, called), Courses.settings(gpus, home));
        rig.program.within(OpenBook.view(Files.createDirectory(home.resolve("empty"))));
        Ward ward = new Ward(engine, home);
        remedies = new Remedies(engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine))
                .orFail()
                .text());
        rig.program.rules("remedies.yml", remedies.rules() + rules);
        rig.started();
        clinic = new Clinic(engine, disk, gpus, home, rig, ward, new Asking(rig));
    }

    /** Of these names, those that are asked for by {@code -Ddockmedic.kinds}; all where none is. */
    static Stream<String> wanted(Stream<String> kinds) {
        String only = System.getProperty("dockmedic.kinds", "");
        return kinds.filter(kind -> only.isEmpty() || List.of(only.split(",", -1)).contains(kind));
    }

    /** One that is opened, with what it is about seen by the program and left alone for long enough; something is wrong with it. */
    Course fallen(String name) {
        Course course = remedies.names().contains(name)
                ? new InBed(clinic, name, remedies.kind(name))
                : Courses.more(clinic, name, name);
        course.opens();
        course.beds().forEach(clinic::seen);
        Instant old = Instant.now().plus(name.equals(STACK) ? OLD_STACK : OLD);
        rig.awaiting("old", () -> !Instant.now().isBefore(old));
        course.falls(1);
        rig.proxy.forgetTreatments();
        return course;
    }

    /** What has come of it: it was done once, or a person is told; and neither an act nor anything that it makes is left. */
    void judge(Course course, JsonNode incident) {
        rig.awaiting("gone, what it makes: " + incident,
                () -> clinic.ward().names().equals(course.beds()) && clinic.ward().parts().isEmpty());
        assertThat(incident.toString()).as("what was done is on record").contains("\"verdict\":\"act\"");
        long pages = clinic.asking().pages(incident);
        course.judge(incident, pages, incident.toString());
        String id = incident.path("id").asText();
        assertThat(clinic.journal("SELECT action FROM remediation_acts WHERE incident = ?", id))
                .as("what was begun, of %s", incident)
                .isNotEmpty();
        rig.awaiting("over, what was done: " + incident,
                () -> clinic.journal("SELECT action FROM remediation_acts WHERE incident = ? AND (outcome = 'open'"
                        + " OR ended IS NULL)", id).isEmpty());
        System.out.println(course.name() + " " + incident.at("/remedy/state").asText() + ", told " + pages + ": "
                + clinic.journal(
                        "SELECT action || ' ' || outcome || ' ' || detail FROM remediation_acts WHERE incident = ?",
                        id));
    }

    /** What was asked of the engine since then, and changes anything, is what the actions that were begun say that they ask for. */
    void asksForNoMoreThanItSays(Instant since) {
        List<String> begun = clinic.journal("SELECT DISTINCT action FROM remediation_acts WHERE at >= ?",
                Long.toString(since.toEpochMilli()));
        List<Predicate<Request>> said = actions()
                .filter(action -> begun.contains(action.path("name").asText()))
                .flatMap(action -> elements(action.path("engineCalls")))
                .map(call -> fits(call.asText()))
                .toList();
        assertThat(rig.proxy.exchanges())
                .filteredOn(one -> !one.arrived().isBefore(since) && !READS.contains(one.request().method()))
                .extracting(SocketProxy.Exchange::request)
                .as("%s", begun)
                .allMatch(request -> said.stream().anyMatch(call -> call.test(request)));
    }

    private Stream<JsonNode> actions() {
        try {
            return elements(new ObjectMapper().readTree(rig.program.body("/api/v1/actions").orElseThrow())
                    .at("/data/actions"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode of) {
        return StreamSupport.stream(of.spliterator(), false);
    }

    private static Predicate<Request> fits(String call) {
        int space = call.indexOf(' ');
        return SocketProxy.fitting(call.substring(0, space),
                "^(/v[0-9.]+)?" + call.substring(space + 1).replaceAll("[{][a-z]+}", "[^/?]+") + "([?].*)?$");
    }

    /** What a test that failed left behind. */
    void empty() {
        rig.proxy.forgetTreatments();
        rig.proxy.release();
        clinic.lines("ps", "--all", "--quiet").forEach(left -> engine.docker("rm", "--force", left));
    }

    /** Nothing is wrong any more; the next one finds nothing of it. */
    void clear(Course course, JsonNode incident) {
        rig.proxy.forgetTreatments();
        course.ends(clinic.asking().pages(incident));
        course.close();
        course.beds().forEach(clinic.ward()::discharge);
    }

    /** Whether it is to change something; what frees the disk is somebody else's. */
    static boolean changes(Request request) {
        boolean asks = request.method().equals("GET") || request.method().equals("HEAD");
        return (!asks && !request.path().contains("/prune")) || request.path().contains("/archive");
    }

    @Override
    public void close() throws IOException {
        try {
            rig.close();
            called.close();
        } finally {
            engine.close();
            disk.close();
        }
    }
}
