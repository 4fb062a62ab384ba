package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Clock;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why somebody is refused before it is looked at what they ask for; each is counted. */
enum Refused {
    /** They show nothing by which we know them. */
    UNKNOWN,
    /** They show a token that is none of ours. */
    WRONG_TOKEN,
    /** Somebody else signed what they send, or it is old. */
    WRONG_SIGNATURE,
    /** They say who they are in a header that only a reverse proxy may set, or say it in two ways. */
    PROXY,
    /** We know them, and they may not. */
    SCOPE,
    /** A page of another site has a browser send it. */
    FOREIGN_PAGE,
    /** They ask under a name that is not this machine's. */
    FOREIGN_NAME,
    /** They ask too fast. */
    TOO_FAST,
    /** They try one wrong token after the other. */
    TOO_MANY_WRONG;

    private static final Logger LOG = LoggerFactory.getLogger(Refused.class);
    private static final long MINUTE = 60_000_000_000L;
    private static final String COUNTS = "dockmedic.refused";

    /** What there is of each. */
    private record Counts(Map<Refused, Counter> counters, Map<Refused, Long> said, Clock clock) {}

    /** In front of all that may refuse. To be used on one context. */
    static Handler<RoutingContext> counted(Gate gate) {
        Map<Refused, Counter> counters = new EnumMap<>(Refused.class);
        for (Refused why : values()) {
            counters.put(why, Counter.builder("dockmedic.http.refused")
                    .description("Requests that were refused before it was looked at what they ask for")
                    .tag("reason", why.name().toLowerCase(Locale.ROOT))
                    .register(gate.meters()));
        }
        Counts counts = new Counts(counters, new EnumMap<>(Refused.class), gate.clock());
        return context -> {
            context.put(COUNTS, counts);
            context.next();
        };
    }

    /** This is why it is refused. The log has one of each a minute, with the address, so that it is known who that is. */
    void count(RoutingContext context) {
        Counts counts = context.get(COUNTS);
        Counter counter = counts == null ? null : counts.counters().get(this);
        if (counts == null || counter == null) {
            return;
        }
        counter.increment();
        long now = counts.clock().nanos();
        Long said = counts.said().get(this);
        if (said == null || now - said >= MINUTE) {
            counts.said().put(this, now);
            LOG.atInfo()
                    .addKeyValue("reason", name().toLowerCase(Locale.ROOT))
                    .addKeyValue("from", context.request().remoteAddress().hostAddress())
                    .log("A request was refused; dockmedic_http_refused_total counts how many");
        }
    }
}
