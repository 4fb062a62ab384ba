package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.util.Optional;

/** As the containers' labels say; what has ended, has ended by itself unless they say otherwise. */
public final class ByLabels implements Neighbours {
    @Override
    public Optional<String> against(Incident incident, Container container, ContainerState state) {
        return consentEndsBefore(container);
    }

    @Override
    public Optional<String> consentEndsBefore(Container container) {
        return "true".equals(container.labels().get("dockmedic.heal"))
                ? Optional.empty()
                : Optional.of("it does not consent");
    }

    @Override
    public Future<String> footing(Container container, ContainerState state) {
        return Future.succeededFuture(container.labels().getOrDefault("footing", ""));
    }

    @Override
    public Ended ended(Container container, ContainerState state) {
        return Ended.valueOf(container.labels().getOrDefault("ended", "BY_ITSELF"));
    }

    @Override
    public Optional<String> touchedJustNow(Container container) {
        return Optional.ofNullable(container.labels().get("touched"));
    }
}
