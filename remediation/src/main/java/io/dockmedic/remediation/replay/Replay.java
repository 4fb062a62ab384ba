package io.dockmedic.remediation.replay;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ruletest.Verdicts;
import io.dockmedic.rules.drive.RuleDriver;
import io.dockmedic.rules.drive.Told;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.script.Scripted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Runs events through rules as they would have run then. Nothing is asked of anybody, and nothing is changed. */
public final class Replay {
    private static final int MOST = 10_000;
    /** After so many readings that did not come it is silent: one may have been lost, and none comes on time. */
    private static final int MISSING = 3;

    private final List<Rule> rules;
    private final Kinds kinds;
    private final Verdicts verdicts;
    private final Map<String, String> thinned;
    private final Map<String, Firing> firings = new LinkedHashMap<>();
    private int more;

    public Replay(List<Rule> rules, Kinds kinds, Verdicts verdicts) {
        this(rules, kinds, verdicts, Map.of());
    }

    private Replay(List<Rule> rules, Kinds kinds, Verdicts verdicts, Map<String, String> thinned) {
        this.rules = List.copyOf(rules);
        this.kinds = kinds;
        this.verdicts = verdicts;
        this.thinned = thinned;
    }

    /**
     * The same over events of which there are, of readings, only the first of each time and those from which something
     * came of the rules that ran then.
     *
     * @param each the time
     * @param ran  what of a rule that ran then is its {@link Rule#temporal()}
     */
    public Replay thinned(Duration each, Set<String> ran) {
        Set<String> readings = kinds.all()
                .stream()
                .filter(kind -> kind.interval().filter(often -> often.compareTo(each) < 0).isPresent())
                .map(Kind::name)
                .collect(Collectors.toSet());
        Map<String, String> others = new TreeMap<>();
        rules.stream()
                .filter(rule -> !ran.contains(rule.temporal()))
                .forEach(rule -> rule.thinnedBy(readings, each).ifPresent(why -> others.put(rule.name(), why)));
        Duration silence = each.multipliedBy(MISSING);
        return new Replay(rules.stream().map(rule -> rule.sparse(silence)).toList(), kinds, verdicts, others);
    }

    /** To be called once. */
    public Replayed run(List<Event> events) {
        return run(events, seen -> {});
    }

    /**
     * To be called once.
     *
     * @param told after each event, how many were seen
     */
    public Replayed run(List<Event> events, IntConsumer told) {
        return run(events.stream().map(event -> new Scripted(event.at(), event)).iterator(), told);
    }

    /**
     * Each is seen when it was seen. To be called once.
     *
     * @param told after each event, how many were seen
     */
    public Replayed run(Iterator<Scripted> events, IntConsumer told) {
        if (!events.hasNext()) {
            return new Replayed(0, null, null, List.of(), 0, Map.of(), thinned, Map.of());
        }
        Scripted one = events.next();
        Instant from = one.seen();
        RuleDriver driver = new RuleDriver(rules, kinds, one.event().host(), from, this::told);
        Set<String> there = new HashSet<>();
        int seen = 0;
        while (true) {
            driver.to(one.seen());
            driver.see(one.event());
            there.add(one.event().kind());
            seen++;
            told.accept(seen);
            if (!events.hasNext()) {
                break;
            }
            one = events.next();
        }
        return new Replayed(
                seen, from, one.seen(), new ArrayList<>(firings.values()), more, blind(there), thinned,
                driver.errors());
    }

    private void told(Told told) {
        Incident incident = told.change().incident();
        Firing known = firings.get(incident.id());
        switch (told.change().what()) {
            case FIRED -> {
                if (firings.size() < MOST) {
                    firings.put(incident.id(), fired(told, incident));
                } else {
                    more++;
                }
            }
            case AGAIN -> {
                if (known != null) {
                    firings.put(incident.id(), known.going(incident.count()));
                }
            }
            case RESOLVED -> {
                if (known != null) {
                    firings.put(incident.id(), known.ended(told.at(), incident.count()));
                }
            }
            case PENDING, RESTORED, READ, INHIBITED, RELEASED -> {
                // Nothing that is shown.
            }
        }
    }

    private Firing fired(Told told, Incident incident) {
        RemedyPlan plan = told.change().plan();
        Optional<Verdict> verdict = verdicts.of(told);
        return new Firing(
                told.at(), null, incident.rule(), incident.key(), incident.count(),
                incident.annotations().getOrDefault("summary", ""),
                plan.steps().isEmpty() ? "" : plan.steps().getFirst().action(),
                verdict.map(Verdict::word).orElse(""), verdict.map(one -> one.reason().word()).orElse(""));
    }

    private Map<String, String> blind(Set<String> there) {
        Map<String, String> blind = new TreeMap<>();
        for (Rule rule : rules) {
            Set<String> kindsOfFault = new TreeSet<>(rule.trigger().kinds());
            boolean byTime = rule.operator().schedule().isPresent();
            if (!byTime && kindsOfFault.stream().noneMatch(there::contains)) {
                blind.put(rule.name(), String.join(", ", kindsOfFault));
            }
        }
        return blind;
    }
}
