package io.dockmedic.speed.keys;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.speed.rules.RuleTexts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ten rules that count, together of so many containers. */
final class Kept {
    static final int RULES = 10;

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    final Kinds kinds = Kinds.standard();
    final ManualTime time = new ManualTime(START);
    final List<Rule> rules = RuleTexts.load(text());

    private final int keys;

    /** @param keys of all rules together */
    Kept(int keys) {
        this.keys = keys;
    }

    /** An engine with these rules, and nothing known yet. */
    RuleEngine engine() {
        RuleEngine engine = new RuleEngine(new EngineParts(kinds, time, at -> "id", new SimpleMeterRegistry(), "host",
                keys));
        engine.replace(rules);
        return engine;
    }

    /** What is remembered when each container has died once, for each rule another one. */
    Map<KeyId, Optional<KeyState>> states() {
        RuleEngine engine = engine();
        Map<KeyId, Optional<KeyState>> states = new HashMap<>();
        for (int rule = 1; rule <= RULES; rule++) {
            for (int key = 0; key < keys / RULES; key++) {
                String name = "shop-web-" + rule + "-" + key;
                Container container = new Container("%064x".formatted(name.hashCode()), name, "web:1",
                        Map.of("tier", "front"), Service.of(name, Map.of()), false);
                states.putAll(engine.offer(new Died(time.now(), "host", Origin.ENGINE, container, rule, false,
                        new Judgement(Intent.NOT_ASKED, false, List.of()), false, 0, Duration.ofSeconds(90), false, ""))
                        .states());
            }
        }
        return states;
    }

    private static String text() {
        StringBuilder text = new StringBuilder("groups:\n  - name: speed\n    rules:\n");
        for (int rule = 1; rule <= RULES; rule++) {
            text.append("      - {alert: Dies")
                    .append(rule)
                    .append(", on: container.died, when: event.exitCode == ")
                    .append(rule)
                    .append(", count: {at_least: 3, within: 1h}, resolve: {on: container.removed}}\n");
        }
        return text.toString();
    }
}
