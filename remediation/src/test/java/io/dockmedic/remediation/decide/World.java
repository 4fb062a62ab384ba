package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.SharedTime;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Hold;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.brake.Switch.Kind;
import io.dockmedic.remediation.decide.brake.Switches;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.brake.Windows;
import io.dockmedic.remediation.decide.guard.Guards;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.remediation.decide.storm.StormLimits;
import io.dockmedic.remediation.decide.storm.Trouble;
import io.dockmedic.remediation.decide.storm.Weather;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten services and everything that may befall them, drawn from a seed. What is journaled outlives a restart, no more. */
final class World {
    private static final int SERVICES = 10;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Just before clocks are put forward, put back, and an ordinary night. */
    private static final List<Instant> NIGHTS = List.of(Instant.parse("2026-03-29T00:30:00Z"),
            Instant.parse("2026-10-24T23:40:00Z"), Instant.parse("2026-11-03T00:50:00Z"));
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final Policy POLICY = policy();

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
    private List<Instant[]> acts = new ArrayList<>();
    private final List<String[]> whose = new ArrayList<>();
    private int ids;

    World(long seed) {
        random = new Random(seed);
    }

    List<String> broken() {
        return broken;
    }

    List<String> told() {
        return told;
    }

    int acts() {
        return whose.size();
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
            mayBeActedOn(container(random.nextInt(SERVICES)), "r" + random.nextInt(3),
                    random.nextInt(3) == 0 ? "start" : "restart");
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
        acts = new ArrayList<>(acts.stream().map(at -> new Instant[]{at[0].isAfter(own) ? own : at[0]}).toList());
        oracle.restarts();
        told.add("restart");
    }

    private void mayBeActedOn(Container container, String rule, String action) {
        FakeEngine engine = new FakeEngine(new SharedTime(own));
        Verdict verdict = decider.judge(new Proposal(own, Samples.about(action), true,
                Samples.incident("i", rule, Samples.died(own, container, Intent.NOT_ASKED, false)), container,
                engine.state(container.id()), POLICY, new Situation(false, true, own.minusSeconds(60)),
                Circumstances.QUIET, spent(container.name(), rule, action), brakes(container)));
        if (verdict instanceof Verdict.Act) {
            acts.add(new Instant[]{own});
            whose.add(new String[]{container.name(), rule, action});
            told.add(action + " of " + container.name() + " by " + rule);
            broken.addAll(oracle.breaks(container.name(), rule, action, wall));
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

    private Spent spent(String service, String rule, String action) {
        return new Spent(times(service, 0), times(rule, 1), times(action, 2), times("", -1));
    }

    private List<Instant> times(String name, int field) {
        return IntStream.range(0, acts.size())
                .filter(number -> field < 0 || whose.get(number)[field].equals(name))
                .mapToObj(number -> acts.get(number)[0])
                .toList();
    }

    private static Container container(int number) {
        return new Container(String.format("%064x", number + 1), "s" + number, "image" + number, Samples.CONSENT,
                new Service("", "s" + number, ""), false);
    }

    private static Policy policy() {
        Policy base = Policy.DEFAULT;
        Window nightly = new Window("nightly", EnumSet.allOf(DayOfWeek.class), LocalTime.of(2, 10),
                LocalTime.of(2, 50), BERLIN, List.of(new ServicePattern("s1")));
        Window weekly = new Window("weekly", Set.of(DayOfWeek.SATURDAY), LocalTime.of(23, 30), LocalTime.of(3, 30),
                BERLIN, List.of(ServicePattern.ALL));
        return new Policy(base.heal(), false, new Budget(2, Duration.ofMinutes(10)),
                new Budget(5, Duration.ofMinutes(30)), new Budget(4, Duration.ofMinutes(50)),
                new Budget(6, Duration.ofHours(1)), base.settle(),
                base.staleAfter(), Duration.ofMinutes(1),
                new StormLimits(3, 30, 100, Duration.ofMinutes(2), Duration.ofMinutes(5)),
                new Windows(List.of(nightly, weekly)), base.permits(), base.ownContainers(), base.ownImages());
    }
}
