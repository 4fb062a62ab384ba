package io.dockmedic.rules.engine;

import io.dockmedic.rules.expression.ExpressionException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is counted of one rule. */
final class RuleMeters {
    private static final Logger LOG = LoggerFactory.getLogger(RuleMeters.class);
    private static final int MOST_CAUSES = 5;

    private final String rule;
    private final Set<String> causes = new LinkedHashSet<>();
    private final MeterRegistry registry;
    private final Counter errors;
    private final Counter refused;
    private final Counter late;
    private final Counter missed;
    private final Gauge keys;

    RuleMeters(MeterRegistry registry, String rule, IntSupplier size) {
        this.registry = registry;
        this.rule = rule;
        this.errors = Counter.builder("dockmedic.rule.errors")
                .description("Events on which an expression of the rule could not be evaluated: no match")
                .tag("rule", rule)
                .register(registry);
        this.refused = Counter.builder("dockmedic.rule.keys.refused")
                .description("Events of new keys beyond the most that a rule, or all of them, remember")
                .tag("rule", rule)
                .register(registry);
        this.late = Counter.builder("dockmedic.rule.events.stale")
                .description("Events seen before, or older than what is known of their key")
                .tag("rule", rule)
                .register(registry);
        this.missed = Counter.builder("dockmedic.rule.schedule.missed")
                .description("Times that a scheduled rule was due while nobody looked, and that are not made up for")
                .tag("rule", rule)
                .register(registry);
        this.keys = Gauge.builder("dockmedic.rule.keys", size::getAsInt)
                .description("Keys that the rule remembers something of")
                .tag("rule", rule)
                .strongReference(true)
                .register(registry);
    }

    void error() {
        errors.increment();
    }

    /** An expression could not be evaluated. Each cause is in the log once, while there are few of them. */
    void error(ExpressionException e) {
        errors.increment();
        if (causes.size() == MOST_CAUSES) {
            return;
        }
        String cause = e.words();
        if (causes.add(cause)) {
            LOG.atWarn().addKeyValue("rule", rule).log("cannot be evaluated, so it is no match: {}", cause);
        }
    }

    /** Why expressions could not be evaluated, the first few causes. */
    List<String> causes() {
        return List.copyOf(causes);
    }

    void refused() {
        refused.increment();
    }

    void stale() {
        late.increment();
    }

    void missed() {
        missed.increment();
    }

    /** The rule is gone. Its counters stay, as counters do; a gauge of nothing would lie. */
    void close() {
        registry.remove(keys);
    }
}
