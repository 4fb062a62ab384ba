package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered has a bound in bytes, eight mebibytes, and not in numbers alone. */
class HeavyIncidentsTest {
    private static final int QUARTER = 256 * Heavy.KIBI;

    private final IncidentView view = new IncidentView(() -> Future.succeededFuture(List.of()),
            new SimpleMeterRegistry());

    /** Of what has one event nothing can go but all of it. */
    @Test
    void ofResolvedOnesThatAreHeavyTheNewestAreRemembered() {
        for (int i = 0; i < 100; i++) {
            view.seen(Heavy.incident("over" + i, State.RESOLVED, 1, QUARTER));
        }

        assertThat(view.all()).hasSize(31);
        assertThat(view.byId("over68")).isEmpty();
        assertThat(view.byId("over69")).isPresent();
        assertThat(view.byId("over99")).isPresent();
    }

    @Test
    void beforeAResolvedOneIsForgottenItKeepsTheFirstAndTheLastEventAlone() {
        for (int i = 0; i < 12; i++) {
            view.seen(Heavy.incident("over" + i, State.RESOLVED, 4, QUARTER));
        }

        assertThat(view.all()).hasSize(12);
        Incident oldest = incident("over0");
        assertThat(oldest.evidence()).extracting(Event::at)
                .containsExactly(Samples.THEN, Samples.THEN.plusSeconds(3));
        assertThat(oldest.count()).isEqualTo(4);
        assertThat(incident("over11").evidence()).hasSize(4);

        for (int i = 12; i < 30; i++) {
            view.seen(Heavy.incident("over" + i, State.RESOLVED, 4, QUARTER));
        }
        assertThat(view.byId("over0")).isEmpty();
        assertThat(incident("over29").evidence()).hasSize(4);
    }

    @Test
    void theOneThatResolvedLastStaysAsItIsHoweverHeavy() {
        view.seen(Samples.incident("small", State.RESOLVED));
        view.seen(Heavy.incident("heavy", State.RESOLVED, 20, 4 * QUARTER));

        assertThat(incident("heavy").evidence()).hasSize(20);
        assertThat(view.byId("small")).isEmpty();

        view.seen(Samples.incident("next", State.RESOLVED));
        assertThat(incident("heavy").evidence()).hasSize(2);
        assertThat(view.byId("next")).isPresent();
    }

    @Test
    void whatFiresIsThinnedWhereItChangedLongestAgoAndNeverForgotten() {
        for (int i = 0; i < 40; i++) {
            view.seen(Heavy.incident("open" + i, State.FIRING, 4, QUARTER));
        }
        view.seen(Samples.incident("over", State.RESOLVED));

        assertThat(view.all()).as("what is open takes nothing of the room of others").hasSize(41);
        assertThat(incident("open0").evidence()).hasSize(2);
        assertThat(incident("open39").evidence()).hasSize(4);

        view.seen(Heavy.incident("open0", State.FIRING, 4, QUARTER));
        assertThat(incident("open0").evidence()).as("it was told anew").hasSize(4);
        assertThat(incident("open39").evidence()).hasSize(2);
    }

    @Test
    void whatIsOverLeavesTheRoomOfWhatFires() {
        for (int i = 0; i < 10; i++) {
            view.seen(Heavy.incident("x" + i, State.FIRING, 4, QUARTER));
        }
        for (int i = 0; i < 10; i++) {
            view.seen(Heavy.incident("x" + i, State.RESOLVED, 4, QUARTER));
        }
        for (int i = 0; i < 7; i++) {
            view.seen(Heavy.incident("y" + i, State.FIRING, 4, QUARTER));
        }

        for (int i = 0; i < 7; i++) {
            assertThat(incident("y" + i).evidence()).hasSize(4);
        }
    }

    @Test
    void whatFiresAgainLeavesTheRoomOfWhatIsOver() {
        for (int i = 0; i < 7; i++) {
            view.seen(Heavy.incident("x" + i, State.RESOLVED, 4, QUARTER));
            view.seen(Heavy.incident("x" + i, State.FIRING, 4, QUARTER));
        }
        for (int i = 0; i < 7; i++) {
            view.seen(Heavy.incident("y" + i, State.RESOLVED, 4, QUARTER));
        }

        assertThat(view.all()).hasSize(14);
        for (int i = 0; i < 7; i++) {
            assertThat(incident("y" + i).evidence()).hasSize(4);
        }
    }

    @Test
    void remediesWeighToo() {
        for (int i = 0; i < 20; i++) {
            view.seen(Samples.incident("over" + i, State.RESOLVED));
            view.remedied("over" + i, Heavy.remedy("over" + i, 4 * QUARTER));
        }

        assertThat(view.byId("over0")).isEmpty();
        assertThat(view.byId("over19").orElseThrow().remedy()).isEqualTo(Heavy.remedy("over19", 4 * QUARTER));
        assertThat(view.all()).hasSize(7);
    }

    @Test
    void ofHeavyRemediesOfUnknownIncidentsTheNewestAreRemembered() {
        for (int i = 0; i < 10; i++) {
            view.remedied("x" + i, Heavy.remedy("x" + i, QUARTER));
        }
        for (int i = 0; i < 10; i++) {
            view.seen(Samples.incident("x" + i, State.FIRING));
        }

        assertThat(view.byId("x0").orElseThrow().remedy()).isNull();
        assertThat(view.byId("x6").orElseThrow().remedy()).isNull();
        assertThat(view.byId("x7").orElseThrow().remedy()).isNotNull();
        assertThat(view.byId("x9").orElseThrow().remedy()).isNotNull();
    }

    private Incident incident(String id) {
        return view.byId(id).orElseThrow().incident();
    }
}
