package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.OutOfMemory;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Whether a container runs and has enough memory: a kill for want of it, of whichever process, begins it anew, as another run
 * does. Where it has died since and nobody starts it again, that is the end of it.
 */
final class EnoughLook implements Look {
    private final String container;
    private final Step.Verify verify;
    private final EngineCalls calls;
    private int kills;
    private boolean died;

    EnoughLook(String container, Step.Verify verify, EngineCalls calls) {
        this.container = container;
        this.verify = verify;
        this.calls = calls;
    }

    @Override
    public void event(ContainerEvent event) {
        if (!event.container().id().equals(container)) {
            return;
        }
        if (event instanceof OutOfMemory) {
            kills++;
        } else if (event instanceof Died death) {
            died = !death.engineRestarts() && death.judgement().intent() != Intent.ASKED;
        }
    }

    @Override
    public Future<Optional<Found>> once() {
        return calls.inspect(container)
                .map(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? Optional.of(found(state))
                        : Optional.empty());
    }

    private Found found(ContainerState state) {
        boolean runs = state.running() && !state.restarting() && !state.paused();
        boolean healthy = verify.condition() == Step.State.HEALTHY;
        if (healthy && runs && state.health() == null) {
            return new Found(false, List.of(), Proof.NO_HEALTH_CHECK, true);
        }
        boolean well = !healthy || (state.health() != null && state.health().status().equals("healthy"));
        String health = well || state.health() == null ? "" : ", its health check says " + state.health().status();
        return new Found(runs && well, List.of(String.valueOf(state.startedAt()), kills), words(state) + health,
                died && !state.running() && !state.restarting());
    }

    private String words(ContainerState state) {
        return "it is " + state.status() + (state.running() ? "" : ", exit code " + state.exitCode())
                + (kills == 0 ? "" : ", killed for want of memory " + kills + " times since");
    }

    @Override
    public String unseen() {
        return "it could not be looked at";
    }

    @Override
    public String asked() {
        return "and not well without a kill for " + verify.holds().toSeconds() + " s";
    }
}
