package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.VertxTimers;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to requests whose body is not read to its end, or not at all. What is still on its way is not waited for. */
final class Refusal {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    private static final Duration LINGER = Duration.ofSeconds(2);

    private Refusal() {}

    static void of(RoutingContext context, BoundedBody bodies, Throwable cause) {
        closing(context);
        switch (cause) {
            case BoundedBody.BusyException busy -> Answer.problemForNow(context, 1, "too much comes in at once; send it"
                    + " again later, as Alertmanager does by itself");
            case BoundedBody.GaveWayException slow -> {
                context.addEndHandler(told -> Hangup.of(context.request().connection()));
                Answer.problemForNow(context, 1, "it came slowly, and others wait; send it again later");
            }
            case BoundedBody.TooLargeException large -> Answer.problem(context, 413, "too large",
                    "more than " + (bodies.most() >> 10) + " KiB; send less at a time: in Alertmanager set max_alerts");
            case BoundedBody.TooSlowException slow -> {
                // Else the connection would wait for the rest.
                context.addEndHandler(told -> Hangup.of(context.request().connection()));
                Answer.problem(context, 408, "too slow",
                        "it did not come within " + bodies.patience().toSeconds() + " s");
            }
            case BrokenBodyException broken ->
                Answer.problem(context, 400, "bad request", String.valueOf(broken.getMessage()));
            default -> {
                LOG.atWarn().log("what was sent was not received: {}", cause.toString());
                Answer.problem(context, 500, "not received", "it was not received: " + cause);
            }
        }
    }

    /** Answers before any of the body is read: who is refused is not let send much more. */
    static void unread(RoutingContext context, int code, String title, String detail) {
        if (sends(context)) {
            closing(context);
            // Cut off at once it would not see the answer.
            new VertxTimers(context.vertx()).after(LINGER, () -> Hangup.of(context.request().connection()));
        }
        Answer.problem(context, code, title, detail);
    }

    /** Whether it says that a body follows. */
    static boolean sends(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return context.request().getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    /** No other request comes over this connection. */
    static void closing(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        context.request().resume();
    }
}
