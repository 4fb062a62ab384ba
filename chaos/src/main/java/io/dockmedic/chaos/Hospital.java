package io.dockmedic.chaos;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.EngineClock;
import io.dockmedic.testkit.LoopDisk;
import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.fault.FaultyHost;
import io.dockmedic.testkit.observe.Budget;
import io.dockmedic.testkit.observe.EngineLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One host: a private engine, the program before it behind a recording proxy, a pager, and the judge's own ears. */
final class Hospital implements AutoCloseable {
    /** What the program is given, and judged by. Wide for the host, tight for a service. */
    static final Budget SERVICE_BUDGET = new Budget(2, Duration.ofMinutes(2));
    static final Budget HOST_BUDGET = new Budget(100, Duration.ofMinutes(1));
    private static final String SETTINGS = """
            settle: 1s
            kernel_log: false
            storm: {services: 10000, image: 10000}
            budgets:
              service: {acts: %d, within: %ds}
              rule: {acts: 10000, within: 1h}
              action: {acts: 10000, within: 1h}
              host: {acts: %d, within: %ds}
            """.formatted(SERVICE_BUDGET.acts(), SERVICE_BUDGET.within().toSeconds(), HOST_BUDGET.acts(),
            HOST_BUDGET.within().toSeconds());

    /** What the engine keeps is two images and a dozen containers. */
    private static final int DISK_MB = 200;
    private static final int FILES = 20_000;

    private final Path home;
    private final LoopDisk engineDisk;
    private final PrivateEngine engine;
    private final SocketProxy proxy;
    private final Pager pager;
    private final EngineLog log;
    private final EngineClock engineClock = new EngineClock();
    private final FaultyHost host = new FaultyHost("/data/journal");
    private final Gpus gpus;
    private final Optional<Published> published;
    private final ShippedProgram program;
    private final Drills drills;
    private final EngineApi api;
    private final Decisions decisions;
    private final ReentrantReadWriteLock engineIsThere = new ReentrantReadWriteLock(true);
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicInteger acts = new AtomicInteger();

    /**
     * Starts all but the program.
     *
     * @param kafka whether there is a broker, to which it publishes
     */
    Hospital(Path home, boolean kafka) {
        this.home = home;
        engineDisk = disk(home);
        engine = new PrivateEngine("--data-root=" + engineDisk.root());
        BusyboxImage.in(engine);
        proxy = new SocketProxy(engine.socket());
        pager = new Pager();
        log = new EngineLog(engine.socket());
        proxy.stampBy(engineClock);
        gpus = new Gpus(home);
        published = kafka ? Optional.of(new Published(home.resolve("broker"))) : Optional.empty();
        program = new ShippedProgram(home.resolve("program"), proxy.dockerHost(), SETTINGS + gpus.settings()
                + published.map(Published::settings).orElse("") + ShippedProgram.paging(pager));
        drills = new Drills(program);
        host.environment().forEach(program::with);
        api = new EngineApi(engine.socket());
        decisions = new Decisions(program);
    }

    PrivateEngine engine() {
        return engine;
    }

    SocketProxy proxy() {
        return proxy;
    }

    Pager pager() {
        return pager;
    }

    EngineLog log() {
        return log;
    }

    ShippedProgram program() {
        return program;
    }

    /** The disk under the program's journal. */
    FaultyHost host() {
        return host;
    }

    /** Sets the wall clock of the host, the program's and the engine's, to so much ahead of the real one. */
    void clockAhead(Duration by) {
        host.clockAhead(by);
        engineClock.ahead(by);
    }

    /** From now on nothing more goes on the disk that has the engine's data. */
    void engineDiskFull() {
        try {
            engineDisk.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is room on it again. */
    void engineDiskEmpty() {
        try {
            engineDisk.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Gpus gpus() {
        return gpus;
    }

    Drills drills() {
        return drills;
    }

    Optional<Published> published() {
        return published;
    }

    EngineApi engineApi() {
        return api;
    }

    Decisions decisions() {
        return decisions;
    }

    /** Held by whoever asks something of the engine, so that it is not taken away meanwhile. */
    Lock engineIsThere() {
        return engineIsThere.readLock();
    }

    /** Held while the engine is taken away. */
    Lock engineIsAway() {
        return engineIsThere.writeLock();
    }

    /** How many faults there were so far. */
    AtomicInteger faults() {
        return faults;
    }

    /** How many acts of people there were so far. */
    AtomicInteger acts() {
        return acts;
    }

    /** A new folder for a patient, with the pipe its main process reads. */
    Path folder(String name) {
        try {
            Path folder = Files.createDirectories(home.resolve("beds").resolve(name));
            int made = new ProcessBuilder("mkfifo", folder.resolve("word").toString()).start().waitFor();
            if (made != 0) {
                throw new IllegalStateException("mkfifo ended with " + made);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static LoopDisk disk(Path home) {
        try {
            return LoopDisk.mount(Files.createDirectories(home), "engine", DISK_MB, FILES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        drills.close();
        program.close();
        log.close();
        proxy.close();
        pager.close();
        engine.close();
        host.close();
        published.ifPresent(Published::close);
        try {
            engineDisk.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
