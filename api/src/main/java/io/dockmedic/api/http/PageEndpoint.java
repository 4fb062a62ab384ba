package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /}: the live page, and {@code GET /page/{file}}: what it is made of. Open to everybody, for nothing of what is
 * watched is in it: that it asks for, with the token that somebody types. Read from the jar each time: few ask, seldom.
 */
public final class PageEndpoint implements Endpoint {
    private static final String FOLDER = "/page/";
    private static final String FIRST = "index.html";

    /** Nothing that is not ours is loaded, nothing in line is run, and no text can become markup or script. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public boolean open(String path) {
        return path.equals("/") || path.startsWith(FOLDER);
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/").handler(context -> send(context, FIRST));
        router.get("/page/:file").handler(context -> send(context, context.pathParam("file")));
    }

    private static void send(RoutingContext context, String file) {
        context.vertx().executeBlocking(() -> read(file), false).onSuccess(found -> {
            if (found == null) {
                Answer.problem(context, 404, "not found", "no such path");
            } else {
                context.response()
                        .putHeader("Content-Security-Policy", POLICY)
                        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                        .putHeader("Content-Type", TYPES.get(ending(file)))
                        .end(found);
            }
        }).onFailure(context::fail);
    }

    private static @Nullable Buffer read(String file) throws IOException {
        // Only what is beside: no other folder can be named.
        if (!file.matches("[a-z]+\\.[a-z]+") || !TYPES.containsKey(ending(file))) {
            return null;
        }
        try (InputStream in = PageEndpoint.class.getResourceAsStream("/io/dockmedic/api/page/" + file)) {
            return in == null ? null : Buffer.buffer(in.readAllBytes());
        }
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
