package io.dockmedic.api.http;

import io.dockmedic.collectors.gpu.watch.Releasable;
import io.dockmedic.collectors.gpu.watch.Releasable.Released;
import io.dockmedic.collectors.gpu.watch.Release;
import io.dockmedic.collectors.gpu.watch.TakenException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/gpus/release} has Dockmedic let go of the GPUs, {@code POST /api/v1/gpus/resume} take them back, and
 * {@code GET /api/v1/gpus/release} says who did so last.
 */
public final class GpuReleaseEndpoint implements Endpoint {
    private static final String PATH = "/api/v1/gpus/release";
    private static final String FOR = "for";
    private static final String REASON = "reason";
    private static final String BY = "by";
    private static final Duration USUAL = Duration.ofMinutes(15);

    private final Releasable gpus;
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    public GpuReleaseEndpoint(Releasable gpus, UnaryOperator<Instant> shown) {
        this.gpus = gpus;
        this.shown = shown;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get(PATH)
                .handler(context -> Answer.data(context,
                        new JsonObject().put("last", gpus.released().map(this::json).orElse(null))));
        router.post(PATH).handler(mayChange).handler(asked(this::letGo));
        router.post("/api/v1/gpus/resume").handler(mayChange).handler(asked(this::takeBack));
    }

    private Future<JsonObject> letGo(RoutingContext context) {
        Asked asked = Asked.in(context, Set.of(FOR, REASON, BY));
        String by = Who.of(context, asked.text(BY));
        if (Release.isActs(by)) {
            throw new Asked.Wrong(BY + ": that is an act's name, and no person's");
        }
        return gpus.letGo(asked.duration(FOR).orElse(USUAL), by, asked.text(REASON)).map(this::json);
    }

    private Future<JsonObject> takeBack(RoutingContext context) {
        Asked asked = Asked.in(context, Set.of(BY));
        return gpus.takeBack(Who.of(context, asked.text(BY)))
                .map(ended -> new JsonObject().put("ended", ended.map(this::json).orElse(null)));
    }

    private static Handler<RoutingContext> asked(Function<RoutingContext, Future<JsonObject>> what) {
        return context -> {
            try {
                what.apply(context)
                        .onSuccess(data -> Answer.data(context, data))
                        .onFailure(why -> Answer.problem(context, why instanceof TakenException ? 409 : 503,
                                why instanceof TakenException ? "conflict" : "unavailable",
                                String.valueOf(why.getMessage())));
            } catch (Asked.Wrong wrong) {
                Answer.problem(context, 400, "bad data", String.valueOf(wrong.getMessage()));
            }
        };
    }

    private JsonObject json(Released released) {
        return json(released.release()).put("open", released.open());
    }

    private JsonObject json(Release one) {
        return new JsonObject().put("since", time(one.since()))
                .put("until", time(one.until()))
                .put(BY, one.by())
                .put(REASON, one.reason())
                .put("ended", time(one.ended()))
                .put("endedBy", one.endedBy());
    }

    private @Nullable String time(@Nullable Instant own) {
        return own == null ? null : shown.apply(own).toString();
    }
}
