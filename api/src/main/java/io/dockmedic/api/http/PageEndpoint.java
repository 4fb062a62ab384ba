package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /}: the live page, and {@code GET /page/{file}}: what it is made of. Open to everybody, for nothing of what is
 * watched is in it: that it asks for, with the token that somebody types. Read from the jar once. Browsers keep
 * it, and ask each time whether it has changed: what they show is always of one version.
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

    /** A file of it. */
    private record Part(Buffer content, String tag) {}

    private final Map<String, Part> parts = new ConcurrentHashMap<>();

    @Override
    public boolean open(String path) {
        return path.equals("/") || path.startsWith(FOLDER);
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/").handler(context -> send(context, FIRST));
        router.get("/page/:file").handler(context -> send(context, context.pathParam("file")));
    }

    private void send(RoutingContext context, String file) {
        Part known = parts.get(file);
        if (known != null) {
            send(context, file, known);
            return;
        }
        context.vertx().executeBlocking(() -> read(file), false).onSuccess(found -> {
            if (found == null) {
                Answer.problem(context, 404, "not found", "no such path");
            } else {
                parts.put(file, found);
                send(context, file, found);
            }
        }).onFailure(context::fail);
    }

    private static void send(RoutingContext context, String file, Part part) {
        context.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", part.tag())
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Content-Type", TYPES.get(ending(file)));
        if (EntityTag.isIn(context.request().headers().getAll("If-None-Match"), part.tag())) {
            context.response().setStatusCode(304).end();
        } else {
            Outgoing.end(context, part.content());
        }
    }

    private static @Nullable Part read(String file) throws IOException {
        // Only what is beside: no other folder can be named.
        if (!file.matches("[a-z]+\\.[a-z]+") || !TYPES.containsKey(ending(file))) {
            return null;
        }
        try (InputStream in = PageEndpoint.class.getResourceAsStream("/io/dockmedic/api/page/" + file)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            return new Part(Buffer.buffer(content), EntityTag.of(content));
        }
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
