package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.engine.stream.StreamListener;
import io.vertx.core.Future;
import java.util.Map;

/** Says in the health part {@code engine} whether we see the engine, and passes everything on. */
final class HealthListener implements StreamListener {
    static final String PART = "engine";

    private static final Map<String, String> WHAT_TO_DO = Map.of(
            "unreachable", "is it running, and is this its address?",
            "denied", "may this user use the socket, or does a proxy forbid GET /events, /containers and /info?",
            "frozen", "its socket accepts and nothing answers; look at the engine's own log",
            "stream_ended", "it is restarting or gone");

    private final StreamListener next;
    private final EngineAddress address;
    private final Health health;

    HealthListener(StreamListener next, EngineAddress address, Health health) {
        this.next = next;
        this.address = address;
        this.health = health;
    }

    @Override
    public Future<Void> connected(EngineInfo engine, boolean continuous) {
        return next.connected(engine, continuous).onSuccess(done -> health.say(PART, Health.Status.UP, ""));
    }

    @Override
    public Future<Void> message(EngineMessage message) {
        return next.message(message);
    }

    @Override
    public void disconnected(String reason) {
        String hint = WHAT_TO_DO.getOrDefault(reason, "");
        health.say(PART, Health.Status.DOWN, reason + " at " + address.shown() + (hint.isEmpty() ? "" : ": " + hint));
        next.disconnected(reason);
    }
}
