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
    /** Less is no other time: it waits until that is over. */
    private static final Duration BACK = Duration.ofMinutes(1);
    /** After so many readings that did not come it is silent: one may have been lost, and none comes on time. */
    private static final int MISSING = 3;

    private final List<Rule> rules;
    private final Kinds kinds;
    private final Verdicts verdicts;
    private final Map<String, String> thinned;
    private final Map<String, Firing> firings = new LinkedHashMap<>();
    private int more;
    private int times;

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
            return new Replayed(0, null, null, List.of(), 0, Map.of(), thinned, Map.of(), Map.of(),
                    Map.of());
        }
        Scripted one = events.next();
        Instant from = one.seen();
        Instant to = from;
        RuleDriver driver = begin(one);
        Map<String, Integer> errors = new TreeMap<>();
        Map<String, String> causes = new TreeMap<>();
        Passages passages = new Passages(rules, kinds);
        Set<String> there = new HashSet<>();
        int seen = 0;
        while (true) {
            if (isBack(driver.now(), one.seen())) {
                driver.errors().forEach((rule, count) -> errors.merge(rule, count, Integer::sum));
                driver.causes().forEach(causes::putIfAbsent);
                driver = begin(one);
            }
            from = one.seen().isBefore(from) ? one.seen() : from;
            to = one.seen().isAfter(to) ? one.seen() : to;
            driver.to(one.seen());
            driver.see(one.event());
            there.add(one.event().kind());
            passages.saw(one.event());
            seen++;
            told.accept(seen);
            if (!events.hasNext()) {
                break;
            }
            one = events.next();
        }
        driver.errors().forEach((rule, count) -> errors.merge(rule, count, Integer::sum));
        driver.causes().forEach(causes::putIfAbsent);
        return new Replayed(
                seen, from, to, new ArrayList<>(firings.values()), more, blind(there), thinned, errors, causes,
                passages.came());
    }

    /**
     * Whether time was set back from one event to the next, as a machine does that begins with another clock: a replay goes
     * on with rules that know nothing of before.
     */
    public static boolean isBack(Instant before, Instant next) {
        return next.isBefore(before.minus(BACK));
    }

    private RuleDriver begin(Scripted first) {
        times++;
        return new RuleDriver(rules, kinds, first.event().host(), first.seen(), this::told);
    }

    private void told(Told told) {
        Incident incident = told.change().incident();
        // Each driver numbers them anew.
        String id = times + " " + incident.id();
        Firing known = firings.get(id);
        switch (told.change().what()) {
            case FIRED -> {
                if (firings.size() < MOST) {
                    firings.put(id, fired(told, incident));
                } else {
                    more++;
                }
            }
            case AGAIN -> {
                if (known != null) {
                    firings.put(id, known.going(incident.count()));
                }
            }
            case RESOLVED -> {
                if (known != null) {
                    firings.put(id, known.ended(told.at(), incident.count()));
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
