package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What no rule wants is most of what happens on a busy host. */
class UnwantedTest {
    private static final String DIED = """
            groups:
              - name: test
                rules:
                  - {alert: T, on: container.died, count: {at_least: 3, within: 1m}, resolve: {on: container.started}}
            """;
    private static final int MANY = 10_000;

    @Test
    void anEventThatNoRuleWantsLeavesNoGarbage() {
        RuleBench bench = new RuleBench(DIED);
        Happenings web = Happenings.of("web");
        bench.happens(at -> web.died(at, 1));
        Event unwanted = web.health(bench.time.now(), "unhealthy");
        RuleEngine engine = bench.engine();
        offer(engine, unwanted);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        offer(engine, unwanted);
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / MANY;
        assertThat(each).isZero();
        bench.after(60).tells();
        assertThat(bench.saved).as("what was due meanwhile is not held up").isEmpty();
    }

    private static void offer(RuleEngine engine, Event event) {
        for (int i = 0; i < MANY; i++) {
            engine.offer(event);
        }
    }
}
