package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.time.Duration;

/** Calls that change one container. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface ChangeCalls {
    /**
     * {@code POST /containers/{id}/stop?t=…}. One that does not run is left alone, and the call refused as
     * {@link ErrorClass#CONFLICT} with status 304.
     *
     * @param stopTimeout how long the engine waits before it kills; the call's deadline is this plus a margin
     */
    Future<CallResult<Void>> stop(String id, Duration stopTimeout);

    /** {@code POST /containers/{id}/kill?signal=…}: sends it, and does not wait for what comes of it. */
    Future<CallResult<Void>> kill(String id, String signal);

    /** {@code POST /containers/{id}/pause}. */
    Future<CallResult<Void>> pause(String id);

    /** {@code POST /containers/{id}/unpause}. */
    Future<CallResult<Void>> unpause(String id);

    /** {@code POST /containers/{id}/update} of its restart policy; it holds from the next death on. */
    Future<CallResult<Void>> restartPolicy(String id, ContainerState.RestartPolicy policy);

    /**
     * {@code POST /containers/{id}/update} of its memory limit.
     *
     * @param withSwapBytes memory and swap together; -1 without limit, 0 to leave it as it is
     */
    Future<CallResult<Void>> memory(String id, long bytes, long withSwapBytes);
}
