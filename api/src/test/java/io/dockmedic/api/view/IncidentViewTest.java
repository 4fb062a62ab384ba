package io.dockmedic.api.view;

import io.dockmedic.remediation.remark.Remark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.List;
import io.vertx.core.Future;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident;
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

    @Test
    void aRemedyThatIsHeardOfBeforeItsIncidentIsShownWithIt() {
        view.remedied("x", new Attempt(1));
        view.remedied("x", new Attempt(2));
        assertThat(view.byId("x")).isEmpty();
        view.seen(Samples.incident("x", State.FIRING));
        assertThat(view.byId("x").orElseThrow().remedy()).isEqualTo(new Attempt(2));

        for (int i = 0; i < 100_000; i++) {
            view.remedied("forgotten" + i, new Attempt(i));
        }
        view.seen(Samples.incident("forgotten0", State.FIRING));
        assertThat(view.byId("forgotten0").orElseThrow().remedy()).as("only so many are remembered").isNull();
        view.seen(Samples.incident("forgotten99999", State.FIRING));
        assertThat(view.byId("forgotten99999").orElseThrow().remedy()).isEqualTo(new Attempt(99_999));
    }

    @Test
    void whatAPersonKnowsOfIsAcknowledgedForAsLongAsItFires() {
        List<Remark> anna = List.of(new Remark("a", Instant.EPOCH, Remark.Kind.ACK, "anna", "on my way"));
        Map<String, List<Remark>> known = new HashMap<>();
        IncidentView with = new IncidentView(() -> Future.succeededFuture(List.of()), meters, id -> {},
                id -> known.getOrDefault(id, List.of()));
        with.seen(Samples.incident("a", Incident.State.FIRING));
        with.seen(Samples.incident("b", Incident.State.FIRING));

        known.put("a", anna);
        with.seen(with.byId("a").orElseThrow().incident());
        assertThat(with.byId("a").orElseThrow().incident().state()).isEqualTo(Incident.State.ACKNOWLEDGED);
        assertThat(with.byId("b").orElseThrow().incident().state()).isEqualTo(Incident.State.FIRING);
        assertThat(Attention.of(with.byId("a").orElseThrow())).as("it has no remedy").isEqualTo(Attention.NOTED);
        assertThat(open("acknowledged")).isEqualTo(1);
        JsonObject json = new IncidentJson(at -> at).brief(with.byId("a").orElseThrow());
        assertThat(json.getString("state")).isEqualTo("acknowledged");
        assertThat(json.getJsonArray("acknowledged").getJsonObject(0).getString("by")).isEqualTo("anna");

        known.clear();
        with.seen(with.byId("a").orElseThrow().incident());
        assertThat(with.byId("a").orElseThrow().incident().state()).as("nobody knows what became of it since")
                .isEqualTo(Incident.State.FIRING);
        known.put("a", anna);
        with.seen(with.byId("a").orElseThrow().incident());

        known.clear();
        with.seen(Samples.incident("a", Incident.State.RESOLVED));
        assertThat(with.byId("a").orElseThrow().incident().state()).isEqualTo(Incident.State.RESOLVED);
        assertThat(with.byId("a").orElseThrow().acknowledged()).as("who knew of it is still shown").isEqualTo(anna);
        with.seen(Samples.incident("a", Incident.State.FIRING));
        assertThat(with.byId("a").orElseThrow().incident().state()).isEqualTo(Incident.State.FIRING);
        assertThat(with.byId("a").orElseThrow().acknowledged()).isEmpty();
    }

    private double open(String state) {
        return meters.get("dockmedic.incidents").tags("rule", "ContainerExited", "state", state).gauge().value();
    }
}
