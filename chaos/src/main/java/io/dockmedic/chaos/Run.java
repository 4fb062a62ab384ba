package io.dockmedic.chaos;

import io.dockmedic.chaos.Disaster.Kind;
import io.dockmedic.testkit.observe.Finding;
import io.dockmedic.testkit.observe.Patient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** Many cases at once and one disaster after the other, drawn from a seed, until there was enough of everything. */
final class Run {
    private static final Duration BEFORE_THE_NEXT = Duration.ofMillis(2500);
    /** Once there were enough of them: cases get further where lives are longer. */
    private static final Duration BEFORE_ONE_MORE = Duration.ofSeconds(20);

    private final Path home;
    private final long seed;
    private final Goal goal;
    private final int beds;
    private final boolean kafka;
    private final Map<String, Integer> disasters = new TreeMap<>();
    private final List<Duration> recovered = new ArrayList<>();
    private final AtomicInteger cases = new AtomicInteger();
    private final Queue<Finding> breakdowns = new ConcurrentLinkedQueue<>();
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private volatile boolean over;

    /**
     * @param beds  how many cases go on at once
     * @param kafka whether the program publishes to a broker, which is stopped now and then
     */
    Run(Path home, long seed, Goal goal, int beds, boolean kafka) {
        this.kafka = kafka;
        this.home = home;
        this.seed = seed;
        this.goal = goal;
        this.beds = beds;
    }

    /** Runs it to its end. */
    Verdict verdict() {
        long began = System.nanoTime();
        try (Hospital hospital = new Hospital(home, kafka);
                var nurses = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("bed-", 0).factory())) {
            Courtroom court = new Courtroom(hospital);
            hospital.program().start();
            if (!Disaster.recovered(hospital)) {
                throw new IllegalStateException("the program does not get ready; its log: " + hospital.program().log());
            }
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int bed = 0; bed < beds; bed++) {
                int number = bed;
                all.add(CompletableFuture.runAsync(() -> cases(hospital, court, number), nurses));
            }
            disasters(hospital, began);
            over = true;
            all.forEach(CompletableFuture::join);
            court.judgeTheHost();
            List<Finding> findings = new ArrayList<>(court.findings());
            findings.addAll(breakdowns);
            return new Verdict(seed, Duration.ofNanos(System.nanoTime() - began), cases.get(), hospital.faults().get(),
                    hospital.acts().get(), Map.copyOf(kinds), disasters, court.outcomes(),
                    recovered.stream().sorted().toList(), findings);
        }
    }

    private void disasters(Hospital hospital, long began) {
        Random random = new Random(seed);
        while (!goal.met(hospital.faults().get(), hospital.acts().get(), kinds)
                && System.nanoTime() - began < goal.latest().toNanos()) {
            Duration most = left() == 0 ? BEFORE_ONE_MORE : BEFORE_THE_NEXT;
            Patience.linger(Duration.ofMillis(random.nextLong(most.toMillis())));
            Disaster next = drawn(random);
            next.happenTo(hospital, random);
            long back = System.nanoTime();
            disasters.merge(next.name(), 1, Integer::sum);
            if (!Disaster.recovered(hospital)) {
                breakdowns.add(new Finding(Finding.Kind.LOST, "host", "not ready within a minute of: " + next.name()));
            }
            kinds.merge(next.kind(), 1, Integer::sum);
            progress(hospital);
            if (next.kind() == Kind.KILL) {
                recovered.add(Duration.ofNanos(System.nanoTime() - back));
            }
        }
        // So that the last cases end on a host that is well.
        hospital.clockAhead(Duration.ZERO);
    }

    private void progress(Hospital hospital) {
        int all = kinds.values().stream().mapToInt(Integer::intValue).sum();
        if (all % 50 == 0) {
            System.out.printf("so far %d cases, %d container faults, %d user acts, %s%n", cases.get(),
                    hospital.faults().get(), hospital.acts().get(), kinds);
        }
    }

    /** Whichever there is more to be done of comes more often. */
    private Disaster drawn(Random random) {
        Kind kind = left() == 0
                ? Kind.KILL
                : weighted(List.of(Kind.values()), each -> goal.left(each, kinds), random);
        List<Disaster> fitting = (kafka ? Disaster.WITH_KAFKA : Disaster.ALL).stream()
                .filter(disaster -> disaster.kind() == kind)
                .toList();
        List<Disaster> fresh = fitting.stream().filter(disaster -> !disasters.containsKey(disaster.name())).toList();
        // Those that are still to come come first, so that short runs have most of them.
        return weighted(fresh.isEmpty() ? fitting : fresh, Disaster::weight, random);
    }

    private int left() {
        return Arrays.stream(Kind.values()).mapToInt(kind -> goal.left(kind, kinds)).sum();
    }

    private void cases(Hospital hospital, Courtroom court, int bedNumber) {
        Random random = new Random(seed * 1000 + bedNumber);
        for (int turn = 0; !over; turn++) {
            Case next = weighted(Case.ALL, Case::weight, random);
            String name = next.name() + "-" + bedNumber + "-" + turn;
            Patient patient = new Patient(name, next.consent(), !next.policy().equals("no"), hospital.folder(name));
            court.admitted(patient);
            Bed bed = new Bed(patient, hospital, bedNumber, random);
            try {
                next.happenTo(bed);
                court.judge(next.name(), bed);
                cases.incrementAndGet();
                bed.discharge();
            } catch (RuntimeException e) {
                breakdowns.add(new Finding(Finding.Kind.UNEXPLAINED, name, "the scenario broke down: " + e));
            }
        }
    }

    private static <T> T weighted(List<T> all, ToIntFunction<T> weight, Random random) {
        int left = random.nextInt(all.stream().mapToInt(weight).sum());
        for (T one : all) {
            left -= weight.applyAsInt(one);
            if (left < 0) {
                return one;
            }
        }
        throw new IllegalStateException("weights changed");
    }
}
