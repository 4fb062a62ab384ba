package io.dockmedic.remediation.decide;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.SharedTime;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.QuietTimes;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Switch.Kind;
import io.dockmedic.remediation.decide.brake.Switches;
import io.dockmedic.remediation.decide.brake.Unquiet;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.remediation.decide.storm.StormLimits;
import io.dockmedic.remediation.decide.storm.Trouble;
import io.dockmedic.remediation.decide.storm.Weather;
import io.dockmedic.remediation.record.Act;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.view.Acts;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten services and everything that may befall them, drawn from a seed. What is journaled outlives a restart, no more. */
final class World {
    private static final int SERVICES = 10;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Just before clocks are put forward, put back, and an ordinary night. */
    static final List<Instant> NIGHTS = List.of(Instant.parse("2026-03-29T00:30:00Z"),
            Instant.parse("2026-10-24T23:40:00Z"), Instant.parse("2026-11-03T00:50:00Z"));
    private static final List<Kind> KINDS = List.of(Kind.values());
    /** Whom they concern, and when, {@link Oracle#maintenance} knows by other means. */
    static final Windows WINDOWS = new Windows(List.of(
            new Window("nightly", EnumSet.allOf(DayOfWeek.class), LocalTime.of(2, 10), LocalTime.of(2, 50), BERLIN,
                    List.of(new ServicePattern("s1"))),
            new Window("weekly", Set.of(DayOfWeek.SATURDAY), LocalTime.of(23, 30), LocalTime.of(3, 30), BERLIN,
                    List.of(ServicePattern.ALL))));
    private static final Policy POLICY = policy();
    private static final Duration PATIENCE = Duration.ofHours(3);
    /** {@code limits} is neither switched on nor asked about. */
    private static final List<String> ACTIONS = List.of("restart", "restart", "start", "recreate", "restart-stack",
            "stop", "limits");

    private final Random random;
    private final Oracle oracle = new Oracle(SERVICES);
    private final Decider decider = new Decider(Guards.IN_ORDER);
    private final List<String> told = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Census census = Census.of(IntStream.range(0, SERVICES).mapToObj(World::container).toList());
    private Instant own = Instant.parse("2026-11-03T12:00:00Z");
    private Instant wall = own;
    private Switches switches = Switches.NONE;
    private Weather weather = Weather.FAIR;
    private List<Act> kept = new ArrayList<>();
    private Acts acts = new Acts(POLICY.lookBack());
    private final Map<String, Integer> done = new TreeMap<>();
    private int ids;
    private int quietly;

    World(long seed) {
        random = new Random(seed);
    }

    List<String> broken() {
        return broken;
    }

    List<String> told() {
        return told;
    }

    /** How many acts were allowed that were to be done in a quiet time. */
    int quietly() {
        return quietly;
    }

    /** How many acts were allowed of each action. */
    Map<String, Integer> acts() {
        return done;
    }

    void step() {
        int die = random.nextInt(100);
        if (die < 30) {
            passes(Duration.ofSeconds(random.nextInt(90)));
        } else if (die < 38) {
            passes(Duration.ofSeconds(random.nextInt(1_200)));
        } else if (die < 42) {
            wall = random.nextBoolean()
                    ? NIGHTS.get(random.nextInt(NIGHTS.size())).plusSeconds(random.nextInt(10_000))
                    : wall.plusSeconds(random.nextInt(172_800) - 86_400);
            told.add("the clock is set to " + wall);
        } else if (die < 55) {
            falls(container(random.nextInt(SERVICES)));
        } else if (die < 58) {
            hold();
        } else if (die < 61) {
            resume();
        } else if (die < 65) {
            restart();
        } else {
            mayBeActedOn(random.nextInt(SERVICES), "r" + random.nextInt(3),
                    ACTIONS.get(random.nextInt(ACTIONS.size())));
        }
    }

    private void passes(Duration time) {
        own = own.plus(time);
        wall = wall.plus(time);
        weather = weather.calmed(own, POLICY.storm());
        oracle.passes(time);
        told.add("+" + time.toSeconds() + " s");
    }

    private void falls(Container container) {
        weather = weather.after(new Trouble(own, container.name(), container.image()), census, POLICY.storm(),
                () -> "storm" + ids++);
        oracle.falls(container.name(), container.image());
        told.add(container.name() + " falls");
    }

    private void hold() {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        Duration length = Duration.ofSeconds(1 + random.nextInt(1_800));
        ServicePattern services = kind == Kind.SILENCE && random.nextBoolean()
                ? new ServicePattern("s" + random.nextInt(SERVICES))
                : ServicePattern.ALL;
        switches = switches.with(new Switch("id" + ids++, kind, services, own, own.plus(length), "", ""));
        Set<String> concerned = IntStream.range(0, SERVICES)
                .mapToObj(number -> "s" + number)
                .filter(name -> services.equals(ServicePattern.ALL) || services.text().equals(name))
                .collect(Collectors.toSet());
        oracle.hold(kind.word(), concerned, length);
        told.add(kind.word() + " of " + services + " for " + length.toSeconds() + " s");
    }

    private void resume() {
        switches = switches.without(one -> one.kind() != Kind.SILENCE);
        weather = weather.cleared();
        oracle.resumed();
        told.add("resume");
    }

    /** The next start may believe that it is earlier than it was. */
    private void restart() {
        own = random.nextInt(4) == 0 ? own.minusSeconds(random.nextInt(7_200)) : own;
        switches = Switches.NONE.remembering(switches.all().stream().map(one -> one.notAfter(own)).toList());
        weather = Weather.FAIR.remembering(weather.storms()
                .values()
                .stream()
                .map(one -> one.notAfter(own))
                .map(one -> new Storm(one.id(), one.image(), one.since(), own, one.services(), one.why()))
                .toList());
        kept = new ArrayList<>(kept.stream().map(this::notAfter).toList());
        acts = new Acts(POLICY.lookBack());
        acts.remember(kept);
        oracle.restarts();
        told.add("restart");
    }

    private Act notAfter(Act act) {
        ActRecord of = act.intent();
        return new Act(intent(of.id(), of.at().isAfter(own) ? own : of.at(), of.service(), of.rule(), of.action(),
                of.notes()), act.outcome(), act.detail());
    }

    private static ActRecord intent(String id, Instant at, String service, String rule, String action,
            Map<String, String> notes) {
        return new ActRecord(id, at, "i", rule, service, "c", action, 0, 0, null, at, action, notes, false, false);
    }

    /** At times a person was asked, who has just said yes to it. */
    private void mayBeActedOn(int number, String rule, String action) {
        Container container = container(number);
        ActionDescription about = Samples.about(action);
        boolean approved = random.nextInt(4) == 0 && POLICY.permits().asks(about);
        boolean quiet = random.nextInt(4) == 0;
        FakeEngine engine = new FakeEngine(new SharedTime(own));
        Verdict verdict = decider.judge(new Proposal(own, about,
                approved || POLICY.permits().allow(about, container, wall),
                Samples.incident("i", rule, Samples.died(own, container, Intent.NOT_ASKED, false)), container,
                engine.state(container.id()), POLICY, new Situation(false, true, own.minusSeconds(60)),
                Circumstances.QUIET, acts.spent(container.name(), rule, action), brakes(container), approved, List.of(),
                Source.NONE, wall, "", "", Unsaved.NOTHING,
                quiet ? POLICY.quiet().against(container, PATIENCE, Duration.ZERO, own, wall) : Unquiet.NOTHING));
        if (verdict instanceof Verdict.Act) {
            if (quiet && !approved && !oracle.quiet("s" + number, wall)) {
                broken.add("now is no quiet time of s" + number);
            }
            quietly += quiet ? 1 : 0;
            acted(number, rule, action, approved);
        }
    }

    /** A stack is of the service and two others, whatever their budgets say. */
    private void acted(int number, String rule, String action, boolean approved) {
        String service = "s" + number;
        List<String> also = action.equals("restart-stack")
                ? List.of(service, "s" + (number + 1) % SERVICES, "s" + (number + 2) % SERVICES)
                : List.of();
        int die = random.nextInt(10);
        String outcome = die == 0 ? Act.REFUSED : die == 1 ? "unknown" : "done";
        ActRecord intent = intent("a" + ids++, own, service, rule, action, Map.of());
        acts.began(intent);
        acts.on(intent.id(), also);
        acts.ended(intent.id(), outcome, "");
        kept.add(new Act(intent.on(also), outcome, ""));
        done.merge(action, 1, Integer::sum);
        told.add(action + " of " + service + " by " + rule + ": " + outcome);
        broken.addAll(oracle.breaks(service, rule, action, wall));
        if (!approved && !oracle.mayUnasked(service, action, wall)) {
            broken.add("nobody has approved " + action);
        }
        if (outcome.equals(Act.REFUSED)) {
            oracle.refused();
        } else {
            oracle.cameTo(also);
        }
    }

    private Brakes brakes(Container container) {
        return new Brakes(
                weather.over(container.image()).map(storm -> new Hold(null, storm.why())).orElse(null),
                switches.hold(Kind.PAUSE, container, own).orElse(null),
                switches.hold(Kind.DRY_RUN, container, own).orElse(null),
                switches.hold(Kind.SILENCE, container, own).orElse(null),
                POLICY.windows().hold(container, own, wall).orElse(null));
    }

    private static Container container(int number) {
        return new Container(String.format("%064x", number + 1), "s" + number, "image" + number, Samples.CONSENT,
                new Service("", "s" + number, ""), false);
    }

    private static Policy policy() {
        Policy base = Policy.DEFAULT;
        Window late = new Window("late", EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0),
                BERLIN, List.of(new ServicePattern("s2")));
        return new Policy(base.heal(), false, new Budget(2, Duration.ofMinutes(10)),
                new Budget(5, Duration.ofMinutes(30)), new Budget(4, Duration.ofMinutes(50)),
                new Budget(6, Duration.ofHours(1)), base.settle(),
                base.staleAfter(), Duration.ofMinutes(1),
                new StormLimits(3, 30, 100, Duration.ofMinutes(2), Duration.ofMinutes(5)),
                WINDOWS,
                new Permits(Set.of("recreate"), Set.of("restart-stack"), List.of(new Approval(Set.of("stop"), late))),
                base.ownContainers(), base.ownImages(), new Groups(List.of(
                        new Group("shop", "", List.of(new ServicePattern("s3"), new ServicePattern("s4")), Map.of(),
                                new Budget(1, Duration.ofMinutes(40)), ""),
                        new Group("rest", "", List.of(new ServicePattern("s4"), new ServicePattern("s5")), Map.of(),
                                new Budget(3, Duration.ofMinutes(10)), ""))),
                new QuietTimes(List.of(late)));
    }
}
