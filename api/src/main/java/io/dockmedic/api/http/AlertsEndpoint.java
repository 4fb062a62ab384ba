package io.dockmedic.api.http;

import io.dockmedic.api.security.Scope;
import io.dockmedic.collectors.alert.payload.PayloadReader;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code POST /api/v1/alerts} takes in the payload of Alertmanager's webhook. */
public final class AlertsEndpoint implements Endpoint {
    private final Intake intake;
    private final PayloadReader reader = new PayloadReader();

    public AlertsEndpoint(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Scope scope() {
        return Scope.INGEST;
    }

    @Override
    public boolean busy() {
        return true;
    }

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        intake.mount(router, "/api/v1/alerts", List.of("application/json"), mayChange,
                (request, body) -> reader.read(body));
    }
}
