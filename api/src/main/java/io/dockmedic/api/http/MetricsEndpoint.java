package io.dockmedic.api.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: Prometheus text, or OpenMetrics for who accepts it. Written on a worker, one scrape at a time;
 * a scrape that finds {@value #MOST_WAITING} before it is refused, so that slow ones do not pile up.
 */
public final class MetricsEndpoint implements Endpoint {
    private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final int MOST_WAITING = 8;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final WorkerExecutor worker;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter failures;

    public MetricsEndpoint(PrometheusMeterRegistry registry, WorkerExecutor worker) {
        this.registry = registry;
        this.worker = worker;
        this.failures = Counter.builder("dockmedic.scrape.failures")
                .description("Scrapes of /metrics that failed or were refused")
                .register(registry);
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/metrics").handler(this::scrape);
    }

    private void scrape(RoutingContext context) {
        if (waiting.get() >= MOST_WAITING) {
            failures.increment();
            Answer.text(context, 503, "too many scrapes at once");
            return;
        }
        waiting.incrementAndGet();
        String format = format(context);
        worker.executeBlocking(() -> write(format))
                .onComplete(done -> waiting.decrementAndGet())
                .onSuccess(body -> context.response().putHeader("Content-Type", format).end(body))
                .onFailure(cause -> {
                    failures.increment();
                    log.atError().setCause(cause).log("A scrape of /metrics failed");
                    Answer.text(context, 500, "the scrape failed: " + cause);
                });
    }

    /** The first of the two that the client likes best; it is never offered protobuf, which we do not write. */
    private static String format(RoutingContext context) {
        for (MIMEHeader accepted : context.parsedHeaders().accept()) {
            String type = accepted.component() + "/" + accepted.subComponent();
            if (OPEN_METRICS.startsWith(type)) {
                return OPEN_METRICS;
            }
            if (TEXT.startsWith(type)) {
                return TEXT;
            }
        }
        return TEXT;
    }

    private Buffer write(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        registry.scrape(out, format);
        return Buffer.buffer(out.toByteArray());
    }
}
