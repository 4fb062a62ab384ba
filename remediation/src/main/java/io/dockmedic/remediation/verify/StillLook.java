package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a container stands still, and no other run of it came in between. */
record StillLook(String container, Step.Verify verify, Predicate<ContainerState> still,
        EngineCalls calls) implements Look {
    @Override
    public Future<Optional<Found>> once() {
        return calls.inspect(container)
                .map(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? Optional.of(found(state))
                        : Optional.empty());
    }

    private Found found(ContainerState state) {
        return new Found(still.test(state), Optional.ofNullable(state.startedAt()), "it is " + state.status());
    }

    @Override
    public String unseen() {
        return "it could not be looked at";
    }

    @Override
    public String asked() {
        return "and not as asked for " + verify.holds().toSeconds() + " s";
    }
}
