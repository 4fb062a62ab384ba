package io.dockmedic.api.http;

import io.dockmedic.api.security.Scope;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.image.report.Assessed;
import io.dockmedic.collectors.image.report.BadReportException;
import io.dockmedic.collectors.image.report.Inbox;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/reports} takes in a scanner's report of an image, which goes to disk as it comes and is looked at
 * there; {@code GET} has what is known of the images in use.
 */
public final class ReportsEndpoint implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ReportsEndpoint.class);
    private static final String PATH = "/api/v1/reports";
    private static final int MOST_COMING = 4;
    /** Of the largest, 280 kB a second. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Inbox inbox;
    private final Supplier<List<Assessed>> latest;
    private final Supplier<SortedMap<Path, String>> bad;
    private final RecordJson json;
    private final WorkerExecutor worker;
    private final Timers timers;
    private final Duration patience;
    private final AtomicInteger coming = new AtomicInteger();

    /** @param worker for the disk, one thread of it */
    public ReportsEndpoint(
            Inbox inbox, Supplier<List<Assessed>> latest, Supplier<SortedMap<Path, String>> bad, RecordJson json,
            WorkerExecutor worker, Timers timers) {
        this(inbox, latest, bad, json, worker, timers, PATIENCE);
    }

    /** With another patience with a report that is coming in. */
    ReportsEndpoint(
            Inbox inbox, Supplier<List<Assessed>> latest, Supplier<SortedMap<Path, String>> bad, RecordJson json,
            WorkerExecutor worker, Timers timers, Duration patience) {
        this.inbox = inbox;
        this.latest = latest;
        this.bad = bad;
        this.json = json;
        this.worker = worker;
        this.timers = timers;
        this.patience = patience;
    }

    @Override
    public Scope scope() {
        return Scope.INGEST;
    }

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get(PATH).handler(this::list);
        router.post(PATH).handler(mayChange).handler(this::take);
    }

    private void list(RoutingContext context) {
        if (!context.queryParams().isEmpty()) {
            Answer.problem(context, 400, "bad data", "there are no parameters");
            return;
        }
        JsonArray images = new JsonArray();
        latest.get().forEach(one -> images.add(json.of(one)));
        JsonArray problems = new JsonArray();
        bad.get()
                .forEach((file, reason) -> problems.add(
                        new JsonObject().put("file", file.toString()).put("reason", reason)));
        Answer.data(context, new JsonObject().put("images", images).put("problems", problems));
    }

    private void take(RoutingContext context) {
        if (!SentJson.mayBe(context.request())) {
            SentJson.refuse(context, List.of("application/json"));
            return;
        }
        if (coming.get() >= MOST_COMING) {
            refuse(context, 503, "unavailable", MOST_COMING + " reports are coming in already; try again");
            return;
        }
        coming.incrementAndGet();
        HttpServerRequest request = context.request();
        Upload upload = new Upload(request, Inbox.LARGEST, timers, patience);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        worker.executeBlocking(inbox::begin)
                .compose(file -> receive(context.vertx(), upload, file)
                        .compose(received -> worker.executeBlocking(() -> inbox.keep(file)))
                        .eventually(() -> worker.executeBlocking(() -> Files.deleteIfExists(file))))
                .onComplete(done -> coming.decrementAndGet())
                .onSuccess(taken -> Answer.data(context, json.of(taken)))
                .onFailure(cause -> failed(context, cause));
    }

    private static Future<Void> receive(Vertx vertx, Upload upload, Path file) {
        return vertx.fileSystem()
                .open(file.toString(), new OpenOptions().setWrite(true))
                .compose(upload::to);
    }

    private void failed(RoutingContext context, Throwable cause) {
        switch (cause) {
            case Upload.TooLargeException large ->
                refuse(context, 413, "bad data", "the report is larger than " + (Inbox.LARGEST >> 20) + " MiB");
            case Upload.TooSlowException slow -> {
                // Else the connection would wait for the rest.
                context.addEndHandler(told -> Hangup.of(context.request().connection()));
                refuse(context, 408, "timeout", "the report did not come within " + patience.toSeconds() + " s");
            }
            case BrokenBodyException broken ->
                refuse(context, 400, "bad request", String.valueOf(broken.getMessage()));
            case BadReportException bad -> Answer.problem(context, 400, "bad data", "the report " + bad.getMessage());
            case IOException disk -> {
                LOG.atWarn().log("a report that was sent cannot be kept: {}", disk.toString());
                refuse(context, 500, "internal", "the report cannot be kept: " + disk);
            }
            default -> {
                LOG.atWarn().log("a report that was sent was not received: {}", cause.toString());
                refuse(context, 500, "internal", "the report was not received: " + cause);
            }
        }
    }

    /** What is still on its way is not waited for. */
    private static void refuse(RoutingContext context, int code, String title, String detail) {
        context.response().putHeader("Connection", "close");
        context.request().resume();
        Answer.problem(context, code, title, detail);
    }
}
