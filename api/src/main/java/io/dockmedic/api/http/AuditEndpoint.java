package io.dockmedic.api.http;

import io.dockmedic.api.audit.JsonReport;
import io.dockmedic.collectors.audit.sweep.Audited;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /api/v1/audit}: what is wrong with how the running containers are set up, as the last sweep saw them. */
public final class AuditEndpoint implements Endpoint {
    private final Supplier<List<Audited>> latest;

    public AuditEndpoint(Supplier<List<Audited>> latest) {
        this.latest = latest;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/audit").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters");
            return;
        }
        JsonArray findings = new JsonArray();
        List<Audited> containers = latest.get();
        containers.forEach(one -> one.findings().stream().map(JsonReport::of).forEach(findings::add));
        Answer.data(context, new JsonObject().put("containers", containers.size()).put("findings", findings));
    }
}
