package io.dockmedic.api.http;

import io.dockmedic.api.security.Token;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets through who may change something. */
final class Door {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private Door() {}

    /** Who shows the token, as such or as the password of whichever user. */
    static Handler<RoutingContext> token(Token token) {
        return context -> {
            if (shown(context.request().getHeader("Authorization")).filter(token::matches).isPresent()) {
                context.next();
            } else {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                Answer.error(context, 401, "unauthorized",
                        "needs the header Authorization: Bearer with the token from the data directory");
            }
        };
    }

    /** Everybody who got so far: to the control socket, which only its owner can open. */
    static Handler<RoutingContext> open() {
        return RoutingContext::next;
    }

    private static Optional<String> shown(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? password(header.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String encoded) {
        try {
            String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(both.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
