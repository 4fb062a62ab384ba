package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.SocketProxy.Exchange;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * The engine gets the first call of a remedy that changes something, and its answer is held past the deadline of that call, and then comes.
 * While it may still come nothing else is called; afterwards what was asked for was done once, or a person is told.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerTooLateTest {
    /** The deadline of a call that changes something, where the engine does not wait itself in it; nothing is called for that long. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /** A look at the clock on the other side of it. */
    private static final Duration EARLIER = Duration.ofMillis(500);
    /** Longer ones: a container is made within 70 s, and one stops for 10 s. */
    private static final Map<String, Duration> DEADLINES = Map.of("recreate", Duration.ofSeconds(70), RolledBack.NAME,
            Duration.ofSeconds(70), "stack", Duration.ofSeconds(20), "restart", Duration.ofSeconds(20));

    private Wing wing;

    static Stream<String> kinds() {
        return Wing.wanted(Stream.of("restart", "wakes", "grows", "ends", "recreate", RolledBack.NAME, "stack",
                Rejoined.NAME));
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
        Course course = wing.fallen(kind);
        Duration deadline = DEADLINES.getOrDefault(kind, DEADLINE);
        wing.rig.proxy.holdAgain();
        wing.rig.proxy.treatNext(Wing::changes, new Treatment.HoldAnswer());
        int before = wing.rig.proxy.exchanges().size();
        course.asks();
        wing.rig.awaiting("held", () -> changing(before).findFirst().filter(Exchange::reached).isPresent());
        Instant held = changing(before).findFirst().orElseThrow().arrived();
        Instant late = held.plus(deadline).plus(EARLIER);
        wing.rig.awaiting("too late", Asking.LIMIT, () -> Instant.now().isAfter(late));
        List<Exchange> meanwhile = changing(before).skip(1)
                .filter(one -> one.arrived().isBefore(held.plus(deadline).minus(EARLIER)))
                .toList();
        wing.rig.proxy.release();
        assertThat(meanwhile).as("called while the answer of the first may still come").isEmpty();
        JsonNode incident = course.settled();
        wing.judge(course, incident);
        wing.clear(course, incident);
    }

    private Stream<Exchange> changing(int before) {
        return wing.rig.proxy.exchanges().stream().skip(before).filter(one -> Wing.changes(one.request()));
    }
}
