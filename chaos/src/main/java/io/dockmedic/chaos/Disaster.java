package io.dockmedic.chaos;

import static io.dockmedic.testkit.SocketProxy.fitting;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.dockmedic.testkit.fault.DiskError;
import io.dockmedic.testkit.fault.Killed;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Something that befalls the program or its engine as a whole, and is over when it returns.
 *
 * @param weight how often it comes among those of its kind
 */
record Disaster(String name, Kind kind, int weight, BiConsumer<Hospital, Random> course) {
    /** Whom it befalls. */
    enum Kind {
        /** The program is killed with SIGKILL. */
        KILL,
        /** The engine, or the way to it. */
        ENGINE,
        /** The host's clock, the journal's disk or the engine's. */
        HOST,
        /** Whoever it talks to besides: a receiver, senders of alerts, Kafka. */
        OTHERS
    }

    private static final Duration CHANCE = Duration.ofMillis(2500);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final List<Predicate<Request>> CALLS = List.of(
            fitting("POST", "/containers/[^/]+/(re)?start"),
            fitting("POST", "/containers/[^/]+/(re)?start"),
            fitting("GET", "/containers/[^/]+/json"),
            fitting("GET", "/containers/json"),
            fitting("GET", "/events"),
            fitting("GET", "/containers/[^/]+/logs"));
    private static final List<Moment> MOMENTS = List.of(Moment.values());
    private static final List<Killed> STEPS = List.of(Killed.values());
    private static final int STEPS_OF_A_HEALING = 30;
    private static final List<Duration> CLOCKS = List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(-1),
            Duration.ofDays(1), Duration.ofDays(-1), Duration.ofSeconds(90), Duration.ofSeconds(-90));

    /** All there are. */
    static final List<Disaster> ALL = List.of(
            killing("kill at any time", 8, (hospital, random) -> {}),
            killing("kill at a call", 14, Disaster::killAtACall),
            killing("kill at a write of the journal", 8, (hospital, random) -> {
                hospital.host().killAt(1 + random.nextInt(STEPS_OF_A_HEALING), drawn(STEPS, random));
                Patience.until(CHANCE, () -> !hospital.program().alive());
                // Else the next program is killed at its start, and nobody starts another one.
                hospital.host().killNobody();
            }),
            killing("kill while a page is taken", 3, (hospital, random) -> {
                hospital.pager().beforeAnswer(hospital.program()::kill);
                Patience.until(CHANCE, () -> !hospital.program().alive());
                hospital.pager().beforeAnswer(() -> {});
            }),
            killing("kill, and more happens than the engine remembers", 2, (hospital, random) -> {
                hospital.program().kill();
                hospital.engineIsThere().lock();
                try {
                    hospital.engineApi().noise(BusyboxImage.TAG, 300);
                } finally {
                    hospital.engineIsThere().unlock();
                }
            }),
            onEngine("the engine is restarted", 2, (hospital, random) -> away(hospital, () -> {
                hospital.engine().terminate();
                hospital.engine().startAgain();
            })),
            onEngine("the engine is killed", 1, (hospital, random) -> away(hospital, () -> {
                hospital.engine().killHard();
                hospital.engine().startAgain();
            })),
            onEngine("the engine is frozen", 2, (hospital, random) -> away(hospital, () -> {
                hospital.engine().freeze();
                Patience.linger(Duration.ofMillis(random.nextInt(1000, 20_000)));
                hospital.engine().thaw();
            })),
            onEngine("the socket is gone", 2, (hospital, random) -> {
                hospital.proxy().disappear();
                Patience.linger(Duration.ofMillis(random.nextInt(300, 8000)));
                hospital.proxy().reappear();
            }),
            onEngine("connections are cut", 1, (hospital, random) -> hospital.proxy().cut()),
            onHost("the clock is set", 4, (hospital, random) -> hospital.clockAhead(drawn(CLOCKS, random))),
            onHost("the journal's disk is full", 2,
                    (hospital, random) -> failing(hospital, random, DiskError.NO_SPACE)),
            onHost("the journal's disk fails", 1, (hospital, random) -> failing(hospital, random, DiskError.IO_ERROR)),
            onHost("the journal's disk is slow", 2, (hospital, random) -> {
                hospital.host().slowSyncs(Duration.ofMillis(300));
                Patience.linger(Duration.ofMillis(random.nextInt(2000, 12_000)));
                hospital.host().slowSyncs(Duration.ZERO);
            }),
            onHost("the engine's disk is full", 4, (hospital, random) -> away(hospital, () -> {
                hospital.engineDiskFull();
                Patience.linger(Duration.ofMillis(random.nextInt(2000, 10_000)));
                hospital.engineDiskEmpty();
            })),
            killing("kill in a storm of alerts", 2, (hospital, random) -> {
                Thread storm = Thread.startVirtualThread(hospital.drills()::storm);
                Patience.linger(Duration.ofMillis(random.nextInt(600)));
                hospital.program().kill();
                hospital.program().start();
                Patience.until(READY, () -> !storm.isAlive());
            }),
            ofOthers("a storm of alerts", 2, (hospital, random) -> hospital.drills().storm()),
            ofOthers("the receiver of pages takes nothing", 3, (hospital, random) -> {
                hospital.pager().refuse(drawn(List.of(Pager.Refusal.values()), random));
                Patience.linger(Duration.ofMillis(random.nextInt(1000, 12_000)));
                hospital.pager().takeAgain();
            }));

    /** Those of a hospital with a broker. */
    static final List<Disaster> WITH_KAFKA = Stream.concat(ALL.stream(),
            Stream.of(ofOthers("Kafka is stopped", 2, (hospital, random) -> hospital.published()
                    .orElseThrow()
                    .stopped(Duration.ofMillis(random.nextInt(12_000))))))
            .toList();

    /** Lets it happen; afterwards program and engine are there again. */
    void happenTo(Hospital hospital, Random random) {
        course.accept(hospital, random);
        if (kind == Kind.KILL) {
            hospital.program().kill();
            hospital.proxy().forgetTreatments();
            // Mostly it is back at once, as under a service manager; sometimes it is away for a while.
            Patience.linger(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(12_000) : random.nextInt(500)));
            hospital.program().start();
        }
    }

    /** Whether the program has come to itself since. */
    static boolean recovered(Hospital hospital) {
        return Patience.until(READY, hospital.program()::ready);
    }

    private static Disaster killing(String name, int weight, BiConsumer<Hospital, Random> course) {
        return new Disaster(name, Kind.KILL, weight, course);
    }

    private static Disaster onEngine(String name, int weight, BiConsumer<Hospital, Random> course) {
        return new Disaster(name, Kind.ENGINE, weight, course);
    }

    private static Disaster onHost(String name, int weight, BiConsumer<Hospital, Random> course) {
        return new Disaster(name, Kind.HOST, weight, course);
    }

    private static Disaster ofOthers(String name, int weight, BiConsumer<Hospital, Random> course) {
        return new Disaster(name, Kind.OTHERS, weight, course);
    }

    private static void failing(Hospital hospital, Random random, DiskError error) {
        hospital.host().fail(error);
        Patience.linger(Duration.ofMillis(random.nextInt(500, 12_000)));
        hospital.host().mend();
    }

    private static void killAtACall(Hospital hospital, Random random) {
        hospital.proxy()
                .treatNext(drawn(CALLS, random), new Treatment.At(drawn(MOMENTS, random), hospital.program()::kill));
        Patience.until(CHANCE, () -> !hospital.program().alive());
    }

    private static <T> T drawn(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static void away(Hospital hospital, Runnable course) {
        hospital.engineIsAway().lock();
        try {
            course.run();
        } finally {
            hospital.engineIsAway().unlock();
        }
    }
}
