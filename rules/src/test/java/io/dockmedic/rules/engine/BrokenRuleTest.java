package io.dockmedic.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Reaction;
import io.dockmedic.rules.rule.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rule that breaks off, by a fault of ours, takes no other with it, and does not break off for ever. */
class BrokenRuleTest {
    private static final RuleSet TWO = RuleBench.load(List.of(new RuleFile("test.yml",
            """
                    groups:
                      - name: test
                        rules:
                          - {alert: Broken, on: container.died, resolve: {on: container.removed}}
                          - {alert: Sound, on: container.died, count: {at_least: 2, within: 1m}, resolve: {on: container.removed}}
                    """)));

    private final Happenings web = Happenings.of("web");
    private final RuleBench bench = new RuleBench(TWO);

    /** Breaks off at an event, or at the deadline that it set then. */
    private record Breaks(boolean atOnce) implements Operator<Instant> {
        @Override
        public Class<Instant> stateType() {
            return Instant.class;
        }

        @Override
        public Reaction<Instant> matched(@Nullable Instant state, Subject subject, Instant now) {
            if (atOnce) {
                throw new IllegalStateException("broken");
            }
            return Reaction.waits(now.plusSeconds(10));
        }

        @Override
        public Instant deadline(Instant state) {
            return state;
        }

        @Override
        public Reaction<Instant> due(Instant state, Instant now) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Instant notAfter(Instant state, Instant now) {
            return state;
        }

        @Override
        public boolean cancelledAtOnce() {
            return false;
        }
    }

    private void breaks(boolean atOnce) {
        Rule broken = TWO.rules().getFirst();
        bench.engine()
                .replace(List.of(new Rule(broken.name(), broken.file(), broken.trigger(), broken.by(),
                        new Breaks(atOnce),
                        broken.resolve(), broken.labels(), broken.annotations(), broken.plan(), broken.inhibitions(),
                        "broken"), TWO.rules().getLast()));
    }

    @Test
    void atAnEventTheOthersSeeItAllTheSame() {
        breaks(true);
        bench.happens(at -> web.died(at, 1)).after(5).happens(at -> web.died(at, 1)).tells("5s FIRED Sound web");
        assertThat(bench.meters.get("dockmedic.rule.errors").tag("rule", "Broken").counter().count()).isEqualTo(2);
    }

    @Test
    void atADeadlineItIsForgottenAndTimeGoesOn() {
        breaks(false);
        bench.happens(at -> web.died(at, 1)).after(30).happens(at -> web.died(at, 1)).tells("30s FIRED Sound web");
        assertThat(bench.engine().untilNext()).as("its new deadline").isPresent();
        assertThat(bench.saved.keySet()).extracting(KeyId::rule).contains("Sound");
        bench.after(10);
        assertThat(bench.saved.keySet()).extracting(KeyId::rule).containsExactly("Sound");
        assertThat(bench.meters.get("dockmedic.rule.errors").tag("rule", "Broken").counter().count()).isEqualTo(2);
    }
}
