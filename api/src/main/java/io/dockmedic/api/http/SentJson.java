package io.dockmedic.api.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether what is sent says that it is JSON, as it is. A web page cannot send that to another site without asking. */
final class SentJson {
    private SentJson() {}

    static boolean isSaid(HttpServerRequest request) {
        return isJson(request.getHeader("Content-Type")) && isPlain(request.getHeader("Content-Encoding"));
    }

    static void refuse(RoutingContext context) {
        Refusal.closing(context);
        Answer.problem(context, 415, "not JSON", isPlain(context.request().getHeader("Content-Encoding"))
                ? "send it with the header Content-Type: application/json"
                : "send it as it is, without Content-Encoding");
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && type.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip().equals("application/json");
    }

    private static boolean isPlain(@Nullable String encoding) {
        return encoding == null || encoding.equalsIgnoreCase("identity");
    }
}
