package io.dockmedic.chaos.aimed;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.EngineClock;
import io.dockmedic.testkit.Pager;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.ShippedProgram;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.fault.FaultyHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An engine, the shipped program, a proxy between the two, a pager, and a host whose clock and journal disk may go
 * wrong. What happened is asked of the engine and the pager, and of the program's API only where its record is the
 * matter.
 */
final class Rig implements AutoCloseable {
    static final Duration SOON = Duration.ofMinutes(3);
    static final String RESTART = "/containers/[^/]+/(re)?start";

    final PrivateEngine engine;
    final SocketProxy proxy;
    final Pager pager = new Pager();
    final EngineClock engineClock = new EngineClock();
    final FaultyHost host = new FaultyHost("/data/journal");
    final ShippedProgram program;
    /** How much it had written when it was last found ready. */
    private int wroteBefore;

    /** @param settings more of {@code dockmedic.yml} */
    Rig(PrivateEngine engine, Path home, String... settings) {
        this.engine = engine;
        proxy = new SocketProxy(engine.socket());
        proxy.stampBy(engineClock);
        List<String> all = new ArrayList<>(List.of("settle: 1s", "kernel_log: false",
                "storm: {services: 10000, image: 10000}", ShippedProgram.paging(pager)));
        all.addAll(List.of(settings));
        program = new ShippedProgram(home, proxy.dockerHost(), String.join("\n", all));
        host.environment().forEach(program::with);
    }

    /** Starts the program, again if it ran before, and waits until it is ready. */
    Rig started() {
        program.start();
        awaiting("ready", Duration.ofMinutes(2), program::ready);
        wroteBefore = log().length();
        return this;
    }

    /** A container that consents to be healed. */
    String run(String name, String... command) {
        return engine.run(name, List.of("--label=dockmedic.heal=true"),
                command.length == 0 ? new String[]{"sleep", "100000"} : command);
    }

    /** A fault: SIGKILL to the container's main process, from outside the engine; returns when the engine knows. */
    void fault(String name) {
        String run = inspect(name, "{{.State.StartedAt}}");
        long pid = Long.parseLong(inspect(name, "{{.State.Pid}}"));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        awaiting(name + " dead", () -> !inspect(name, "{{.State.Running}} {{.State.StartedAt}}").equals("true " + run));
    }

    boolean running(String name) {
        return inspect(name, "{{.State.Running}}").equals("true");
    }

    String inspect(String name, String format) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    /** How often the engine started this very container, the first time included; while few events have happened. */
    long starts(String name) {
        return engine
                .docker("events", "--since", "1", "--until", "0s", "--filter", "container=" + inspect(name, "{{.Id}}"),
                        "--filter", "event=start", "--format", "{{.Action}}")
                .orFail()
                .text()
                .lines()
                .count();
    }

    /** How often the program called the engine to start or restart it, whether that got there or not. */
    long calls(String name) {
        return proxy.count("POST", "/containers/" + inspect(name, "{{.Id}}") + "/(re)?start");
    }

    /** Steps the wall clock of the host, the program's and the engine's, to so much ahead of the real one. */
    void clockAhead(Duration by) {
        host.clockAhead(by);
        engineClock.ahead(by);
    }

    /** The rule's newest incident of a service, once its remedy is in that state. */
    JsonNode incident(String service, String rule, String remedyState) {
        awaiting(rule + " of " + service + " " + remedyState, () -> found(service, rule, remedyState).isPresent());
        return found(service, rule, remedyState).orElseThrow();
    }

    /** All incidents of a service, newest first. */
    List<JsonNode> incidents(String service) {
        return program.incidents()
                .stream()
                .filter(incident -> incident.path("key").asText().equals(service))
                .toList();
    }

    private Optional<JsonNode> found(String service, String rule, String remedyState) {
        return incidents(service).stream()
                .filter(incident -> incident.path("rule").asText().equals(rule))
                .findFirst()
                .filter(incident -> incident.at("/remedy/state").asText().equals(remedyState));
    }

    /** Faults another container and waits until it is healed: what came before has been decided by then. */
    void healAnother(String name) {
        run(name);
        fault(name);
        awaiting(name + " healed", () -> running(name));
    }

    /** Waits until the program has written nothing to its journal for a second. */
    void awaitingQuiet() {
        AtomicLong steps = new AtomicLong(-1);
        AtomicLong since = new AtomicLong();
        awaiting("quiet", () -> {
            long now = host.steps();
            if (steps.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > TimeUnit.SECONDS.toNanos(1);
        });
    }

    /** Waits a minute for it; what the program says of itself goes into the error. */
    void awaiting(String what, Condition condition) {
        awaiting(what, SOON, condition);
    }

    void awaiting(String what, Duration limit, Condition condition) {
        try {
            await().atMost(limit).pollInterval(Duration.ofMillis(100)).until(condition::holds);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not " + what + " within " + limit + "; incidents " + program.incidents()
                    + "; ready " + program.body("/-/ready") + "; log:\n" + log(), e);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    /** What the program wrote, of all its runs. */
    String log() {
        try {
            return Files.exists(program.log()) ? Files.readString(program.log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the program wrote, since it was last found ready, of code of ours that kept one of its threads. A machine that is
     * busy with something else stops threads too, but these name nobody.
     */
    List<String> heldUp() {
        return Arrays.stream(log().substring(wroteBefore).split("\n(?! )"))
                .filter(said -> said.contains("blocked for") && said.contains("io.dockmedic"))
                .toList();
    }

    /** Ends the program and removes all containers of the engine. */
    @Override
    public void close() {
        program.close();
        proxy.close();
        pager.close();
        host.close();
        List<String> all = Arrays.asList(engine.docker("ps", "--all", "--quiet").text().split("\\s+"));
        List<String> call = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        call.addAll(all);
        engine.docker(call.toArray(String[]::new));
    }
}
