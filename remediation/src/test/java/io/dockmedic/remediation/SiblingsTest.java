package io.dockmedic.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.action.stack.Neighbours.Ended;
import io.dockmedic.remediation.action.stack.RestartStackAction;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.view.Acts;
import io.dockmedic.remediation.view.Services;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiblingsTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final String RUN = "2026-10-31T23:00:00Z";

    private final ManualTime time = new ManualTime(START);
    private final Acts acts = new Acts(Duration.ofHours(1));
    private final Services services = new Services();
    private Brakes brakes = Brakes.NONE;
    private Brakes asking = Brakes.NONE;
    private final Siblings siblings = new Siblings(RestartStackAction.ABOUT, Policy.DEFAULT,
            one -> one != null && one.labels().isEmpty() ? asking : brakes, acts, any -> List.of(), services,
            (service, state) -> Future.succeededFuture(""), () -> "", time);

    private static ContainerState state(Map<String, String> labels) {
        return new ContainerState(Samples.ID, "web", "web:1", "sha256:1", labels, "exited", false, false, false, 0, 1,
                false, "", null, Instant.parse(RUN), null, 0, null, new ContainerState.RestartPolicy("no", 0),
                "SIGTERM",
                Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE);
    }

    private String against(Map<String, String> labels) {
        Incident incident = Samples.incident("i1", "r", Samples.health(START, Map.of(), "unhealthy"));
        return siblings.against(incident, Samples.container(labels), state(labels)).orElse("");
    }

    private Ended ended() {
        return siblings.ended(Samples.container(Samples.CONSENT), state(Samples.CONSENT));
    }

    @Test
    void itsOwnersWordIsAskedAndNotTheIncidents() {
        assertThat(against(Samples.CONSENT)).isEmpty();
        assertThat(against(Map.of())).contains("dockmedic.heal=true");
        assertThat(against(Map.of("autoheal", "true"))).contains("autoheal=true consents to a restart of its own");
        assertThat(against(Map.of("dockmedic.heal", "true", "dockmedic.protect", "true"))).contains("protect");
        assertThat(against(Map.of("dockmedic.heal", "true", "io.kubernetes.pod.name", "web"))).contains("Kubernetes");
    }

    @Test
    void itsBudgetAndItsSilenceAreItsOwn() {
        for (int each = 0; each < 5; each++) {
            acts.began(new ActRecord("a" + each, START, "i2", "r", "other", "c", "restart-stack", 0, 0, null, START,
                    "restart-stack", Map.of(), false, false));
            assertThat(against(Samples.CONSENT)).isEmpty();
            acts.on("a" + each, List.of("web"));
        }
        assertThat(against(Samples.CONSENT)).contains("budget is spent");
        time.advance(Duration.ofMinutes(61));
        assertThat(against(Samples.CONSENT)).isEmpty();
        brakes = new Brakes(null, null, null, new Hold(null, "somebody works on it"), null);
        assertThat(against(Samples.CONSENT)).contains("somebody works on it");
    }

    @Test
    void whatHoldsUpItAloneLeavesItAlone() {
        Hold hold = new Hold(null, "ann looks at it");
        List<Brakes> all = List.of(new Brakes(hold, null, null, null, null), new Brakes(null, hold, null, null, null),
                new Brakes(null, null, hold, null, null));
        for (Brakes one : all) {
            brakes = one;
            asking = Brakes.NONE;
            assertThat(against(Samples.CONSENT)).isEqualTo("ann looks at it");
            asking = one;
            assertThat(against(Samples.CONSENT)).as("a dry-run of all says what would be done").isEmpty();
        }
    }

    @Test
    void whoWantedItsEndIsKnownOfThatRunAlone() {
        assertThat(ended()).isEqualTo(Ended.UNKNOWN);
        services.seen(Samples.died(START, Samples.CONSENT, Intent.NOT_ASKED, RUN));
        assertThat(ended()).isEqualTo(Ended.BY_ITSELF);
        services.seen(Samples.died(START, Samples.CONSENT, Intent.ASKED, RUN));
        assertThat(ended()).isEqualTo(Ended.ASKED);
        services.seen(Samples.died(START, Samples.CONSENT, Intent.NOT_ASKED, "2026-10-30T23:00:00Z"));
        assertThat(ended()).isEqualTo(Ended.UNKNOWN);
    }

    @Test
    void whatSomebodyDidAMomentAgoIsKnown() {
        Container container = Samples.container(Samples.CONSENT);
        assertThat(siblings.touchedJustNow(container)).isEmpty();
        services.seen(Samples.touched(START, "create"));
        assertThat(siblings.touchedJustNow(container)).hasValue("somebody did create on web");
        time.advance(Duration.ofSeconds(31));
        assertThat(siblings.touchedJustNow(container)).isEmpty();
        services.seen(Samples.touched(time.now(), "stop"));
        services.seen(Samples.touched(time.now(), "start"));
        services.seen(Samples.touched(time.now(), "restart"));
        assertThat(siblings.touchedJustNow(container)).hasValue("somebody did restart on web");
    }
}
