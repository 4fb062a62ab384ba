package io.dockmedic.rules.proof;

import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code seen: {on: container.sample, when: event.memoryPercent < 80, for: 2m}}; only {@code on} is needed. */
final class SeenSyntax implements ProofSyntax {
    private static final List<String> KEYS = List.of("on", "when", ProbeKeys.FOR);

    @Override
    public String word() {
        return Seen.WORD;
    }

    @Override
    public Optional<Written> read(YamlNode value, Heard heard) {
        return value.map(KEYS)
                .flatMap(map -> holds(map)
                        .flatMap(holds -> heard.trigger(map)
                                .map(events -> written(value, map, events, holds, heard))));
    }

    /** As of a way to resolve: without it the first event that says so is enough. */
    private static Optional<Duration> holds(YamlMap map) {
        return map.get(ProbeKeys.FOR)
                .map(time -> time.duration(Duration.ZERO, Proofs.LONGEST))
                .orElse(Optional.of(Duration.ZERO));
    }

    /** Of readings the first comes up to an interval after the act, and what has held shows by the first that comes then. */
    private static Written written(YamlNode value, YamlMap map, Trigger events, Duration holds, Heard heard) {
        Duration interval = heard.interval(events.kinds());
        Duration least = holds.isZero() ? interval : holds.plus(interval.multipliedBy(2));
        if (holds.isZero()) {
            warn(map.get(ProbeKeys.FOR).orElse(value), events);
        }
        String names = map.get("when").flatMap(YamlNode::source).map(heard::meaning).orElse("");
        return new Written(new Seen(events, interval, value.canonical() + names), holds, least);
    }

    /** What somebody else sends counts when it comes, whatever it is about; and comes once. */
    private static void warn(YamlNode node, Trigger events) {
        boolean alerts = events.kinds().contains(ExternalEvent.Alert.KIND);
        if (alerts || events.kinds().contains(ExternalEvent.Occurred.KIND)) {
            String kind = alerts ? ExternalEvent.Alert.KIND : ExternalEvent.Occurred.KIND;
            node.warning("without 'for' the first " + kind
                    + " that is as asked proves it, though it may tell of a time "
                    + "before the act" + (alerts
                            ? "; an alert is told once for each time that it fires, however often Alertmanager repeats it"
                            : ""),
                    "write for: 1m" + (alerts ? ", and when: event.status == 'resolved'" : ""));
        }
    }
}
