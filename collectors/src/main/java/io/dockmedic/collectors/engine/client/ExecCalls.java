package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Calls that run a command in a container. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface ExecCalls {
    /** Commands at the same time: each holds a connection as long as it runs. */
    int AT_ONCE = 4;

    /** Commands that wait for their turn beyond those. */
    int MAY_WAIT = 100;

    /**
     * What is to be run.
     *
     * @param command with its arguments, one element each; no shell takes it apart
     * @param user    name or number, also with a group; empty for the container's own
     */
    record Order(List<String> command, String user) {
        public Order {
            command = List.copyOf(command);
        }
    }

    /**
     * How one stands.
     *
     * @param begun    it has a process, or had one
     * @param exitCode empty while it has none
     */
    record State(boolean running, boolean begun, OptionalInt exitCode) {}

    /** {@code POST /containers/{id}/exec}: makes it known to the engine, and runs nothing yet. Answers with its id. */
    Future<CallResult<String>> prepare(String id, Order order);

    /**
     * {@code POST /exec/{id}/start}: runs it, and reads what it writes to the end. That it was read to the end does not say
     * that it ended. The last lines, standard output and error together, oldest first. Not redacted.
     *
     * @param within for all of it; what is cut off then goes on in the container
     */
    Future<CallResult<List<String>>> begin(String exec, int lines, Duration within);

    /**
     * One that runs at a terminal.
     *
     * @param program that was begun, without its arguments, for a secret may stand in those
     * @param pid     as the engine's machine counts; 0 where the engine does not say
     */
    record Terminal(String program, int pid) {}

    /**
     * {@code GET /containers/{id}/json}, and {@code GET /exec/{id}/json} of each command that it names: those that run and
     * have a terminal, as {@code docker exec -it} gives one. Whoever sits there is a person; a health check has none. Where one of
     * them cannot be looked at, that is the answer: it may be a person's.
     */
    Future<CallResult<List<Terminal>>> terminals(String id);

    /** {@code GET /exec/{id}/json}. The engine forgets one some minutes after its end, and all when it is started itself. */
    Future<CallResult<State>> state(String exec);
}
