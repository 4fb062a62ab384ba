package io.dockmedic.api.http;

import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.ParameterSchema;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code GET /api/v1/actions}: what steps of rules may name, each as it describes itself. The same for as long as the program runs. */
public final class ActionsEndpoint implements Endpoint {
    private final JsonObject all;

    /** @param proofs the words by which a step with the action may be proven */
    public ActionsEndpoint(Collection<ActionDescription> actions, Function<String, Collection<String>> proofs) {
        this.all = new JsonObject().put("actions",
                new JsonArray(actions.stream().map(about -> json(about, proofs.apply(about.name()))).toList()));
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/actions").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters");
            return;
        }
        Answer.data(context, all);
    }

    private static JsonObject json(ActionDescription about, Collection<String> proofs) {
        return new JsonObject()
                .put("name", about.name())
                .put("summary", about.summary())
                .put("class", about.kind().name().toLowerCase(Locale.ROOT))
                .put("changes", about.changes())
                .put("proofs", new JsonArray(about.needsVerify() ? List.copyOf(new TreeSet<>(proofs)) : List.of()))
                .put("parameters", ParameterSchema.of(about))
                .put("engineCalls", new JsonArray(about.engineCalls()))
                .put("rights", about.rights())
                .put("example", about.example())
                .put("dryRun", about.dryRun())
                .put("undo", about.undo());
    }
}
