package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What a handler of messages may use.
 *
 * @param awaitStop waits until the engine's {@code stop} for the container arrives or the time is over; says whether
 *                  it came
 */
record Scene(EngineInfo engine, EngineCalls calls, Clock clock, OwnActs ownActs, AwaitStop awaitStop) {
    /** Looks ahead in the stream for one container's {@code stop}. */
    @FunctionalInterface
    interface AwaitStop {
        Future<Boolean> within(String containerId, Duration time);
    }

    String host() {
        return engine.name();
    }
}
