package io.dockmedic.rules.operator;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.IncidentChange.What;
import io.dockmedic.rules.stage.KeptOver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One random course of events, run once through, and once with restarts and with reloads of rules that mean the same. Some events are late,
 * by seconds or by more than any window, some come twice, at once or long after, now and then something is tried which the end is to
 * prove, and the clock on the wall is set forward and back.
 */
final class Course {
    private static final int EVENTS = 200;
    private static final int EVIDENCE = 20;
    private static final Duration SETTLES = Duration.ofSeconds(31);
    private static final String OTHER = ", {alert: Other, on: [container.died, container.started], for: 20s, "
            + "resolve: {on: container.removed}}";

    private final List<RuleSet> sets;
    private final boolean readings;
    private final int containers;
    private final KeptOver kept;
    private final RuleBench through;
    private final RuleBench broken;
    private int restarts;
    private int reloads;
    private int steps;

    /**
     * @param sets    rules that mean the same, the first to begin with
     * @param crowded there is room for fewer keys than there are containers
     */
    Course(String rule, List<RuleSet> sets, boolean crowded, KeptOver kept) {
        this.sets = sets;
        this.readings = rule.contains("container.sample");
        this.containers = crowded ? 5 : 3;
        this.kept = kept;
        this.through = new RuleBench(sets.getFirst(), crowded ? 3 : 0);
        this.broken = new RuleBench(sets.getFirst(), crowded ? 3 : 0);
    }

    /** The same rule with other labels, texts and a remedy, and beside another one that comes and goes. */
    static List<RuleSet> sets(String rule, boolean crowded) {
        String way = rule.contains("container.sample")
                ? "{on: container.sample, for: 70s}"
                : rule.contains("started")
                        ? "{on: container.died, for: 70s}"
                        : rule.contains("changes")
                                ? "{on: container.removed}"
                                : "[{on: container.started, for: 70s}, {on: container.removed}]";
        String flow = rule.startsWith("{") ? rule.substring(1, rule.length() - 1) : rule;
        String one = "{alert: T, " + flow + (flow.contains("resolve:") ? "" : ", resolve: " + way);
        String tells = ", annotations: {summary: 'the {{ count }}.'}, remedy: [{action: escalate}]}";
        return Stream.of(
                one + ", labels: {team: a}}",
                one + ", labels: {team: b}" + tells,
                crowded ? one + tells : one + "}" + OTHER)
                .map(rules -> RuleBench.load(List.of(new RuleFile(
                        "test.yml", "groups: [{name: t, rules: [" + rules + "]}]\n"))))
                .toList();
    }

    /** Says whether both were told the same; what it was is in {@link #through} and {@link #broken}. */
    boolean run(long seed) {
        Random random = new Random(seed);
        Random breaks = new Random(-1 - seed);
        RuleSet rules = sets.getFirst();
        List<Event> past = new ArrayList<>();
        Instant looked = RuleBench.START;
        for (int i = 0; i < EVENTS; i++) {
            Event event = event(random, through.time.now());
            boolean twice = random.nextInt(10) == 0;
            past.add(event);
            Event old = past.get(Math.max(0, past.size() - 1 - random.nextInt(2 * EVIDENCE)));
            // Nobody tells of a reading again; and that one was counted which is no news is not written.
            Event again = old.reading() ? event : old;
            Duration step = Duration.ofMillis(random.nextInt(30_000));
            // What a step of the clock makes due waits, too, in the first half minute.
            String tried = random.nextInt(6) == 0 ? "c" + random.nextInt(containers) : "";
            boolean set = random.nextInt(15) == 0 && !through.time.now().isBefore(looked);
            Duration ahead = Duration.ofSeconds(random.nextInt(1_800) - 900L);
            for (RuleBench bench : List.of(through, broken)) {
                bench.happened(event);
                if (twice) {
                    bench.happened(again);
                }
                if (!tried.isEmpty()) {
                    bench.tried("T", tried);
                }
                if (set) {
                    bench.time.setWall(bench.time.now().plus(ahead));
                }
                bench.after(step);
            }
            steps += set ? 1 : 0;
            int reload = breaks.nextInt(8);
            if (reload < sets.size()) {
                reloads++;
                rules = sets.get(reload);
                broken.reloaded(rules);
            }
            // What falls due in the first half minute waits for the world to be looked at, by intent.
            Optional<Duration> next = broken.engine().untilNext();
            if (breaks.nextInt(3) == 0 && (next.isEmpty() || next.get().compareTo(SETTLES) > 0)) {
                restarts++;
                looked = broken.time.now().plus(SETTLES);
                kept.restart(broken, rules);
            }
        }
        return through().equals(broken());
    }

    private Event event(Random random, Instant now) {
        Happenings some = Happenings.of("c" + random.nextInt(containers));
        Instant at = switch (random.nextInt(20)) {
            case 0 -> now.minusMillis(random.nextInt(600_000));
            case 1, 2, 3 -> now.minusMillis(random.nextInt(20_000));
            default -> now;
        };
        return switch (random.nextInt(readings ? 14 : 7)) {
            case 0, 1 -> some.died(at, random.nextInt(3));
            case 2 -> some.started(at);
            case 3 -> some.health(at, random.nextBoolean() ? "healthy" : "unhealthy");
            case 4 -> random.nextInt(4) == 0 ? some.removed(at) : some.started(at);
            default -> {
                long tooth = Duration.between(RuleBench.START, at).toSeconds() % 900 * 9;
                yield some.sampled(at, usage -> SeriesTimelineTest.memory(tooth + random.nextInt(1000), 10_000));
            }
        };
    }

    List<String> through() {
        return told(through);
    }

    List<String> broken() {
        return told(broken);
    }

    /** Of the rule itself; that it was restored is told of one of them only. */
    private List<String> told(RuleBench bench) {
        List<String> told = new ArrayList<>();
        List<Integer> news = IntStream.range(0, bench.everything.size())
                .filter(index -> bench.everything.get(index).contains(" T "))
                .filter(index -> bench.changes.get(index).what() != What.READ
                        && bench.changes.get(index).what() != What.RESTORED)
                .boxed()
                .toList();
        Map<String, Integer> counts = new HashMap<>();
        for (int index : news) {
            IncidentChange change = bench.changes.get(index);
            int count = change.incident().count();
            Integer before = counts.put(change.incident().id(), count);
            if (change.what() == What.AGAIN && before != null && before == count) {
                // What may not have been told on before the restart is told on when it comes again, once, by intent.
                continue;
            }
            // That a reading was counted is not worth a write of its own.
            told.add(bench.everything.get(index) + (readings ? "" : ", " + count));
        }
        return told;
    }

    long fired() {
        return through().stream().filter(line -> line.contains(" FIRED ")).count();
    }

    /** How often a key found no room, in the run that goes through. */
    long refused() {
        return through.engine().refusals();
    }

    int restarts() {
        return restarts;
    }

    int reloads() {
        return reloads;
    }

    /** Of the clock on the wall. */
    int steps() {
        return steps;
    }
}
