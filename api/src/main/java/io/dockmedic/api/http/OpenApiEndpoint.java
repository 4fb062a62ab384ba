package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code GET /openapi.yaml}: all of this in OpenAPI 3.1. */
public final class OpenApiEndpoint implements Endpoint {
    private final String document = read();

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/openapi.yaml")
                .handler(context -> {
                    context.response().putHeader("Content-Type", "application/yaml; charset=utf-8");
                    Outgoing.end(context, Buffer.buffer(document));
                });
    }

    private static String read() {
        try (InputStream text = Objects.requireNonNull(OpenApiEndpoint.class.getResourceAsStream("openapi.yaml"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
