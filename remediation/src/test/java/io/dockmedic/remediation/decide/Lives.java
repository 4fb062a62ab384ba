package io.dockmedic.remediation.decide;

import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESTORED;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.action.host.HostCommand;
import io.dockmedic.remediation.action.http.Answering;
import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Window;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import io.dockmedic.remediation.decide.storm.StormLimits;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * One host and one journal over several lives of ours, and what befalls them, drawn from a seed. A life ends without warning, at
 * times in the midst of an act; the next one opens the journal's file and has no more than what is in it.
 */
final class Lives implements AutoCloseable {
    private static final Instant NOON = Instant.parse("2026-11-03T12:00:00Z");
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MOST_OPEN = 12;
    /** Rounds, each of which lets what is under way in other threads go on. */
    private static final int PATIENCE = 200;

    /** The engine's clock is the one of whichever life it is. */
    private final class EngineClock implements Clock {
        @Override
        public Instant now() {
            return own;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant shown(Instant of) {
            return of.plus(ahead);
        }
    }

    private final Random random;
    private final Ills ills;
    private final Tally tally = new Tally();
    private final Map<String, Ill> all = new LinkedHashMap<>();
    private final Map<String, Ill> open = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Path dir;
    private final Answering elsewhere = new Answering(Answering.with(200, "done"));
    private final RemediationSettings settings;
    private volatile Instant own = NOON;
    private volatile Duration ahead = Duration.ZERO;
    private Hospital hospital;
    private int lives = 1;
    private int powerSets;
    private int resets;

    Lives(long seed, Path dir) throws IOException {
        random = new Random(seed);
        ills = new Ills(random);
        this.dir = dir;
        Files.createDirectory(dir.resolve("kept"));
        settings = settings();
        FakeEngine engine = new FakeEngine(new EngineClock());
        Ills.well(engine, tar());
        engine.gpus.hears = what -> resets += what.equals("released") ? 1 : 0;
        hospital = new Hospital(journal(), settings, own, engine);
        begins();
    }

    private Path journal() {
        return dir.resolve("journal.db");
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(new TarArchiveEntry("./one"));
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    int lives() {
        return lives;
    }

    /** How many acts there were of each action, and of what was put back. */
    Map<String, Integer> acts() {
        return tally.acts();
    }

    List<String> told() {
        return told;
    }

    /** What was beyond a limit, and what was done that the journal does not know. */
    List<String> broken() throws IOException {
        List<String> broken = tally.broken();
        FakeEngine engine = hospital.engine;
        known(broken, engine.restarts.size(), "restart", "limits");
        known(broken, called("restart policy"), "end-loop");
        known(broken, called("memory"), "limits");
        known(broken, called("pause"), "backup-volume");
        known(broken, engine.room.removals.size(), "prune");
        known(broken, powerSets + hospital.power.sets.size(), "gpu-power-limit");
        known(broken, resets, "reset-gpu");
        known(broken, Files.exists(trace()) ? Files.readAllLines(trace()).size() : 0, "host-command");
        known(broken, elsewhere.got.size(), "http");
        return broken;
    }

    private void known(List<String> broken, long calls, String... actions) {
        if (calls > tally.rows(actions)) {
            broken.add(calls + " calls, and " + tally.rows(actions) + " rows of " + List.of(actions));
        }
    }

    private long called(String what) {
        return hospital.engine.changes.stream().filter(one -> one.startsWith(what)).count();
    }

    void step() {
        int die = random.nextInt(100);
        if (die < 36) {
            passes(1 + random.nextInt(60));
        } else if (die < 41) {
            passes(random.nextInt(900));
        } else if (die < 45) {
            clockIsSet();
        } else if (die < 66) {
            befalls();
        } else if (die < 75) {
            isOver();
        } else if (die < 79) {
            engineIs();
        } else if (die < 81) {
            pause();
        } else if (die < 83) {
            resume();
        } else if (die < 85) {
            killedInTheMidst();
        } else if (die < 88) {
            nextLife();
        } else {
            approved();
        }
        rests();
    }

    private void passes(int seconds) {
        own = own.plusSeconds(seconds);
        tally.passes(seconds);
        told.add("+" + seconds + " s");
        hospital.later(seconds);
    }

    private void clockIsSet() {
        Instant wall = switch (random.nextInt(5)) {
            case 0 -> World.NIGHTS.get(random.nextInt(World.NIGHTS.size())).plusSeconds(random.nextInt(10_000));
            case 1 -> own.plus(ahead).plusSeconds(random.nextInt(172_800) - 86_400);
            default -> own;
        };
        ahead = Duration.between(own, wall);
        hospital.time.setWall(wall);
        told.add("the clock is set to " + wall);
    }

    private void befalls() {
        if (open.size() >= MOST_OPEN) {
            isOver();
        }
        Ill ill = ills.befalls(hospital);
        all.put(ill.incident().id(), ill);
        open.put(ill.incident().id(), ill);
        told.add(ill.plan().steps().getFirst().action() + " for " + ill.about() + " by " + ill.incident().rule());
        hospital.incident(FIRED, ill.incident(), ill.plan());
    }

    private void isOver() {
        if (open.isEmpty()) {
            return;
        }
        List<Ill> wrong = List.copyOf(open.values());
        Ill ill = wrong.get(random.nextInt(wrong.size()));
        open.remove(ill.incident().id());
        hospital.power.slowdown = Optional.of("");
        told.add(ill.incident().id() + " is over");
        hospital.incident(RESOLVED, Samples.resolved(ill.incident(), own), ill.plan());
    }

    /** It may answer or not, and do what it was asked to or not; what is down comes up at times. */
    private void engineIs() {
        FakeEngine engine = hospital.engine;
        int die = random.nextInt(8);
        engine.answer = die < 6 ? FakeEngine::done : () -> new CallResult.Unknown<>("no answer");
        engine.restartWorks = die != 7;
        engine.paused = false;
        engine.comeUp();
        told.add("the engine comes up, " + die);
    }

    private void pause() {
        int seconds = 1 + random.nextInt(400);
        tally.paused(seconds);
        told.add("pause for " + seconds + " s");
        Hospital.get(hospital.controls.pause(Duration.ofSeconds(seconds), "", "", false));
    }

    private void resume() {
        tally.resumed();
        told.add("resume");
        Hospital.get(hospital.controls.resume(""));
    }

    private void approved() {
        Hospital.get(hospital.answers.latest())
                .stream()
                .map(AnsweredQuestion::question)
                .filter(Question::pending)
                .forEach(one -> {
                    told.add("yes to " + one.about().action());
                    hospital.answers.approve(one.id(), "anna", "seen");
                });
    }

    private void killedInTheMidst() {
        told.add("kill");
        hospital.killedAfterWrites(random.nextInt(12));
        befalls();
        befalls();
        tally.sees(hospital, all);
        nextLife();
    }

    /** The next boot may believe that it is earlier than it was. */
    private void nextLife() {
        int away = random.nextInt(120);
        boolean booted = random.nextInt(6) == 0;
        tally.passes(away);
        own = own.plusSeconds(away).minusSeconds(booted ? random.nextInt(1_200) : 0);
        ahead = booted ? Duration.ZERO : ahead;
        powerSets += hospital.power.sets.size();
        told.add((booted ? "a boot at " : "a restart at ") + own);
        ends();
        hospital = hospital.after(journal(), settings, own);
        lives++;
        begins();
        open.values().forEach(ill -> hospital.incident(RESTORED, ill.incident(), ill.plan()));
    }

    /** Nothing is written any more. A backup under way is waited for, by a clock of which nobody else knows any more. */
    private void ends() {
        hospital.journalGoesAway();
        Future<Void> gone = hospital.stopsAfterAll();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> {
            hospital.time.advance(Duration.ofSeconds(1));
            return gone.isComplete();
        });
        hospital.close();
    }

    private void begins() {
        hospital.time.setWall(own.plus(ahead));
        hospital.containers = Ills.CONTAINERS;
        hospital.happens(Samples.connected(own));
    }

    /** No time passes until what is done on the machine itself has ended, and what else goes on in threads of its own has gone on. */
    private void rests() {
        for (int round = 0; round < (isOpen("'host-command', 'http'") ? PATIENCE : 0); round++) {
            hospital.quiet();
        }
        for (int round = 0; round < (isOpen("'backup-volume', 'reset-gpu'") ? 12 : 0); round++) {
            hospital.quiet();
        }
        tally.sees(hospital, all);
    }

    private boolean isOpen(String actions) {
        return hospital.count("remediation_acts WHERE outcome = 'open' AND action IN (" + actions + ")") > 0;
    }

    private Path trace() {
        return dir.resolve("trace");
    }

    private RemediationSettings settings() {
        Policy base = Policy.DEFAULT;
        Window always = new Window("always", EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT,
                ZoneOffset.UTC, List.of(ServicePattern.ALL));
        Policy policy = new Policy(base.heal(), false, new Budget(2, Duration.ofMinutes(10)),
                new Budget(4, Duration.ofMinutes(25)), new Budget(3, Duration.ofMinutes(20)),
                new Budget(8, Duration.ofMinutes(30)), base.settle(), base.staleAfter(), Duration.ofMinutes(1),
                new StormLimits(100, 100, 100, SOON, SOON), World.WINDOWS,
                new Permits(Set.of("end-loop", "limits", "backup-volume", "prune", "gpu-power-limit"),
                        List.of(new Approval(Set.of("host-command", "http"), always))),
                base.ownContainers(), base.ownImages());
        return new RemediationSettings("host", policy, List.of(), true, null, RemediationSettings.Asking.DEFAULT,
                List.of(new HostCommand("mend", List.of("/bin/sh", "-c", "echo run >> " + trace()), SOON)),
                List.of(elsewhere.call(SOON)), Optional.of(dir.resolve("kept")));
    }

    @Override
    public void close() {
        ends();
        elsewhere.close();
    }
}
