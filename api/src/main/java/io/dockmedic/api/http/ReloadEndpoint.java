package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code POST /-/reload}: reads the rule files again; 422 with the problems when they are refused. */
public final class ReloadEndpoint implements Endpoint {
    private final Reload reload;

    public ReloadEndpoint(Reload reload) {
        this.reload = reload;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.post("/-/reload")
                .handler(mayChange)
                .handler(context -> reload.reload()
                        .onSuccess(problems -> answer(context, problems))
                        .onFailure(cause -> Answer.problem(context, 500, "internal", "not reloaded: " + cause)));
    }

    private static void answer(RoutingContext context, List<String> problems) {
        if (problems.isEmpty()) {
            Answer.data(context, new JsonObject().put("reloaded", true));
        } else {
            Answer.problem(context, 422, "bad data", "refused; the rules stay as they were",
                    new JsonObject().put("problems", new JsonArray(problems)));
        }
    }
}
