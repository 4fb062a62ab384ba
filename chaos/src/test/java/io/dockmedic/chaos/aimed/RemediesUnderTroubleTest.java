package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.chaos.aimed.Ward.Seen;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.IOException;
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
    /** One does nothing, the other does it to a file, in no time in which something could strike. */
    private static final Set<String> NOT_THESE = Set.of("told", "empties");

    private final PrivateEngine engine = new PrivateEngine();
    private Called called;
    private Rig rig;
    private Ward ward;
    private Remedies remedies;
    private Asking asking;
    private String bed = "";

    static Stream<String> kinds() {
        String only = System.getProperty("dockmedic.kinds", "");
        return new Remedies("").names()
                .stream()
                .filter(kind -> !NOT_THESE.contains(kind)
                        && (only.isEmpty() || List.of(only.split(",", -1)).contains(kind)));
    }

    @BeforeAll
    void open(@TempDir Path home) throws IOException {
        called = new Called(Ward.folder(home));
        rig = new Rig(engine, home, Remedies.settings(home, called));
        ward = new Ward(engine, home);
        remedies = new Remedies(engine.docker("image", "inspect", "-f", "{{.Id}}", BusyboxImage.in(engine))
                .orFail()
                .text());
        rig.program.rules("remedies.yml", remedies.rules());
        rig.started();
        asking = new Asking(rig);
    }

    @AfterAll
    void close() {
        try (engine) {
            rig.close();
            called.close();
        }
    }

    @AfterEach
    void clear() {
        rig.proxy.forgetTreatments();
        ward.discharge(bed);
    }

    @ParameterizedTest
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

    @ParameterizedTest
    @MethodSource("kinds")
    void theContainerIsRemoved(String kind) {
        bed = kind + "-removed";
        admit(kind);
        String startsAt = Instant.now().toString();
        inTheMiddle(kind, startsAt, () -> engine.docker("rm", "--force", bed));
        JsonNode incident = asking.settled(kind, startsAt);
        nothingIsLeft(List.of(), incident);
        asking.ends(kind, bed, startsAt);
    }

    private void admit(String kind) {
        ward.admit(bed, kind.equals(STACK), remedies.kind(kind).bed());
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
