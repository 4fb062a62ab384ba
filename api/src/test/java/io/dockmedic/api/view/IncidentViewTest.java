package io.dockmedic.api.view;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import io.vertx.core.Future;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident.State;
import org.junit.jupiter.api.Test;

class IncidentViewTest {
    private record Attempt(int number) {}

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IncidentView view = new IncidentView(() -> Future.succeededFuture(List.of()), meters);

    @Test
    void openIncidentsAreNeverForgottenAndResolvedOnesAfterAThousandLater() {
        for (int i = 0; i < IncidentView.RESOLVED + 5; i++) {
            view.seen(Samples.incident("open" + i, State.FIRING));
            view.seen(Samples.incident("over" + i, State.RESOLVED));
        }

        assertThat(view.all()).hasSize(2 * IncidentView.RESOLVED + 5);
        assertThat(view.byId("open0")).isPresent();
        assertThat(view.byId("over4")).isEmpty();
        assertThat(view.byId("over5")).isPresent();
    }

    @Test
    void openIncidentsAreCountedByRuleAndStateAndTheSeriesStaysAtZero() {
        view.seen(Samples.incident("x", State.PENDING));
        view.seen(Samples.incident("y", State.FIRING));
        view.seen(Samples.incident("x", State.FIRING));
        view.seen(Samples.incident("x", State.FIRING));
        view.seen(Samples.incident("old", State.RESOLVED));

        assertThat(open("firing")).isEqualTo(2);
        assertThat(open("pending")).isZero();

        view.seen(Samples.incident("x", State.RESOLVED));
        view.seen(Samples.incident("y", State.RESOLVED));
        view.seen(Samples.incident("y", State.RESOLVED));

        assertThat(open("firing")).isZero();
    }

    @Test
    void anIncidentThatFiresAgainIsOpenAgain() {
        view.seen(Samples.incident("x", State.RESOLVED));
        view.seen(Samples.incident("x", State.FIRING));
        for (int i = 0; i <= IncidentView.RESOLVED; i++) {
            view.seen(Samples.incident("over" + i, State.RESOLVED));
        }

        assertThat(view.byId("x")).isPresent();
    }

    @Test
    void theLastWordOfRemediationIsKeptOverChangesOfTheIncident() {
        view.seen(Samples.incident("x", State.FIRING));
        view.remedied("x", new Attempt(1));
        view.remedied("x", new Attempt(2));
        view.seen(Samples.incident("x", State.RESOLVED));
        view.remedied("unknown", new Attempt(1));

        assertThat(view.byId("x").orElseThrow().remedy()).isEqualTo(new Attempt(2));
        assertThat(view.all()).hasSize(1);
    }

    private double open(String state) {
        return meters.get("dockmedic.incidents").tags("rule", "ContainerExited", "state", state).gauge().value();
    }
}
