package io.dockmedic.api.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /api/v1/diagnosis?container=…}: what is wrong with a container. Changes nothing, but shows lines of its log, so
 * only to who may change something.
 */
public final class DiagnosisEndpoint implements Endpoint {
    private static final String CONTAINER = "container";

    private final Function<String, Future<Optional<JsonObject>>> diagnose;

    /** @param diagnose by service, name or the beginning of an id; empty when there is no such container */
    public DiagnosisEndpoint(Function<String, Future<Optional<JsonObject>>> diagnose) {
        this.diagnose = diagnose;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/diagnosis").handler(mayChange).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        List<String> names = context.queryParam(CONTAINER);
        if (names.size() != 1 || names.getFirst().isEmpty() || context.queryParams().size() != 1) {
            Answer.problem(context, 400, "bad data",
                    "needs container, a service, a container's name or an id's beginning");
            return;
        }
        diagnose.apply(names.getFirst())
                .onSuccess(found -> found.ifPresentOrElse(
                        data -> Answer.data(context, data),
                        () -> Answer.problem(context, 404, "not found", "no such container")))
                .onFailure(why -> Answer.problem(context, 500, "internal", String.valueOf(why.getMessage())));
    }
}
