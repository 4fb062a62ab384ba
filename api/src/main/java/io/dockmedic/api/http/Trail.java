package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says in the log who has changed what by the API, whatever the request says of itself: one line for each request that was let
 * in, with what came of it. Where machines send as fast as things happen, it is one for the first, and one a minute
 * that says how many there were. To be used on one context.
 */
final class Trail {
    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Those beyond are one. */
    private static final int MOST = 1_000;

    private final Predicate<String> busy;
    private final Timers timers;
    private final Map<Sender, Integer> since = new HashMap<>();

    /** Who sends where. */
    private record Sender(String by, String with, String what) {}

    /** @param busy paths to which much is sent */
    Trail(Predicate<String> busy, Timers timers) {
        this.busy = busy;
        this.timers = timers;
    }

    /** Of a request that has yet to be dealt with. */
    void follow(RoutingContext context) {
        if (!Asks.toRead(context)) {
            context.addEndHandler(ended -> {
                if (Callers.isLetIn(context)) {
                    done(context, ended.succeeded());
                }
            });
        }
        context.next();
    }

    private void done(RoutingContext context, boolean answered) {
        Caller caller = Callers.of(context).orElse(Caller.CONTROL);
        Sender sender = new Sender(caller.name(), caller.way().word(),
                context.request().method().name() + " " + Asks.path(context));
        if (!busy.test(Asks.path(context))) {
            said(context, sender, answered);
            return;
        }
        Sender counted = since.containsKey(sender) || since.size() < MOST
                ? sender
                : new Sender("others", sender.with(), sender.what());
        if (since.merge(counted, 1, Integer::sum) == 1) {
            said(context, counted, answered);
            window(counted);
        }
    }

    private void window(Sender sender) {
        timers.after(WINDOW, () -> {
            int more = since.getOrDefault(sender, 1) - 1;
            since.remove(sender);
            if (more > 0) {
                line(sender).addKeyValue("requests", more).log("{}: more of them", sender.what());
                since.put(sender, 1);
                window(sender);
            }
        });
    }

    private static void said(RoutingContext context, Sender sender, boolean answered) {
        SocketAddress from = context.request().remoteAddress();
        line(sender)
                .addKeyValue("from", from == null || from.isDomainSocket()
                        ? Caller.CONTROL.name()
                        : from.hostAddress())
                .addKeyValue("status", answered ? context.response().getStatusCode() : "not answered")
                .log("{}", sender.what());
    }

    private static LoggingEventBuilder line(Sender sender) {
        return LOG.atInfo().addKeyValue("by", sender.by()).addKeyValue("with", sender.with());
    }
}
