package io.dockmedic.api.http;

import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who asks for something, as it is written down. */
final class Who {
    private Who() {}

    /** As they say, and whose token they showed, should they not say so. */
    static String of(RoutingContext context, Access access, String said) {
        Optional<String> token = Credentials.shown(context.request().getHeader("Authorization"))
                .flatMap(access::of)
                .map(Grant::name);
        if (token.isEmpty() || said.equals(token.get()) || said.startsWith(token.get() + " ")) {
            return said;
        }
        return said.isEmpty() ? token.get() : said + " (token " + token.get() + ")";
    }
}
