package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * The calls we make to the engine. Every call has a deadline and is answered by then, also by a frozen engine. Futures
 * complete on the caller's Vert.x context and never fail for reasons of the engine (see {@link CallResult}). Safe for
 * use by several verticles.
 */
public interface EngineCalls {
    /** {@code GET /info} and {@code /version} in one: who answers there. */
    Future<CallResult<EngineInfo>> info();

    /** All containers, running or not: {@code GET /containers/json?all=1}. Full ids. */
    Future<CallResult<List<String>>> list();

    /** {@code GET /containers/{id}/json}. */
    Future<CallResult<ContainerState>> inspect(String id);

    /**
     * The latest answer of {@link #inspect(String)}, whoever asked, or what {@link #foreseen} said since, when that was not
     * longer ago; else asks anew.
     */
    default Future<CallResult<ContainerState>> inspect(String id, Duration notOlder) {
        return inspect(id);
    }

    /**
     * The engine's next answer about it: that of a look which is under way, else of a new one. What it shows can be older
     * than this call by as long as an answer is on its way.
     */
    default Future<CallResult<ContainerState>> nextLook(String id) {
        return inspect(id);
    }

    /** What the engine's own message says that {@link #inspect(String)} will show from now on. Good for a decision, not for an act. */
    default void foreseen(ContainerState state) {}

    /**
     * {@code POST /containers/{id}/restart?t=…}: stops it with its own stop signal if it runs, then starts it.
     *
     * @param stopTimeout how long the engine waits before it kills; the call's deadline is this plus a margin
     */
    Future<CallResult<Void>> restart(String id, Duration stopTimeout);

    /**
     * {@code POST /containers/{id}/start}: starts it if it does not run. One that runs already is left alone, and the call
     * refused as {@link ErrorClass#CONFLICT} with status 304.
     */
    Future<CallResult<Void>> start(String id);

    /** The last lines of its log, standard output and error together, oldest first. Not redacted. */
    Future<CallResult<List<String>>> lastLogLines(String id, int lines);
}
