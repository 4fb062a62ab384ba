package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
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
 * The disk that the engine keeps its things on is full, to the last byte, when the first call of a remedy reaches it that is to change
 * something. It is done once, or a person is told; nothing of it is left; and what does not run comes up when there is room again.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoRoomLeftTest {
    /** These ask the engine for nothing. */
    private static final Set<String> NOT_THESE = Set.of("told", "empties", "outside", "called");

    /** In percent; of more than that the shipped rules speak. */
    private static final int NEARLY = 89;

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
    void fromItsFirstCallOn(String kind) throws IOException {
        Course course = wing.fallen(kind);
        // The rest is quick: the call is not to be late.
        wing.disk.fillTo(NEARLY);
        AtomicBoolean full = new AtomicBoolean();
        wing.rig.proxy.treatNext(Wing::changes, new Treatment.At(Moment.ON_ITS_WAY, () -> {
            fill(wing.disk);
            full.set(true);
        }));
        Instant asked = Instant.now();
        try {
            course.asks();
            wing.rig.awaiting("full", full::get);
            wing.rig.awaiting("settled", Asking.LIMIT, () -> wing.clinic.asking().isSettled(kind));
        } finally {
            wing.disk.empty();
        }
        JsonNode incident = course.settled();
        wing.judge(course, incident);
        wing.asksForNoMoreThanItSays(asked);
        course.beds().stream().filter(bed -> !wing.rig.running(bed)).forEach(bed -> {
            assertThat(wing.clinic.asking().pages(incident)).as("told that it is down: %s", incident).isPositive();
            wing.engine.docker("start", bed).orFail();
            wing.rig.awaiting("up again, by whoever was told", () -> wing.rig.running(bed));
        });
        wing.clear(course, incident);
    }

    private static void fill(LoopDisk disk) {
        try {
            disk.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
