package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.HealthState;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.HealthChanged;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Origin;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The health check changed its mind. The status is the action's own text; what the probe said comes from inspect. */
final class OnHealth implements MessageHandler {
    private final Redactor redactor;

    OnHealth(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public Set<String> actions() {
        return Set.of("health_status");
    }

    @Override
    public Future<List<Event>> handle(EngineMessage message, Tracker tracker, Scene scene) {
        int colon = message.action().indexOf(':');
        String status = colon < 0 ? "" : message.action().substring(colon + 1).strip();
        if (!status.equals("healthy") && !status.equals("unhealthy")) {
            return Future.succeededFuture(List.of());
        }
        return scene.calls().inspect(message.id()).map(result -> {
            ContainerState state = result instanceof CallResult.Done<ContainerState>(ContainerState seen) ? seen : null;
            HealthState health = state == null ? null : state.health();
            if (state == null) {
                tracker.healthHeard(status);
            } else {
                tracker.observe(state, Facts.of(state));
            }
            if (state != null && ofAnEarlierRun(state, tracker)) {
                return List.of();
            }
            tracker.healthTold(status);
            return List.of(new HealthChanged(message.at(), scene.host(), Origin.ENGINE, tracker.container(), status,
                    health == null ? 0 : health.failingStreak(), lastOutput(health, redactor)));
        });
    }

    /** Only a start makes it {@code starting}: in the run that we know, found before its start was heard of, nothing was told yet. */
    private static boolean ofAnEarlierRun(ContainerState state, Tracker tracker) {
        return tracker.running() && tracker.run().equals(state.startedAt()) && tracker.health().equals("starting");
    }

    /** What the last probe printed, without secrets; empty when there was none. */
    static String lastOutput(@Nullable HealthState health, Redactor redactor) {
        return health == null || health.log().isEmpty()
                ? ""
                : String.join("\n", redactor.lines(health.log().getLast().output().strip().lines().toList()));
    }
}
