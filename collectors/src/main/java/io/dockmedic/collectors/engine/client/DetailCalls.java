package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.engine.detail.Details;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks closely at one container. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface DetailCalls {
    /** {@code GET /containers/{id}/json}: how it is set up. */
    Future<CallResult<Details>> details(String id);

    /** {@code GET /info}: what it has to start containers with that ask for devices. */
    Future<CallResult<EngineDevices>> devices();

    /** {@code GET /images/{id}/json}: whether the engine has the image; refused as not found when it has not. */
    Future<CallResult<String>> image(String name);

    /**
     * The last lines of its log, as {@link EngineCalls#lastLogLines}.
     *
     * @param since only those since then, by the engine's clock; null for all
     * @param until only those until then; null for all. Of the last {@code lines} lines: what was written later takes room
     */
    Future<CallResult<List<String>>> logLines(String id, int lines, @Nullable Instant since, @Nullable Instant until);
}
