package io.dockmedic.api.http;

import io.dockmedic.collectors.base.health.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /-/ready}: 200 when every part that is needed has reported, none of these is down and those that an act needs
 * are not even degraded, else 503; in both cases with what each part says of itself. What is only seen less of, the
 * kernel's log where it may not be read, keeps nothing from being done.
 */
public final class ReadyEndpoint implements Endpoint {
    private final Health health;
    private final List<String> needed;
    private final List<String> forActs;

    /**
     * @param needed  parts that must have reported, and work
     * @param forActs parts without which, whole, there is no act
     * @param meters  where {@code dockmedic_ready} says the same
     */
    public ReadyEndpoint(Health health, List<String> needed, List<String> forActs, MeterRegistry meters) {
        this.health = health;
        this.needed = List.copyOf(needed);
        this.forActs = List.copyOf(forActs);
        Gauge.builder("dockmedic.ready", this, endpoint -> endpoint.ready() ? 1 : 0)
                .description("1 when /-/ready answers 200")
                .register(meters);
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/-/ready").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        JsonObject said = said();
        Answer.json(context, said.getBoolean("ready") ? 200 : 503, said);
    }

    /** What is answered: {@code ready}, and {@code parts} with what each says of itself. May be asked from any thread. */
    public JsonObject said() {
        Map<String, Health.Part> parts = parts();
        boolean ready = ready(parts);
        JsonObject said = new JsonObject();
        parts.forEach((name, part) -> said.put(name, new JsonObject()
                .put("status", part.status().name().toLowerCase(Locale.ROOT))
                .put("reason", part.reason())));
        return new JsonObject().put("ready", ready).put("parts", said);
    }

    /** Whether it answers 200. May be asked from any thread. */
    public boolean ready() {
        return ready(parts());
    }

    private Map<String, Health.Part> parts() {
        Map<String, Health.Part> parts = health.parts();
        needed.forEach(part -> parts.putIfAbsent(part, new Health.Part(Health.Status.DOWN, "not started yet")));
        return parts;
    }

    private boolean ready(Map<String, Health.Part> parts) {
        return parts.entrySet().stream().allMatch(part -> enough(part.getKey(), part.getValue()));
    }

    private boolean enough(String name, Health.Part part) {
        return switch (part.status()) {
            case UP -> true;
            case DEGRADED -> !forActs.contains(name);
            case DOWN -> !needed.contains(name);
        };
    }
}
