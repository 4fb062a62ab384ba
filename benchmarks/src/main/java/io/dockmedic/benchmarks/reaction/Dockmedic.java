package io.dockmedic.benchmarks.reaction;

import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The program as it ships: its launcher, its flags, its rules. Only its budgets and its storm
 * brake are wider, and its settling shorter. */
public final class Dockmedic implements Healer {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Pattern DEATH = Pattern.compile("\"Action\":\"die\".*?\"ID\":\"([0-9a-f]{64})\"");
    private static final String SETTINGS = """
            settle: 2s
            storm: {services: 10000, image: 10000}
            budgets:
              rule: {acts: 10000, within: 1h}
              action: {acts: 10000, within: 1h}
              host: {acts: 10000, within: 1h}
            """;

    private final SocketProxy proxy;
    private final ShippedProgram program;
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();

    /** Starts it and waits until it may act. */
    Dockmedic(Path engine, Path home) {
        this(engine, home, "");
    }

    /** With rules of its own beside those that ship. */
    public Dockmedic(Path engine, Path home, String rules) {
        proxy = new SocketProxy(engine);
        proxy.onEvents(this::passes);
        program = new ShippedProgram(home, proxy.dockerHost(), SETTINGS);
        if (!rules.isEmpty()) {
            program.rules("bench.yml", rules);
        }
        program.start();
        try {
            Waiting.until("Dockmedic is ready, see what it says: " + program.log(), READY, program::ready);
        } catch (IllegalStateException late) {
            close();
            throw late;
        }
        Waiting.quietly(SETTLE.plusMillis(500));
    }

    private void passes(String events) {
        Instant now = Instant.now();
        DEATH.matcher(events).results().forEach(death -> heard.put(death.group(1), now));
    }

    @Override
    public Optional<Instant> heard(String container) {
        return Optional.ofNullable(heard.get(container));
    }

    /** Where and how it is asked. */
    public ShippedProgram program() {
        return program;
    }

    /** Its process id. */
    public long pid() {
        return program.pid();
    }

    @Override
    public String name() {
        return "dockmedic";
    }

    @Override
    public String about() {
        return "deploy/dockmedic serve with the shipped flags and rules";
    }

    @Override
    public String label() {
        return "dockmedic.heal=true";
    }

    @Override
    public List<Exchange> asked() {
        return proxy.exchanges();
    }

    @Override
    public void close() {
        program.terminate();
        program.close();
        proxy.close();
    }
}
