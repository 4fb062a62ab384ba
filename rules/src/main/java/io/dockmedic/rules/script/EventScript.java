package io.dockmedic.rules.script;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.kind.FieldType;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.yaml.Document;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads events as people write them: {@code {at: 20s, kind: container.died, service: web, exitCode: 137}}. With
 * {@code every} and {@code times} an entry stands for several, and {@code add} says what numbers change by from each to the
 * next. {@code seen} is for what is seen later than it happens.
 */
public final class EventScript {
    /** What an entry says besides the fields of its kind. */
    public static final Set<String> OWN = Set.of("at", "seen", "kind", "every", "times", "add");

    /** For so many events an entry may stand. */
    public static final int MOST = 10_000;

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Kinds kinds;
    private final Instant start;

    /** @param start what 0 s is */
    public EventScript(Kinds kinds, Instant start) {
        this.kinds = kinds;
        this.start = start;
    }

    /** What may be written of an event of a kind besides {@link #OWN}, by name, and as what it is read. */
    public static Map<String, FieldType> fields(Kind<?> kind) {
        YamlMap nothing = new Document("", "{}").root().flatMap(YamlNode::openMap).orElseThrow();
        Written written = new Written(kind, nothing, Map.of());
        new EventMaker(written, Instant.EPOCH).make();
        return written.used();
    }

    /** In the order in which they are seen. */
    public List<Scripted> read(YamlNode list) {
        List<Scripted> events = new ArrayList<>();
        for (YamlNode item : list.list().orElse(List.of())) {
            item.openMap().ifPresent(map -> entry(map, events));
        }
        events.sort(Comparator.comparing(Scripted::seen));
        return events;
    }

    /** One event whose {@code at} is a time of day, {@code 2026-11-01T12:00:00Z}; empty, with problems, when it is not sound. */
    public Optional<Event> event(YamlMap map) {
        Optional<YamlNode> at = map.required("at", "write 2026-11-01T12:00:00Z");
        Optional<Kind<?>> kind = map.required("kind", "write container.died").flatMap(this::kind);
        Optional<Instant> when = at.flatMap(YamlNode::scalar).flatMap(EventScript::moment);
        if (at.isPresent() && when.isEmpty()) {
            at.get().problem("'at' is not a time", "write 2026-11-01T12:00:00Z");
        }
        return kind.flatMap(known -> when.map(moment -> {
            Written written = new Written(known, map, Map.of());
            Event event = new EventMaker(written, moment).make();
            written.reportUnused(OWN);
            return event;
        }));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private void entry(YamlMap map, List<Scripted> events) {
        Optional<Duration> at = map.required("at", "write at: 20s").flatMap(EventScript::time);
        Optional<Kind<?>> kind = map.required("kind", "write kind: container.died").flatMap(this::kind);
        Duration late = map.get("seen")
                .flatMap(EventScript::time)
                .map(seen -> seen.minus(at.orElse(seen)))
                .orElse(Duration.ZERO);
        if (late.isNegative()) {
            map.get("seen").ifPresent(seen -> seen.problem("nothing is seen before it happens", ""));
            return;
        }
        boolean several = map.get("times").isPresent() || map.get("every").isPresent();
        Duration every = several
                ? map.required("every", "write every: 10s").flatMap(EventScript::time).orElse(Duration.ZERO)
                : Duration.ZERO;
        int times = several
                ? map.required("times", "write times: 30").flatMap(number -> number.whole(1, MOST)).orElse(1)
                : 1;
        Map<String, Long> add = added(map);
        if (at.isEmpty() || kind.isEmpty()) {
            return;
        }
        for (int i = 0; i < times; i++) {
            int step = i;
            Map<String, Long> added = new HashMap<>();
            add.forEach((name, by) -> added.put(name, by * step));
            Instant when = start.plus(at.get()).plus(every.multipliedBy(i));
            Written written = new Written(kind.get(), map, added);
            Event event = new EventMaker(written, when).make();
            if (i == 0) {
                written.reportUnused(OWN);
            }
            events.add(new Scripted(when.plus(late), event));
        }
    }

    private static Map<String, Long> added(YamlMap map) {
        Map<String, Long> add = new HashMap<>();
        map.get("add")
                .flatMap(YamlNode::openMap)
                .ifPresent(entries -> entries.entries().forEach((name, by) -> {
                    if (map.get(name).isEmpty()) {
                        by.problem("there is no '" + name + "' to add to", "write " + name + ": 0");
                    }
                    by.decimal().ifPresent(number -> add.put(name, number.longValue()));
                }));
        return add;
    }

    private Optional<Kind<?>> kind(YamlNode node) {
        return node.text().flatMap(name -> {
            Optional<Kind<?>> kind = kinds.find(name);
            if (name.equals(ScheduleEvent.Due.KIND)) {
                node.problem("schedules are due by themselves", "leave it out");
            }
            if (kind.isEmpty()) {
                node.problem("there is no kind of event '" + name + "'", Nearest.hint(name, kinds.names()));
            }
            return kind;
        });
    }

    private static Optional<Duration> time(YamlNode node) {
        return node.duration(Duration.ZERO, LONGEST);
    }
}
