package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineHttp;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pings while a subscription lasts. An idle stream carries no bytes at all, so only this tells a quiet engine from a
 * frozen one. Any answer counts as life, and so does anything the stream brings.
 */
final class Watchdog {
    private final EngineHttp http;
    private final Timers timers;
    private final StreamSettings settings;
    private final Consumer<DisconnectReason> dead;
    private Timers.@Nullable Pending next;
    private int unanswered;
    private int refused;
    private boolean stopped;

    Watchdog(EngineHttp http, Timers timers, StreamSettings settings, Consumer<DisconnectReason> dead) {
        this.http = http;
        this.timers = timers;
        this.settings = settings;
        this.dead = dead;
    }

    void start() {
        schedule();
    }

    /** The stream brought something. */
    void alive() {
        unanswered = 0;
        refused = 0;
    }

    void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }

    private void schedule() {
        next = timers.after(settings.pingEvery(), this::ping);
    }

    private void ping() {
        schedule();
        http.get("/_ping", settings.pingWithin()).onComplete(answer -> {
            if (stopped) {
                return;
            }
            if (answer.succeeded()) {
                alive();
            } else {
                failed(DisconnectReason.of(answer.cause()));
            }
        });
    }

    private void failed(DisconnectReason reason) {
        if (reason == DisconnectReason.FROZEN) {
            unanswered++;
        } else {
            refused++;
        }
        if (unanswered >= settings.deadPings() || refused >= settings.refusedPings()) {
            dead.accept(reason);
        }
    }
}
