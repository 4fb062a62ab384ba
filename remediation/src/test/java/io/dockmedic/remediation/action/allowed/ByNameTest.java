package io.dockmedic.remediation.action.allowed;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The look before what the owner allows is begun. */
class ByNameTest {
    private record Mending(String name, Duration timeout) implements Allowed {}

    private final ManualTime time = new ManualTime(Hospital.START);
    private final FakeEngine engine = new FakeEngine(time);
    private final List<String> begun = new ArrayList<>();
    private final ByName<Mending> allowed = new ByName<>("host_commands",
            List.of(new Mending("mend", Duration.ofSeconds(20))), engine, one -> Map.of());

    /** As it was when that was decided, it was called so. */
    private Outcome performed(String called, String name) {
        engine.running = true;
        Container then = new Container(Samples.ID, called, "web:1", Map.of(), new Service("", called, ""), false);
        ContainerState state = engine.state(Samples.ID);
        Job job = new Job("a1", Samples.incident("i1", "ContainerUnhealthy", Samples.crash(Hospital.START)), then,
                state, 0, 0, Map.of("name", name), List.of(), List.of(), List.of());
        return Hospital.get(allowed.perform(job, Future.succeededFuture(), (one, now) -> {
            begun.add(one.name() + " for " + now.name());
            return Future.succeededFuture(new Outcome.Done("exit code 0"));
        }));
    }

    @Test
    void whatIsStillCalledSoIsBegun() {
        assertThat(performed("web", "mend")).isEqualTo(new Outcome.Done("exit code 0"));
        assertThat(begun).containsExactly("mend for web");
    }

    @Test
    void whatIsCalledOtherwiseByNowIsLeftAlone() {
        assertThat(performed("shop", "mend")).isEqualTo(
                new Outcome.Refused(ErrorClass.CONFLICT, "not called: it is called otherwise now"));
        assertThat(begun).isEmpty();
    }

    @Test
    void whatIsNotAllowedIsNotBegun() {
        assertThat(performed("web", "rm")).isEqualTo(new Outcome.Refused(ErrorClass.BAD_REQUEST,
                "not called: host_commands of the configuration has none that is called rm; it has mend"));
        assertThat(begun).isEmpty();
    }
}
