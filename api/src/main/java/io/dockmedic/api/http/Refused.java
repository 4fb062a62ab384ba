package io.dockmedic.api.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

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

    private static final String COUNTERS = "dockmedic.refused";

    /** In front of all that may refuse. */
    static Handler<RoutingContext> counted(MeterRegistry meters) {
        Map<Refused, Counter> counters = new EnumMap<>(Refused.class);
        for (Refused why : values()) {
            counters.put(why, Counter.builder("dockmedic.http.refused")
                    .description("Requests that were refused before it was looked at what they ask for")
                    .tag("reason", why.name().toLowerCase(Locale.ROOT))
                    .register(meters));
        }
        return context -> {
            context.put(COUNTERS, counters);
            context.next();
        };
    }

    /** This is why it is refused. */
    void count(RoutingContext context) {
        Map<Refused, Counter> counters = context.get(COUNTERS, Map.of());
        Counter counter = counters.get(this);
        if (counter != null) {
            counter.increment();
        }
    }
}
