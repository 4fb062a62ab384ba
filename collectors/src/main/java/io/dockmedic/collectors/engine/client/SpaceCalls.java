package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.util.List;

/** The dear question to the engine: it walks every volume and layer for the answer, which can take minutes. */
public interface SpaceCalls {
    /**
     * {@code GET /system/df}: how much room that type takes; of all types at once where the engine cannot be asked for
     * one (before API 1.42). Waits for nothing else that is asked of the engine, and nothing else waits for it. Answered
     * within two minutes.
     */
    Future<CallResult<List<Space>>> space(SpaceType type);
}
