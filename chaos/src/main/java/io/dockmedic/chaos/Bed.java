package io.dockmedic.chaos;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.observe.Deed;
import io.dockmedic.testkit.observe.Deed.Kind;
import io.dockmedic.testkit.observe.Patient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** One patient and what a scenario can do to it; everything done is told to the judge. For one thread. */
final class Bed {
    /** Says that it starts, then waits for the word to end: an exit code, or {@code oom}. */
    private static final String STEADY = """
            echo start >> /ctl/starts; touch /ctl/ok; [ -e /ctl/bad ] && exit 3
            read word < /ctl/word; [ "$word" = oom ] && exec tail /dev/zero; exit $word""";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SEEN = Duration.ofSeconds(30);
    /** So often it tries again after somebody listened and before it is lost: whoever did may have been killed right then. */
    private static final int GPU_TRIES = 5;
    private static final Duration GPU_LIMIT = Duration.ofMinutes(15);
    /** Longer than it takes to be healed of the one before. */
    private static final Duration BEFORE_ITS_NEXT_TRY = Duration.ofSeconds(25);

    private final Patient patient;
    private final EngineApi engine;
    private final Lock engineIsThere;
    private final AtomicInteger faults;
    private final AtomicInteger acts;
    private final Random random;
    private final Hospital hospital;
    private final int number;
    private long pid;
    /** How often it had begun when its run was spoiled. */
    private volatile int spoiledAt;

    /** @param number of the bed, which has a GPU of its own */
    Bed(Patient patient, Hospital hospital, int number, Random random) {
        this.patient = patient;
        this.hospital = hospital;
        this.number = number;
        this.engine = hospital.engineApi();
        this.engineIsThere = hospital.engineIsThere();
        this.faults = hospital.faults();
        this.acts = hospital.acts();
        this.random = random;
    }

    Patient patient() {
        return patient;
    }

    Random random() {
        return random;
    }

    /** It is created and started; counted as nothing that happened. */
    void create(String labels, String hostConfig) {
        acts.decrementAndGet();
        recreate(labels, hostConfig);
    }

    /** A person creates and starts it, under the same name as before. */
    void recreate(String labels, String hostConfig) {
        person(Kind.UP, "create and start", () -> {
            String id = engine.create(patient.name(), """
                    {"Image": "%s", "Cmd": ["sh", "-c", %s], "StopSignal": "SIGKILL", "Labels": {%s},
                     "Healthcheck": %s,
                     "HostConfig": {"NetworkMode": "none", "Binds": ["%s:/ctl"]%s}}
                    """.formatted(BusyboxImage.TAG, quoted(STEADY), labels, healthCheck(labels), patient.folder(),
                    hostConfig));
            patient.became(id);
            engine.act(patient.name(), "start");
            return true;
        });
        awaitRunning();
    }

    /** A person's act on it; whether it changed anything. What changed nothing has told nobody anything. */
    boolean person(Kind kind, String act) {
        return person(kind, act, () -> engine.act(patient.name(), act));
    }

    /** A person removes it, running or not. */
    void remove() {
        person(Kind.DOWN, "rm -f", () -> {
            engine.remove(patient.name());
            return true;
        });
    }

    /** Clears up after the case; the judge has done with it. */
    void discharge() {
        engineIsThere.lock();
        try {
            engine.removeIfThere(patient.name());
        } finally {
            engineIsThere.unlock();
        }
    }

    /** Its main process is killed from outside, past the engine. */
    void killProcess() {
        awaitRunning();
        long victim = pid;
        fault("SIGKILL from outside", () -> {
            ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
            awaitEnd(victim);
        });
    }

    /** Its main process ends with that code, or for want of memory when the word is {@code oom}. */
    void end(String word) {
        awaitRunning();
        long victim = pid;
        fault("ends with " + word, () -> {
            say(word, victim);
            awaitEnd(victim);
        });
    }

    /** Its health check fails until it is started anew. */
    void sicken() {
        awaitRunning();
        fault("turns unhealthy", () -> {
            int starts = starts();
            try {
                Files.deleteIfExists(patient.folder().resolve("ok"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Patience.until(LIMIT, () -> !runs() || starts() > starts);
        });
    }

    /**
     * Its main process computes on a GPU and makes a fault there, which takes its work on it: it goes on and is of no use, and tries
     * again now and then, until it is started anew or a person was told, or its driver has told of it so often to somebody who listened
     * that it should have been by then.
     */
    void faultOnItsGpu() {
        awaitRunning();
        long victim = pid;
        hospital.gpus().used(number, victim);
        Patience.until(SEEN, () -> hospital.program()
                .body("/api/v1/gpus")
                .filter(all -> all.contains(patient.name()))
                .isPresent());
        long heard = hospital.gpus().told(number);
        int before = starts();
        fault(Kind.SPOILED, "XID 31", () -> {
            spoiledAt = before;
            Patience.until(GPU_LIMIT, () -> {
                if (starts() == before && ProcessHandle.of(victim).isPresent()) {
                    hospital.gpus().fault(number);
                }
                return Patience.until(BEFORE_ITS_NEXT_TRY, () -> starts() > before || told())
                        || hospital.gpus().told(number) - heard >= GPU_TRIES;
            });
            hospital.gpus().left(number, victim);
        });
    }

    private boolean told() {
        return !hospital.pager().escalations(patient.name()).isEmpty();
    }

    /** From now on it ends at once whenever it is started. */
    void spoil() {
        try {
            Files.writeString(patient.folder().resolve("bad"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it runs, is not paused, not unhealthy and not spoiled. */
    boolean runs() {
        return starts() > spoiledAt && engine.state(patient.name()).map(state -> {
            if (state.path("Running").asBoolean()) {
                pid = state.path("Pid").asLong();
            }
            return state.path("Running").asBoolean() && !state.path("Paused").asBoolean()
                    && !state.at("/Health/Status").asText().equals("unhealthy");
        }).orElse(false);
    }

    /** How often its main process began. */
    int starts() {
        try {
            return Files.readAllLines(patient.folder().resolve("starts")).size();
        } catch (IOException none) {
            return 0;
        }
    }

    void linger(int fromMillis, int toMillis) {
        Patience.linger(Duration.ofMillis(random.nextInt(fromMillis, toMillis)));
    }

    /** As little as it takes for a person to be in the way, or as much. */
    void moment() {
        Patience.linger(Duration.ofMillis(random.nextInt(300)));
    }

    private void awaitRunning() {
        Patience.until(LIMIT, this::runs);
    }

    private boolean person(Kind kind, String what, BooleanSupplier act) {
        engineIsThere.lock();
        try {
            Instant began = Instant.now();
            boolean changed = act.getAsBoolean();
            if (changed) {
                patient.did(new Deed(kind, began, Instant.now(), what));
                acts.incrementAndGet();
            }
            return changed;
        } finally {
            engineIsThere.unlock();
        }
    }

    private void fault(String what, Runnable act) {
        fault(Kind.FAULT, what, act);
    }

    private void fault(Kind kind, String what, Runnable act) {
        Instant began = Instant.now();
        act.run();
        patient.did(new Deed(kind, began, Instant.now(), what));
        faults.incrementAndGet();
    }

    /** Until the engine knows that this process is gone too. */
    private void awaitEnd(long victim) {
        Patience.until(LIMIT, () -> !ProcessHandle.of(victim).map(ProcessHandle::isAlive).orElse(false)
                && (!runs() || pid != victim));
    }

    private void say(String word, long victim) {
        // Read and write: opening waits for nobody then.
        try (RandomAccessFile fifo = new RandomAccessFile(patient.folder().resolve("word").toFile(), "rw")) {
            fifo.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
            Patience.until(Duration.ofSeconds(5),
                    () -> !ProcessHandle.of(victim).map(ProcessHandle::isAlive).orElse(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String healthCheck(String labels) {
        return labels.contains("probed")
                ? "{\"Test\": [\"CMD\", \"test\", \"-e\", \"/ctl/ok\"], \"Interval\": 1000000000, \"Retries\": 2}"
                : "null";
    }

    private static String quoted(String text) {
        return '"' + text.strip().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    static List<String> exitCodes() {
        return List.of("1", "2", "3", "77", "134", "143");
    }
}
