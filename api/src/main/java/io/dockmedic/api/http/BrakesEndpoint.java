package io.dockmedic.api.http;

import io.dockmedic.api.view.StandingJson;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What holds up acts: {@code GET /api/v1/brakes}, {@code POST /api/v1/pause}, {@code POST /api/v1/resume},
 * {@code POST /api/v1/silences}, and {@code POST} (for longer) and {@code DELETE /api/v1/silences/{id}}.
 */
public final class BrakesEndpoint implements Endpoint {
    private static final String FOR = "for";
    private static final String REASON = "reason";
    private static final String BY = "by";
    private static final String DRY_RUN = "dry_run";
    private static final String SERVICES = "services";

    private final Controls controls;
    private final StandingJson json;

    public BrakesEndpoint(Controls controls, StandingJson json) {
        this.controls = controls;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/brakes")
                .handler(context -> controls.standing()
                        .onSuccess(standing -> Answer.data(context, json.of(standing)))
                        .onFailure(why -> failed(context, why, "")));
        router.post("/api/v1/pause").handler(mayChange).handler(asked(this::pause));
        router.post("/api/v1/resume").handler(mayChange).handler(asked(this::resume));
        router.post("/api/v1/silences").handler(mayChange).handler(asked(this::silence));
        router.post("/api/v1/silences/:id").handler(mayChange).handler(asked(this::extend));
        router.delete("/api/v1/silences/:id").handler(mayChange).handler(asked(this::end));
    }

    private Future<Optional<JsonObject>> pause(RoutingContext context) {
        Asked asked = Asked.in(context, Set.of(FOR, REASON, BY, DRY_RUN));
        return controls.pause(asked.duration(FOR).orElse(null), asked.text(REASON), by(context, asked),
                asked.flag(DRY_RUN))
                .map(one -> Optional.of(json.of(one)));
    }

    private Future<Optional<JsonObject>> resume(RoutingContext context) {
        return controls.resume(by(context, Asked.in(context, Set.of(BY))))
                .map(ended -> Optional.of(new JsonObject()
                        .put("switches", new JsonArray(ended.switches().stream().map(json::of).toList()))
                        .put("storms", new JsonArray(ended.storms().stream().map(json::of).toList()))));
    }

    private Future<Optional<JsonObject>> silence(RoutingContext context) {
        Asked asked = Asked.in(context, Set.of(SERVICES, FOR, REASON, BY));
        String services = asked.text(SERVICES);
        if (services.isEmpty() || asked.duration(FOR).isEmpty()) {
            throw new Asked.Wrong("services and for are needed: {\"services\": \"shop/*\", \"for\": \"1h\"}");
        }
        return controls.silence(new ServicePattern(services), asked.duration(FOR).orElseThrow(), asked.text(REASON),
                by(context, asked)).map(one -> Optional.of(json.of(one)));
    }

    private Future<Optional<JsonObject>> extend(RoutingContext context) {
        Asked asked = Asked.in(context, Set.of(FOR, BY));
        return one(controls.extend(context.pathParam("id"), asked.duration(FOR)
                .orElseThrow(() -> new Asked.Wrong("for is needed: {\"for\": \"1h\"}")), by(context, asked)));
    }

    private Future<Optional<JsonObject>> end(RoutingContext context) {
        return one(controls.end(context.pathParam("id"), by(context, Asked.in(context, Set.of(BY)))));
    }

    private static String by(RoutingContext context, Asked asked) {
        return Who.of(context, asked.text(BY));
    }

    private Future<Optional<JsonObject>> one(Future<Optional<Switch>> found) {
        return found.map(one -> one.map(json::of));
    }

    private static Handler<RoutingContext> asked(Function<RoutingContext, Future<Optional<JsonObject>>> what) {
        return context -> {
            try {
                answer(context, what.apply(context));
            } catch (Asked.Wrong wrong) {
                Answer.problem(context, 400, "bad data", String.valueOf(wrong.getMessage()));
            }
        };
    }

    private static void answer(RoutingContext context, Future<Optional<JsonObject>> found) {
        found.onSuccess(data -> data.ifPresentOrElse(
                one -> Answer.data(context, one),
                () -> Answer.problem(context, 404, "not found", "nothing of that id holds")))
                .onFailure(why -> failed(context, why,
                        "it holds, but only until Dockmedic ends: it could not be written down, "));
    }

    private static void failed(RoutingContext context, Throwable why, String before) {
        if (why instanceof Controls.NotStarted) {
            Answer.problem(context, 503, "unavailable", String.valueOf(why.getMessage()));
        } else if (why instanceof Controls.TooManyException) {
            Answer.problem(context, 409, "conflict", String.valueOf(why.getMessage()));
        } else {
            Answer.problem(context, 500, "internal", before + why.getMessage());
        }
    }
}
