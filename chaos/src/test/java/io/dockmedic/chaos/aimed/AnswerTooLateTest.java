package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Exchange;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine gets a call of a remedy that changes something, the first or a later one, and its answer is held past the deadline of that
 * call, and then comes. While it may still come nothing else is called; afterwards what was asked for was done once, or a person is told, and
 * nothing is held any more.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerTooLateTest {
    /** The deadline of a call that changes something, where the engine does not wait itself in it; nothing is called for that long. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /** A look at the clock on the other side of it. */
    private static final Duration EARLIER = Duration.ofMillis(500);
    /** What is stopped may be writing to a volume, and has a minute for it. */
    private static final Duration STOPS = Duration.ofSeconds(70);
    /** A container is made, or removed. */
    private static final Duration MADE = Duration.ofSeconds(60);
    /** Longer ones. */
    private static final Map<String, Duration> DEADLINES = Map.of("recreate", MADE, RolledBack.NAME, MADE, "beside",
            MADE, "stack", STOPS, "restart", STOPS, "turns", STOPS, Rejoined.NAME, Duration.ofSeconds(20));

    /** These ask the engine for nothing. */
    private static final Set<String> NOT_THESE = Set.of("told", "empties", "outside", "called");

    private Wing wing;

    static Stream<String> kinds() {
        return Wing.wanted(Stream.concat(new Remedies("").names().stream(), Stream.of(RolledBack.NAME, Rejoined.NAME))
                .filter(kind -> !NOT_THESE.contains(kind)));
    }

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        wing = new Wing(home, RolledBack.RULE + Rejoined.RULE);
    }

    @AfterAll
    void close() throws IOException {
        wing.close();
    }

    @AfterEach
    void empty() {
        wing.empty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void ofItsFirstCall(String kind) {
        late(kind, Wing::changes, DEADLINES.getOrDefault(kind, DEADLINE));
    }

    /** @param seconds the deadline of that call */
    @ParameterizedTest
    @CsvSource({"turns, POST, /start$, 10", "breathes, POST, /unpause$, 10", "inside, POST, /exec/[^/]+/start$, 20",
            "beside, POST, /start$, 10", "beside, DELETE, /containers/, 60", "recreate, POST, /stop, 70",
            "recreate, POST, /start$, 10", "recreate, DELETE, /containers/, 60", "rolled, POST, /rename, 10"})
    void ofALaterCall(String kind, String method, String path, long seconds) {
        assumeTrue(Wing.wanted(Stream.of(kind)).findAny().isPresent());
        late(kind, SocketProxy.fitting(method, path), Duration.ofSeconds(seconds));
    }

    private void late(String kind, Predicate<Request> which, Duration deadline) {
        Course course = wing.fallen(kind);
        wing.rig.proxy.holdAgain();
        wing.rig.proxy.treatNext(which, new Treatment.HoldAnswer());
        int before = wing.rig.proxy.exchanges().size();
        Instant asked = Instant.now();
        course.asks();
        wing.rig.awaiting("held", Asking.LIMIT,
                () -> changing(before).anyMatch(one -> which.test(one.request()) && one.reached()));
        Exchange held = changing(before).filter(one -> which.test(one.request())).findFirst().orElseThrow();
        Instant late = held.arrived().plus(deadline).plus(EARLIER);
        wing.rig.awaiting("too late", Asking.LIMIT, () -> Instant.now().isAfter(late));
        List<String> meanwhile = changing(before)
                .filter(one -> one.arrived().isAfter(held.arrived())
                        && one.arrived().isBefore(held.arrived().plus(deadline).minus(EARLIER)))
                .map(one -> one.request().toString())
                .toList();
        wing.rig.proxy.release();
        assertThat(meanwhile).as("called while the answer of the first may still come").isEmpty();
        JsonNode incident = course.settled();
        wing.judge(course, incident);
        wing.asksForNoMoreThanItSays(asked);
        nothingIsHeld(course, incident);
    }

    /** The same is done once more, at once: neither its service nor its action is taken still. */
    private void nothingIsHeld(Course course, JsonNode incident) {
        wing.rig.proxy.forgetTreatments();
        course.ends(wing.clinic.asking().pages(incident));
        course.beds().forEach(wing.clinic::seen);
        course.falls(2);
        course.asks();
        JsonNode next = course.settled();
        wing.judge(course, next);
        wing.clear(course, next);
    }

    private Stream<Exchange> changing(int before) {
        return wing.rig.proxy.exchanges().stream().skip(before).filter(one -> Wing.changes(one.request()));
    }
}
