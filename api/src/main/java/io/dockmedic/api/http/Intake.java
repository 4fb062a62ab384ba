package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.collectors.base.signature.Signatures;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.FullException;
import io.dockmedic.collectors.alert.payload.BadPayloadException;
import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What all ways have in common by which others tell us something over HTTP: it is answered 200 when it is written down. What
 * cannot be taken now is answered 503, never 429: Alertmanager sends again only what a server error was answered to.
 */
public final class Intake {
    private static final int LARGEST = 1 << 20;
    private static final int AT_ONCE = 32;
    /** Of those of whom it shows only at the end whether they may send it. */
    private static final int SIGNED_AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RETRY_SECONDS = 5;

    private final AlertInbox inbox;
    private final BoundedBody bodies;
    private final BoundedBody signedBodies;
    private final Optional<Signatures> signatures;

    /** Makes of what was sent what it tells. */
    @FunctionalInterface
    interface Reader {
        List<? extends Incoming> read(HttpServerRequest request, byte[] body) throws BadPayloadException;
    }

    /** @param signatures by which what is sent without a token may be known; empty when it may not */
    public Intake(AlertInbox inbox, Timers timers, Optional<Signatures> signatures) {
        this(inbox, new BoundedBody(LARGEST, AT_ONCE, PATIENCE, timers),
                new BoundedBody(LARGEST, SIGNED_AT_ONCE, PATIENCE, timers), signatures);
    }

    /** With other bounds. */
    Intake(AlertInbox inbox, BoundedBody bodies, BoundedBody signedBodies, Optional<Signatures> signatures) {
        this.inbox = inbox;
        this.bodies = bodies;
        this.signedBodies = signedBodies;
        this.signatures = signatures;
    }

    /**
     * Takes in what is posted to {@code path}.
     *
     * @param types     the media types that are taken
     * @param mayIngest passes on only who may send something
     */
    void mount(Router router, String path, List<String> types, Handler<RoutingContext> mayIngest, Reader reader) {
        router.post(path).handler(context -> {
            Optional<Signatures.Shown> shown = Signed.shown(context.request());
            if (signatures.isPresent() && shown.isPresent()) {
                take(context, types, signedBodies, body -> {
                    if (!signatures.get().holds(shown.get(), body.getBytes())) {
                        Refused.WRONG_SIGNATURE.count(context);
                        return Future.failedFuture(new Signed.BadException());
                    }
                    Callers.letIn(context, Caller.SIGNER);
                    return takeSigned(context, body, reader);
                });
            } else {
                mayIngest.handle(context);
            }
        }).handler(context -> take(context, types, bodies, body -> take(context, body, reader)));
    }

    private interface Takes {
        Future<AlertInbox.Taken> take(Buffer body);
    }

    private static void take(RoutingContext context, List<String> types, BoundedBody reads, Takes takes) {
        if (!SentJson.isSaid(context.request(), types)) {
            SentJson.refuse(context, types);
            return;
        }
        if ("100-continue".equalsIgnoreCase(context.request().getHeader("Expect"))) {
            context.response().writeContinue();
        }
        reads.read(context.request())
                .compose(takes::take)
                .onSuccess(taken -> Answer.data(context, json(taken)))
                .onFailure(cause -> failed(context, reads, cause));
    }

    private static JsonObject json(AlertInbox.Taken taken) {
        JsonObject json = new JsonObject().put("received", taken.received())
                .put("new", taken.fresh())
                .put("known", taken.received() - taken.fresh() - taken.ours())
                .put("ours", taken.ours());
        return taken.unknown().isEmpty() ? json : json.put("unknown", new JsonArray(taken.unknown()));
    }

    /** A signature covers what it is about only where that is in the body. */
    private Future<AlertInbox.Taken> takeSigned(RoutingContext context, Buffer body, Reader reader) {
        return context.request().getHeader("ce-specversion") == null
                ? take(context, body, reader)
                : Future.failedFuture(new BadPayloadException("",
                        "its signature does not cover its attributes in headers ce-…", "send the event structured"));
    }

    private Future<AlertInbox.Taken> take(RoutingContext context, Buffer body, Reader reader) {
        try {
            return inbox.take(reader.read(context.request(), body.getBytes()));
        } catch (BadPayloadException bad) {
            return Future.failedFuture(bad);
        }
    }

    private static void failed(RoutingContext context, BoundedBody reads, Throwable cause) {
        switch (cause) {
            case BadPayloadException bad ->
                Answer.problem(context, 400, "bad payload", String.valueOf(bad.getMessage()));
            case FullException full -> Answer.problemForNow(context, RETRY_SECONDS,
                    full.getMessage() + "; send it again later, as Alertmanager does by itself");
            case JournalException journal -> Answer.problemForNow(context, RETRY_SECONDS,
                    "it cannot be written down, so it is not taken: " + journal.getMessage());
            case Signed.BadException bad -> Answer.problem(context, 401, "unauthorized",
                    "the signature does not hold, or is older than five minutes; sign as Standard Webhooks says");
            default -> Refusal.of(context, reads, cause);
        }
    }
}
