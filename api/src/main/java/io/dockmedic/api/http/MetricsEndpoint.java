package io.dockmedic.api.http;

import io.dockmedic.collectors.exposition.Parts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: Prometheus text, OpenMetrics or protobuf, as the client likes. Compressed for who accepts it,
 * but not within this machine, where that costs both sides more than it saves. Written on a worker, one scrape at a
 * time; a scrape that finds {@value #MOST_WAITING} before it is refused, so that slow ones do not pile up.
 */
public final class MetricsEndpoint implements Endpoint {
    private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final int MOST_WAITING = 8;

    private final Parts parts;
    private final WorkerExecutor worker;
    private final Predicate<SocketAddress> near;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter failures;
    /** Of the last scrape, for the room of the next. */
    private volatile int size = 1 << 16;

    public MetricsEndpoint(Parts parts, MeterRegistry meters, WorkerExecutor worker) {
        this(parts, meters, worker, MetricsEndpoint::onThisMachine);
    }

    /** @param near whose answers are not compressed */
    MetricsEndpoint(Parts parts, MeterRegistry meters, WorkerExecutor worker, Predicate<SocketAddress> near) {
        this.parts = parts;
        this.worker = worker;
        this.near = near;
        this.failures = Counter.builder("dockmedic.scrape.failures")
                .description("Scrapes of /metrics that failed or were refused")
                .register(meters);
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
        ScrapeFormat format = ScrapeFormat.of(context.parsedHeaders().accept());
        boolean gzip = FastGzip.accepted(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING))
                && !near.test(context.request().remoteAddress());
        worker.executeBlocking(() -> write(format, gzip))
                .onComplete(done -> waiting.decrementAndGet())
                .onSuccess(body -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                        // Whichever it is, the server leaves it as it is.
                        .putHeader(HttpHeaders.CONTENT_ENCODING, gzip ? "gzip" : HttpHeaders.IDENTITY)
                        .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding")
                        .end(body))
                .onFailure(cause -> {
                    failures.increment();
                    log.atError().setCause(cause).log("A scrape of /metrics failed");
                    Answer.text(context, 500, "the scrape failed: " + cause);
                });
    }

    private Buffer write(ScrapeFormat format, boolean gzip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        try (OutputStream out = gzip ? new FastGzip(bytes) : bytes) {
            format.write(parts, out);
        }
        size = bytes.size() + bytes.size() / 16;
        return Buffer.buffer(bytes.toByteArray());
    }

    private static boolean onThisMachine(SocketAddress client) {
        return client.isDomainSocket() || client.hostAddress().matches("127\\..*|0*:0*:.*:1|::1");
    }
}
