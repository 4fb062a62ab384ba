package io.dockmedic.rules.operator.schedule;

import io.dockmedic.rules.cron.Cron;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Flaw;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code schedule: {cron: "0 3 * * *", zone: Europe/Berlin, within: 1h}}. */
public final class ScheduleSyntax implements OperatorSyntax {
    /** Times are compared from here on; any year will do. */
    private static final Instant SOMETIME = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String key() {
        return "schedule";
    }

    @Override
    public boolean namesEvents() {
        return true;
    }

    @Override
    public String instead(String key) {
        return "a rule with 'schedule' waits for the time alone, and has no '" + key + "'";
    }

    @Override
    public Optional<Operator<?>> read(YamlNode value, Terms terms) {
        Optional<YamlMap> map = value.map(List.of("cron", "zone", "within"));
        if (map.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> within = map.get()
                .required("within", "say how long there is time for it: within: 1h")
                .flatMap(time -> time.duration(SHORTEST, LONGEST));
        Optional<ZoneId> zone = map.get()
                .required("zone", "say whose clock it is: zone: Europe/Berlin")
                .flatMap(ScheduleSyntax::zone);
        Optional<Cron> cron = map.get()
                .required("cron", "write cron: \"0 3 * * *\"")
                .flatMap(text -> zone.flatMap(place -> cron(text, place)));
        if (cron.isEmpty() || within.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        Duration between = Gaps.shortest(cron.get(), zone.get(), SOMETIME);
        if (within.get().compareTo(between) > 0) {
            map.get()
                    .get("within")
                    .ifPresent(time -> time.problem("is longer than the " + PrometheusDuration.format(between)
                            + " from one time to the next",
                            "it must be over before it begins anew, on the day when"
                                    + " clocks go forward too"));
        }
        return Optional.of(new Schedule(cron.get(), within.get()));
    }

    private static Optional<ZoneId> zone(YamlNode node) {
        Optional<String> name = node.text();
        try {
            return name.map(ZoneId::of);
        } catch (DateTimeException e) {
            node.problem("there is no time zone '" + name.orElse("") + "'",
                    Nearest.find(name.orElse(""), ZoneId.getAvailableZoneIds())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write Europe/Berlin, or UTC"));
            return Optional.empty();
        }
    }

    private static Optional<Cron> cron(YamlNode node, ZoneId zone) {
        Optional<String> text = node.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (Cron.parse(text.get(), zone)) {
            case Compiled.Ok<Cron>(Cron cron) -> {
                Optional<Cron> ever = Optional.of(cron).filter(one -> one.next(SOMETIME).isPresent());
                if (ever.isEmpty()) {
                    node.problem("there is never such a time", "");
                }
                yield ever;
            }
            case Compiled.Flawed<Cron>(List<Flaw> flaws) -> {
                flaws.forEach(flaw -> node.problemAt(flaw.offset(), flaw.message(), flaw.hint()));
                yield Optional.empty();
            }
        };
    }
}
