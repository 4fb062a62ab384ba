package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Bearing;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.Scope;
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
        return Alert.unplaced(at, "h", "f1", "Slow", status, "2026-11-01T10:00:00Z", Map.of("job", "shop"), Map.of())
                .about(targeted ? new Bearing(Scope.CONTAINER, web.container(), null, "") : Bearing.none("gone"));
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

    @Test
    void whatItIsAboutCanBeAskedForAndItIsNoEventOfAGpu() {
        RuleBench gpus = new RuleBench("""
                groups:
                  - name: g
                    rules:
                      - alert: HotGpu
                        on: external.alert
                        when: event.status == 'firing' && event.scope == 'gpu' && event.vendor == 'nvidia'
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        annotations: {summary: "{{ event.index }} {{ event.pci }} {{ event.uuid }}{{ event.service }}"}
                      - alert: OfItsOwn
                        on: gpu.fault
                        resolve: {on: gpu.quiet}
                      - alert: Host
                        on: external.alert
                        when: event.scope == 'host' || event.scope == 'elsewhere'
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        annotations: {summary: "{{ event.scope }}: {{ event.missing }}"}
                """);
        Gpu gpu = new Gpu(1, Gpu.NVIDIA, "0000:18:00.0", "GPU-1", "H100");
        gpus.happens(at -> alert(at, "firing", false).about(new Bearing(Scope.GPU, null, gpu, "no label")))
                .tells("0s FIRED HotGpu Slow/f1");
        assertThat(gpus.latest().incident().target()).isNull();
        assertThat(gpus.latest().incident().annotations()).containsEntry("summary", "1 0000:18:00.0 GPU-1");
        gpus.after(1)
                .happens(at -> alert(at, "firing", false).about(Bearing.elsewhere("on gpu2")))
                .tells("1s FIRED Host Slow/f1");
        assertThat(gpus.latest().incident().annotations()).containsEntry("summary", "elsewhere: on gpu2");
    }
}
