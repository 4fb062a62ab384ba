package io.dockmedic.api.http;

import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.FullException;
import io.dockmedic.collectors.alert.payload.BadPayloadException;
import io.dockmedic.collectors.alert.payload.PayloadReader;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * {@code POST /api/v1/alerts} takes in the payload of Alertmanager's webhook, and answers 200 when it is written down. What
 * cannot be taken now is answered 503, never 429: Alertmanager sends again only what a server error was answered to.
 */
public final class AlertsEndpoint implements Endpoint {
    private static final int LARGEST = 1 << 20;
    private static final int AT_ONCE = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RETRY_SECONDS = 5;

    private final AlertInbox inbox;
    private final BoundedBody bodies;
    private final PayloadReader reader = new PayloadReader();

    public AlertsEndpoint(AlertInbox inbox, Timers timers) {
        this(inbox, new BoundedBody(LARGEST, AT_ONCE, PATIENCE, timers));
    }

    /** With other bounds. */
    AlertsEndpoint(AlertInbox inbox, BoundedBody bodies) {
        this.inbox = inbox;
        this.bodies = bodies;
    }

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.post("/api/v1/alerts").handler(mayChange).handler(this::take);
    }

    private void take(RoutingContext context) {
        if (!SentJson.isSaid(context.request())) {
            SentJson.refuse(context);
            return;
        }
        if ("100-continue".equalsIgnoreCase(context.request().getHeader("Expect"))) {
            context.response().writeContinue();
        }
        bodies.read(context.request())
                .compose(this::take)
                .onSuccess(taken -> Answer.data(context, new JsonObject().put("received", taken.received())
                        .put("new", taken.fresh())
                        .put("known", taken.received() - taken.fresh() - taken.ours())
                        .put("ours", taken.ours())))
                .onFailure(cause -> failed(context, cause));
    }

    private Future<AlertInbox.Taken> take(Buffer body) {
        try {
            return inbox.take(reader.read(body.getBytes()));
        } catch (BadPayloadException bad) {
            return Future.failedFuture(bad);
        }
    }

    private void failed(RoutingContext context, Throwable cause) {
        switch (cause) {
            case BadPayloadException bad -> Answer.problem(context, 400, "bad payload", String.valueOf(bad.getMessage()));
            case FullException full -> Answer.problemForNow(context, RETRY_SECONDS,
                    full.getMessage() + "; send it again later, as Alertmanager does by itself");
            case JournalException journal -> Answer.problemForNow(context, RETRY_SECONDS,
                    "it cannot be written down, so it is not taken: " + journal.getMessage());
            default -> Refusal.of(context, bodies, cause);
        }
    }
}
