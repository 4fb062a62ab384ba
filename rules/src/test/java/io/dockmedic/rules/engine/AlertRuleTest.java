package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others tell, in a rule. */
class AlertRuleTest {
    private static final String RULE = """
            groups:
              - name: g
                rules:
                  - alert: SlowService
                    on: external.alert
                    when: event.status == 'firing'
                    resolve: {on: external.alert, when: event.status == 'resolved'}
                    annotations: {summary: "{{ event.alert }} for {{ event.service }}, {{ event.labels['job'] }}"}
            """;

    private final Happenings web = Happenings.of("web");
    private final RuleBench bench = new RuleBench(RULE);

    private Alert alert(Instant at, String status, boolean targeted) {
        return new Alert(at, "h", Origin.EXTERNAL, "f1", "Slow", status, "2026-11-01T10:00:00Z", Map.of("job", "shop"),
                Map.of(), targeted ? web.container() : null, targeted ? "" : "gone");
    }

    @Test
    void itFiresOnceIsAboutTheContainerAndIsResolvedAlsoWhenThatIsGone() {
        bench.happens(at -> web.sampled(at, usage -> usage)).after(1);
        bench.happens(at -> alert(at, "firing", true)).tells("1s FIRED SlowService Slow/f1");
        assertThat(bench.latest().incident().target()).isEqualTo(web.container());
        assertThat(bench.latest().incident().readings()).as("what it used around the alert").hasSize(1);
        assertThat(bench.latest().incident().annotations()).containsEntry("summary", "Slow for web, shop");
        bench.happened(alert(bench.time.now(), "firing", true)).tells();
        bench.after(1).happens(at -> alert(at, "resolved", false)).tells("2s RESOLVED SlowService Slow/f1");
    }
}
