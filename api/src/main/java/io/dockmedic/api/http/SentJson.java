package io.dockmedic.api.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether what is sent says that it is JSON, as it is. A web page cannot send that to another site without asking. */
final class SentJson {
    private SentJson() {}

    static boolean isSaid(HttpServerRequest request, List<String> types) {
        return types.contains(type(request)) && isPlain(request.getHeader("Content-Encoding"));
    }

    /** Its media type, in small letters; empty when it does not say. */
    static String type(HttpServerRequest request) {
        @Nullable
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    }

    static void refuse(RoutingContext context, List<String> types) {
        Refusal.closing(context);
        Answer.problem(context, 415, "not JSON", isPlain(context.request().getHeader("Content-Encoding"))
                ? "send it with the header Content-Type: " + String.join(" or ", types)
                : "send it as it is, without Content-Encoding");
    }

    private static boolean isPlain(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }
}
