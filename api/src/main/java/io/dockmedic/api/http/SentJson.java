package io.dockmedic.api.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is sent says that it is JSON, as it is. A web page cannot send that to another site without asking. What
 * people send by hand says it of nothing, or, as curl does by itself, that it is a form: it is read like what says so.
 */
final class SentJson {
    private static final String JSON = "application/json";
    private static final String CURLS = "application/x-www-form-urlencoded";
    private static final Set<String> BY_HAND = Set.of(JSON, CURLS, "");

    private SentJson() {}

    static boolean isSaid(HttpServerRequest request, Collection<String> types) {
        return types.contains(type(request)) && isPlain(request.getHeader("Content-Encoding"));
    }

    /** Whether it may be JSON that a person or a pipeline sends. */
    static boolean mayBe(HttpServerRequest request) {
        return isSaid(request, BY_HAND);
    }

    /** Passes on only what is JSON, or may be. */
    static void only(RoutingContext context) {
        if (!Refusal.sends(context) || mayBe(context.request())) {
            if (!type(context.request()).equals(JSON)) {
                // Else what says that it is a form would be taken apart as one, also where nothing of it is there.
                context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
            }
            context.next();
        } else {
            Refusal.unread(context, 415, "not JSON", instead(context, List.of(JSON)));
        }
    }

    /** Its media type, in small letters; empty when it does not say. */
    static String type(HttpServerRequest request) {
        @Nullable
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    }

    static void refuse(RoutingContext context, List<String> types) {
        Refusal.closing(context);
        Answer.problem(context, 415, "not JSON", instead(context, types));
    }

    private static String instead(RoutingContext context, List<String> types) {
        return isPlain(context.request().getHeader("Content-Encoding"))
                ? "send it with the header Content-Type: " + String.join(" or ", types)
                : "send it as it is, without Content-Encoding";
    }

    private static boolean isPlain(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }
}
