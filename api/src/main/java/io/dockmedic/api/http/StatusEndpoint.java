package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.Scope;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code GET /api/v1/status}: who we are, and what the token that is shown is good for. */
public final class StatusEndpoint implements Endpoint {
    private final Supplier<JsonObject> about;

    /** @param about us: version, host and time */
    public StatusEndpoint(Supplier<JsonObject> about) {
        this.about = about;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/status").handler(context -> Answer.data(context, about.get().put("you", you(context))));
    }

    private JsonObject you(RoutingContext context) {
        Optional<Caller> caller = Callers.of(context);
        // Who got so far without a token may read.
        return caller.map(one -> may(one.name(), one::covers)).orElseGet(() -> may("", Scope.READ::equals));
    }

    private static JsonObject may(String name, Predicate<Scope> may) {
        List<String> scopes = Arrays.stream(Scope.values()).filter(may).map(Scope::word).toList();
        return new JsonObject().put("name", name).put("may", new JsonArray(scopes));
    }
}
