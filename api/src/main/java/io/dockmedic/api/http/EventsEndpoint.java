package io.dockmedic.api.http;

import io.dockmedic.api.security.Scope;
import io.dockmedic.collectors.alert.payload.BadPayloadException;
import io.dockmedic.collectors.alert.payload.CloudEventReader;
import io.dockmedic.collectors.alert.payload.Occurrence;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code POST /api/v1/events} takes in CloudEvents, in each of the ways in which they go over HTTP. */
public final class EventsEndpoint implements Endpoint {
    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String DATA = "application/json";
    private static final String PREFIX = "ce-";

    private final Intake intake;
    private final CloudEventReader reader = new CloudEventReader();

    public EventsEndpoint(Intake intake) {
        this.intake = intake;
    }

    @Override
    public Scope scope() {
        return Scope.INGEST;
    }

    @Override
    public boolean busy() {
        return true;
    }

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        intake.mount(router, "/api/v1/events", List.of(ONE, BATCH, DATA), mayChange, this::read);
    }

    private List<Occurrence> read(HttpServerRequest request, byte[] body) throws BadPayloadException {
        return switch (SentJson.type(request)) {
            case ONE -> reader.structured(body);
            case BATCH -> reader.batch(body);
            default -> reader.binary(attributes(request), body, true);
        };
    }

    /** What is no letter of ASCII there is written as in addresses. */
    private static Map<String, String> attributes(HttpServerRequest request) {
        Map<String, String> attributes = new TreeMap<>();
        request.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), decoded(header.getValue()));
            }
        });
        return attributes;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return value;
        }
    }
}
