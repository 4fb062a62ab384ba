package io.dockmedic.api.http;

import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.exposition.Parts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: Prometheus text, OpenMetrics or protobuf, as the client likes. Compressed for who accepts it,
 * but not within this machine, where that costs both sides more than it saves. Written on workers and sent meanwhile,
 * see {@link PacedBody}; a client that has not taken all of it after {@link #PATIENCE} is cut off. A scrape that finds
 * {@value #MOST} others is refused, so that slow ones do not pile up.
 */
public final class MetricsEndpoint implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final Pattern OURS = Pattern.compile("127\\..*|0*:0*:.*:1|::1");
    private static final int MOST = 8;
    /** Prometheus' own scrape_timeout, as a rule. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Parts parts;
    private final WorkerExecutor worker;
    private final Timers timers;
    private final Duration patience;
    private final Predicate<SocketAddress> near;
    private final Pieces pieces = new Pieces();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter failures;

    /** @param worker of as many threads as scrapes may be written at once */
    public MetricsEndpoint(Parts parts, MeterRegistry meters, WorkerExecutor worker, Timers timers) {
        this(parts, meters, worker, timers, PATIENCE, MetricsEndpoint::onThisMachine);
    }

    /** @param near whose answers are not compressed */
    MetricsEndpoint(Parts parts, MeterRegistry meters, WorkerExecutor worker, Timers timers, Duration patience,
            Predicate<SocketAddress> near) {
        this.parts = parts;
        this.worker = worker;
        this.timers = timers;
        this.patience = patience;
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
        HttpServerRequest request = context.request();
        if (underWay.get() >= MOST) {
            failures.increment();
            Answer.text(context, 503, "too many scrapes at once");
            return;
        }
        ScrapeFormat format = ScrapeFormat.of(context.parsedHeaders().accept());
        boolean gzip = FastGzip.accepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                && !near.test(request.remoteAddress());
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                // Whichever it is, the server leaves it as it is.
                .putHeader(HttpHeaders.CONTENT_ENCODING, gzip ? "gzip" : HttpHeaders.IDENTITY)
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().end();
            return;
        }
        underWay.incrementAndGet();
        PacedBody body = new PacedBody(context.vertx().getOrCreateContext(), request, pieces, timers, patience);
        body.settled().onComplete(over -> {
            underWay.decrementAndGet();
            if (request.version() == HttpVersion.HTTP_1_0) {
                // There the end of the connection is the end of the body.
                request.connection().close();
            }
        });
        worker.executeBlocking(() -> write(format, gzip, body), false)
                .onFailure(cause -> failed(context, body, cause));
    }

    private @Nullable Void write(ScrapeFormat format, boolean gzip, PacedBody body) throws IOException {
        try (OutputStream out = gzip ? new FastGzip(body) : body) {
            format.write(parts, out);
        }
        body.finish();
        return null;
    }

    /** Of a body that the client has some of, no end is sent: it sees that this is not all. */
    private void failed(RoutingContext context, PacedBody body, Throwable cause) {
        failures.increment();
        if (cause instanceof IOException) {
            LOG.atWarn().addKeyValue("reason", cause.getMessage()).log("A scrape of /metrics was not taken");
        } else {
            LOG.atError().setCause(cause).log("A scrape of /metrics failed");
        }
        if (!context.response().headWritten() && !context.response().closed()) {
            context.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
            Answer.text(context, 500, "the scrape failed: " + cause);
        }
        body.cut("it failed");
    }

    static boolean onThisMachine(SocketAddress client) {
        return client.isDomainSocket() || OURS.matcher(client.hostAddress()).matches();
    }
}
