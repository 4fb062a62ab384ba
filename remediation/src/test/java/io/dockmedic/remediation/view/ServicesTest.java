package io.dockmedic.remediation.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Told;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose doing a stop was is in doubt where the engine was gone right after it, and only there. */
class ServicesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final Services services = new Services();

    private Touches seen(ContainerEvent event) {
        services.seen(event);
        return services.touches(event.subject(), NOW.minusSeconds(60));
    }

    private Touches lostAfter(ContainerEvent event, int seconds) {
        seen(event);
        services.lost(NOW.plusSeconds(seconds));
        return services.touches(event.subject(), NOW.minusSeconds(60));
    }

    @Test
    void aStopRightBeforeTheEngineWasGoneIsInDoubt() {
        Touches touches = lostAfter(Samples.touched(NOW, "stop"), 5);
        assertThat(touches.takeover()).isPresent();
        assertThat(touches.takeoverForSure()).isEmpty();
        assertThat(seen(Samples.touched(NOW.plusSeconds(20), "stop")).takeoverForSure()).as("one after that")
                .isPresent();
    }

    @Test
    void aStopLongBeforeIsNot() {
        assertThat(lostAfter(Samples.touched(NOW, "stop"), 9).takeoverForSure()).isPresent();
    }

    @Test
    void whatTheEngineDoesNotDoAtItsEndIsNot() {
        assertThat(lostAfter(Samples.touched(NOW, "update"), 1).takeoverForSure()).isPresent();
    }

    private static ContainerEvent.Touched of(String name, int second, String action) {
        return new ContainerEvent.Touched(NOW.plusSeconds(second), "host", Origin.ENGINE,
                new Container(name.repeat(64), name, "i:1", Map.of(), new Service("", name, ""), false), action);
    }

    /** All are sent their signal at once, and the engine goes when the slowest has been killed. */
    @Test
    void whatEndedAtOnceIsInDoubtWithASlowNeighbour() {
        List.of(of("a", 0, "kill"), of("b", 0, "kill"), of("a", 0, "stop"), of("b", 10, "kill"), of("b", 10, "stop"))
                .forEach(services::seen);
        services.lost(NOW.plusSeconds(12));
        assertThat(services.touches("a", NOW.minusSeconds(60)).takeoverForSure()).isEmpty();
        assertThat(services.touches("b", NOW.minusSeconds(60)).takeoverForSure()).isEmpty();
    }

    @Test
    void whatSomebodyStoppedBeforeThatIsNot() {
        List.of(of("a", 0, "kill"), of("a", 0, "stop"), of("b", 20, "kill"), of("b", 30, "kill"), of("b", 30, "stop"))
                .forEach(services::seen);
        services.lost(NOW.plusSeconds(32));
        assertThat(services.touches("a", NOW.minusSeconds(60)).takeoverForSure()).isPresent();
        assertThat(services.touches("b", NOW.minusSeconds(60)).takeoverForSure()).isEmpty();
    }

    private List<Told> told() {
        return services.circumstances("web", NOW, "", "", List.of()).told();
    }

    /** By an incident of its own each time. */
    @Test
    void whatPeopleWereToldAfreshCountsWhenSomebodyActsOnceMore() {
        services.told("web", NOW, "i1", "Rule", List.of());
        assertThat(told()).hasSize(1);
        seen(Samples.touched(NOW.plusSeconds(60), "start"));
        assertThat(told()).as("the next is news").isEmpty();
        services.told("web", NOW.plusSeconds(62), "i2", "Rule", List.of());
        services.told("web", NOW.plusSeconds(63), "i3", "Other", List.of());
        assertThat(told()).extracting(Told::touched).containsExactly(false, false);
        seen(Samples.touched(NOW.plusSeconds(120), "start"));
        assertThat(told()).as("and this one is not").singleElement().satisfies(one -> {
            assertThat(one.incident()).isEqualTo("i2");
            assertThat(one.touched()).isTrue();
        });
    }

    @Test
    void whatPeopleWereToldOfLongAfterTheLastTimeIsNothingAfresh() {
        services.told("web", NOW, "i1", "Rule", List.of());
        seen(Samples.touched(NOW.plusSeconds(60), "start"));
        services.told("web", NOW.plusSeconds(3600), "i1", "Rule", List.of());
        seen(Samples.touched(NOW.plusSeconds(3700), "start"));
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsJudgedAnewWhenTheEngineIsBackIsInDoubtAlsoAfterOurRestart() {
        services.remember("web", List.of(new Touch(NOW.minusSeconds(30), "start"), new Touch(NOW, "kill"),
                new Touch(NOW, "stop")));
        assertThat(services.touches("web", NOW.minusSeconds(60)).takeoverForSure()).isPresent();
        ContainerEvent.Died found = Samples.died(NOW.plusSeconds(40), Samples.CONSENT, Intent.ENGINE_SHUTDOWN);
        services.seen(new ContainerEvent.Died(found.at(), "host", Origin.RECONCILE, found.container(), 143, false,
                found.judgement(), false, 0, Duration.ZERO, true, ""));
        assertThat(services.touches(found.subject(), NOW.minusSeconds(20)).takeoverForSure()).isEmpty();
    }
}
