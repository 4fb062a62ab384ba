package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator remembers of a key goes when it can come to nothing any more, whether or not anything happens then. */
class ForgottenKeysTest {
    private static final Happenings WEB = Happenings.of("web");

    /** What happens to it. */
    enum Happens {
        DIED, HEALTHY, REMOVED;

        Event at(Instant now) {
            return switch (this) {
                case DIED -> WEB.died(now, 1);
                case HEALTHY -> WEB.health(now, "healthy");
                case REMOVED -> WEB.removed(now);
            };
        }
    }

    /** So long it is remembered when something was last over. */
    private static final int CLEARED = 600;

    static List<Arguments> operators() {
        return List.of(
                Arguments.of("on: container.died, count: {at_least: 3, within: 3m}", 180, List.of(Happens.DIED)),
                Arguments.of("on: container.died, absent: {on: container.health, within: 3m}", CLEARED,
                        List.of(Happens.DIED, Happens.HEALTHY)),
                Arguments.of("on: container.died, absent: {on: container.health, within: 3m}", CLEARED,
                        List.of(Happens.DIED, Happens.REMOVED)),
                Arguments.of("sequence: {steps: [{on: container.died}, {on: container.health}], within: 3m}", 180,
                        List.of(Happens.DIED)),
                Arguments.of("all: {steps: [{on: container.died}, {on: container.health}], within: 3m}", 180,
                        List.of(Happens.DIED)),
                Arguments.of("on: container.died, by: [event.host], "
                        + "distinct: {of: event.service, at_least: 3, within: 3m}", 180, List.of(Happens.DIED)),
                Arguments.of("on: container.health, changes: {of: event.status, at_least: 3, within: 3m}", 360,
                        List.of(Happens.HEALTHY)),
                Arguments.of("on: container.died, delta: {of: event.exitCode, rises_by: 3, within: 3m}", 180,
                        List.of(Happens.DIED)),
                Arguments.of("on: container.died, by: [event.host], collect: 3m", CLEARED,
                        List.of(Happens.DIED, Happens.REMOVED)),
                Arguments.of("on: container.died, for: 3m", CLEARED, List.of(Happens.DIED, Happens.REMOVED)),
                Arguments.of("on: container.died", CLEARED, List.of(Happens.DIED, Happens.REMOVED)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void theKeyGoesAndIsCountedNoMore(String rule, int seconds, List<Happens> happens) {
        RuleBench bench = new RuleBench(
                "groups: [{name: t, rules: [{alert: T, " + rule + ", resolve: {on: container.removed}}]}]\n");
        happens.forEach(one -> bench.happens(one::at));
        bench.after(seconds - 1);
        assertThat(bench.saved).hasSize(1);
        assertThat(keys(bench)).isEqualTo(1);
        bench.after(1);
        assertThat(bench.saved).isEmpty();
        assertThat(keys(bench)).isZero();
        assertThat(bench.engine().untilNext()).isEmpty();
        happens.forEach(one -> bench.happens(one::at));
        assertThat(keys(bench)).as("it begins anew").isEqualTo(1);
    }

    private static double keys(RuleBench bench) {
        return bench.meters.get("dockmedic.rule.keys").gauge().value();
    }
}
