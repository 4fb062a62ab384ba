package io.dockmedic.api.http;

import io.dockmedic.collectors.advice.limit.Advice;
import io.dockmedic.collectors.advice.limit.LimitAdvice;
import io.dockmedic.collectors.advice.limit.ServiceAdvice;
import io.dockmedic.collectors.event.Service;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/advice}: what services used in the last seven days, and which limits fit that. It is read once at a
 * time: who asks meanwhile gets the same answer. All requests come on one context.
 */
public final class AdviceEndpoint implements Endpoint {
    private static final double THOUSAND = 1000;

    private final Supplier<Future<List<ServiceAdvice>>> source;
    private @Nullable Future<JsonObject> underWay;

    public AdviceEndpoint(Supplier<Future<List<ServiceAdvice>>> source) {
        this.source = source;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/advice").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters");
            return;
        }
        advice().onSuccess(all -> Answer.data(context, all))
                .onFailure(cause -> Answer.problem(context, 503, "unavailable",
                        "what was measured cannot be read: " + cause.getMessage()));
    }

    private Future<JsonObject> advice() {
        Future<JsonObject> running = underWay;
        if (running != null) {
            return running;
        }
        Future<JsonObject> begun = source.get().map(AdviceEndpoint::json);
        underWay = begun;
        begun.onComplete(done -> underWay = null);
        return begun;
    }

    private static JsonObject json(List<ServiceAdvice> all) {
        JsonArray services = new JsonArray();
        all.stream().map(AdviceEndpoint::json).forEach(services::add);
        return new JsonObject().put("services", services);
    }

    private static JsonObject json(ServiceAdvice of) {
        Service service = of.service();
        Advice advice = of.advice();
        return new JsonObject().put("service", service.key())
                .put("project", service.project())
                .put("name", service.name())
                .put("measuredSeconds", advice.measured().toSeconds())
                .put("confidence", advice.confidence())
                .put("oomKills", advice.oomKills())
                .put("memory", json(advice.memory(), 1))
                .put("processors", json(advice.processors(), THOUSAND))
                .put("threads", json(advice.threads(), 1));
    }

    private static JsonObject json(LimitAdvice of, double unit) {
        return new JsonObject().put("p50", of(of.median(), unit))
                .put("p99", of(of.p99(), unit))
                .put("max", of(of.max(), unit))
                .put("limit", of(of.limit(), unit))
                .put("verdict", of.verdict().word())
                .put("advised", of(of.advised(), unit))
                .put("reason", of.reason());
    }

    private static Number of(long value, double unit) {
        return unit == 1 ? (Number) value : (Number) (value / unit);
    }
}
