package io.dockmedic.chaos;

import static io.dockmedic.testkit.SocketProxy.fitting;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Something that befalls the program or its engine as a whole, and is over when it returns.
 *
 * @param kill   whether it is a kill -9 of the program; else it is a fault of the engine or the way to it
 * @param weight how often it comes
 */
record Disaster(String name, boolean kill, int weight, BiConsumer<Hospital, Random> course) {
    private static final Duration CHANCE = Duration.ofSeconds(4);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final List<Predicate<Request>> CALLS = List.of(
            fitting("POST", "/containers/[^/]+/(re)?start"),
            fitting("POST", "/containers/[^/]+/(re)?start"),
            fitting("GET", "/containers/[^/]+/json"),
            fitting("GET", "/containers/json"),
            fitting("GET", "/events"),
            fitting("GET", "/containers/[^/]+/logs"));
    private static final List<Moment> MOMENTS = List.of(Moment.values());

    /** All there are. */
    static final List<Disaster> ALL = List.of(
            killing("kill at any time", 8, (hospital, random) -> {}),
            killing("kill at a call", 14, Disaster::killAtACall),
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
            onEngine("connections are cut", 1, (hospital, random) -> hospital.proxy().cut()));

    /** Lets it happen; afterwards program and engine are there again. */
    void happenTo(Hospital hospital, Random random) {
        course.accept(hospital, random);
        if (kill) {
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
        return new Disaster(name, true, weight, course);
    }

    private static Disaster onEngine(String name, int weight, BiConsumer<Hospital, Random> course) {
        return new Disaster(name, false, weight, course);
    }

    private static void killAtACall(Hospital hospital, Random random) {
        hospital.proxy().treatNext(drawn(CALLS, random), new Treatment.At(drawn(MOMENTS, random), hospital.program()::kill));
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
