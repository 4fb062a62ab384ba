package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.stream.Audience;
import io.dockmedic.api.stream.Feed;
import io.dockmedic.api.trend.Trends;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.RecordJson;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.api.view.Samples;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.alert.inbox.AlertInbox;
import io.dockmedic.collectors.alert.inbox.AlertStore;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.exposition.Part;
import io.dockmedic.collectors.exposition.Parts;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.reading.Capabilities;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Telling;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.image.report.Inbox;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.record.RemarkRecords;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.publish.Remedies;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.incident.Incidents;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.Context;
import java.util.regex.MatchResult;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpStageTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private volatile GpuSamples gpus = GpuSamples.NONE;
    private final List<Supplier<MetricSnapshots>> more = new ArrayList<>();
    private final Parts parts = new Parts(
            List.of(new Part("program", () -> meters.getPrometheusRegistry().scrape()),
                    new Part("more", () -> new MetricSnapshots(more.stream()
                            .flatMap(one -> one.get().stream())
                            .toList()))),
            health);
    private volatile boolean near = true;
    private final Duration patience = Duration.ofMillis(1_500);
    private final IncidentView incidents = new IncidentView(() -> Future.succeededFuture(List.of()), meters);
    private final AtomicInteger reloads = new AtomicInteger();
    private List<String> problems = List.of();
    private HttpStage stage;

    @BeforeEach
    void start() throws Exception {
        stage = stage();
        done(vertx.deployVerticle(incidents));
        done(vertx.deployVerticle(stage));
    }

    @AfterEach
    void stop() throws Exception {
        done(vertx.close());
    }

    @Test
    void metricsAreInTheFormatThatIsLikedBestAndTextWithoutAWish() throws Exception {
        Counter.builder("dockmedic.things").register(meters).increment();

        HttpResponse<String> plain = get("/metrics", "Accept", "*/*");
        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body()).contains("dockmedic_things_total 1.0").doesNotContain("# EOF");

        HttpResponse<String> prometheus = get("/metrics", "Accept",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.4,"
                        + "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        assertThat(prometheus.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(prometheus.body()).contains("dockmedic_things_total 1.0").endsWith("# EOF\n");

        HttpResponse<String> textFirst = get("/metrics", "Accept",
                "text/plain;q=0.9,application/openmetrics-text;q=0.2");
        assertThat(textFirst.body()).doesNotContain("# EOF");

        HttpResponse<String> binary = get("/metrics", "Accept",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");
        assertThat(binary.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(
                        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited");
        assertThat(binary.body()).contains("dockmedic_things_total").doesNotContain("# HELP");
    }

    @Test
    void metricsAreCompressedForWhoAcceptsItFromElsewhere() throws Exception {
        Counter.builder("dockmedic.things").register(meters).increment();
        assertThat(encoding("gzip")).isNotEqualTo("gzip");
        near = false;
        assertThat(encoding("br, gzip;q=0.5")).isEqualTo("gzip");
        assertThat(encoding("gzip;q=0, br")).isNotEqualTo("gzip");
        HttpResponse<byte[]> packed = CLIENT.send(request("/metrics", "Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        try (InputStream open = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(open.readAllBytes(), StandardCharsets.UTF_8)).contains("dockmedic_things_total 1.0");
        }
    }

    private String encoding(String accepted) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(request("/metrics", "Accept-Encoding", accepted).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return answer.headers().firstValue("Content-Encoding").orElse("");
    }

    @Test
    void aPageWhoseNameResolvesToThisMachineReadsNothing() throws Exception {
        assertThat(statusFor("rebound.example.com")).isEqualTo(421);
        assertThat(statusFor("127.0.0.1.example.com:9717")).isEqualTo(421);
        for (String host : List.of("localhost:9717", "127.0.0.1", "[::1]:9717", "web.localhost", "myhost")) {
            assertThat(statusFor(host)).as(host).isEqualTo(200);
        }
    }

    @Test
    void aPartThatFailsIsLeftOutAndSaysSoUntilItWorks() throws Exception {
        Gauge.builder("dockmedic.good", () -> 1).register(meters);
        more.add(() -> {
            throw new IllegalStateException("collector broken");
        });

        HttpResponse<String> without = get("/metrics");
        assertThat(without.statusCode()).isEqualTo(200);
        assertThat(without.body()).contains("dockmedic_good 1.0", "dockmedic_collector_up{collector=\"more\"} 0.0",
                "dockmedic_collector_up{collector=\"program\"} 1.0").doesNotContain("collector broken");
        more.clear();
        assertThat(get("/metrics").body()).contains("dockmedic_collector_up{collector=\"more\"} 1.0");
    }

    @Test
    void aScrapeDoesNotRunOnTheEventLoop() throws Exception {
        Gauge.builder("dockmedic.on.event.loop", () -> Context.isOnEventLoopThread() ? 1 : 0)
                .register(meters);

        assertThat(get("/metrics").body()).contains("dockmedic_on_event_loop 0.0");
    }

    @Test
    void healthyAlwaysAndReadyOnlyWhenEveryPartIs() throws Exception {
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        assertThat(json(get("/-/ready")).getJsonObject("parts").getJsonObject("engine").getString("reason"))
                .isEqualTo("not started yet");

        health.say("engine", Health.Status.UP, "");
        health.say("rules", Health.Status.DEGRADED, "the last good ones count");
        assertThat(get("/-/ready").statusCode()).isEqualTo(200);

        health.say("journal", Health.Status.DEGRADED, "the disk is full");
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        health.say("journal", Health.Status.UP, "");

        health.say("kernel_log", Health.Status.DOWN, "not ours to read");
        assertThat(get("/-/ready").statusCode()).as("without what only tells more").isEqualTo(200);

        health.say("engine", Health.Status.DOWN, "unreachable");
        HttpResponse<String> down = get("/-/ready");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(json(down).getBoolean("ready")).isFalse();
        assertThat(json(down).getJsonObject("parts").getJsonObject("engine"))
                .isEqualTo(new JsonObject().put("status", "down").put("reason", "unreachable"));
    }

    @Test
    void reloadNeedsTheTokenAndAPost() throws Exception {
        assertThat(get("/-/reload").statusCode()).isEqualTo(405);
        assertThat(post("/-/reload", "Accept", "*/*").statusCode()).isEqualTo(401);
        assertThat(post("/-/reload", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(post("/-/reload", "Authorization", token()).statusCode()).isEqualTo(401);
        assertThat(reloads).hasValue(0);

        assertThat(post("/-/reload", "Authorization", "Bearer " + token()).statusCode()).isEqualTo(200);
        assertThat(post("/-/reload", "Authorization", "bearer " + token()).statusCode()).isEqualTo(200);
        assertThat(reloads).hasValue(2);
    }

    @Test
    void whatAnswersGetAnswersHeadWithoutABody() throws Exception {
        for (String path : List.of("/", "/metrics", "/-/healthy", "/api/v1/incidents")) {
            HttpResponse<String> head = CLIENT.send(request(path).HEAD().build(), HttpResponse.BodyHandlers.ofString());
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
        assertThat(CLIENT.send(request("/-/reload").HEAD().build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aWrongMethodIsToldTheRightOne() throws Exception {
        assertThat(get("/-/reload").headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void theVersionIsAMetric() throws Exception {
        Build.register(meters);

        assertThat(get("/metrics").body()).contains("# HELP dockmedic_build_info ")
                .containsPattern("dockmedic_build_info\\{version=\"[^\"]+\"\\} 1");
    }

    @Test
    void aRefusedReloadTellsTheProblems() throws Exception {
        problems = List.of("a.yml:1:2: unknown field");

        HttpResponse<String> refused = post("/-/reload", "Authorization", "Bearer " + token());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).getJsonArray("problems")).containsExactly("a.yml:1:2: unknown field");
    }

    @Test
    void theListIsBoundedNewestFirstAndSaysHowManyThereAre() throws Exception {
        Publisher<IncidentChange> rules = new Publisher<>(vertx, Incidents.TOPIC, List.of(IncidentView.SUBSCRIBER),
                meters);
        for (int i = 0; i < 150; i++) {
            done(rules.publish(change("i%03d".formatted(i), Incident.State.FIRING)));
        }

        assertThat(ids("/api/v1/incidents")).hasSize(100).startsWith("i149", "i148").endsWith("i050");
        assertThat(ids("/api/v1/incidents?limit=2&state=firing")).containsExactly("i149", "i148");
        assertThat(json(get("/api/v1/incidents?limit=1")).getJsonObject("data").getInteger("total")).isEqualTo(150);
        assertThat(json(get("/api/v1/incidents?status=firing")).getString("detail"))
                .isEqualTo("unknown parameter status; there are after, brief, limit, rule, service, since, state");
        for (String wrong : List.of("0", "-1", "1001", "many", "")) {
            assertThat(get("/api/v1/incidents?limit=" + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void incidentsFromTheBusAreListedPickedAndFoundById() throws Exception {
        Publisher<IncidentChange> rules = new Publisher<>(vertx, Incidents.TOPIC, List.of(IncidentView.SUBSCRIBER),
                meters);
        done(rules.publish(change("a", Incident.State.FIRING)));
        done(rules.publish(change("b", Incident.State.RESOLVED)));

        Publisher<RemedyChange> remediation = new Publisher<>(vertx, Remedies.TOPIC, List.of(IncidentView.SUBSCRIBER),
                meters);
        done(remediation.publish(new RemedyChange(
                Instant.EPOCH, "a", "ContainerExited", "shop/web/1", "over", "", List.of(), true, false)));

        assertThat(ids("/api/v1/incidents")).containsExactlyInAnyOrder("a", "b");
        assertThat(ids("/api/v1/incidents?state=firing")).containsExactly("a");
        assertThat(ids("/api/v1/incidents?state=firing&state=resolved")).hasSize(2);
        assertThat(get("/api/v1/incidents?state=broken").statusCode()).isEqualTo(400);
        assertThat(json(get("/api/v1/incidents/a")).getJsonObject("data").getString("rule"))
                .isEqualTo("ContainerExited");
        assertThat(json(get("/api/v1/incidents/a")).getJsonObject("data").getJsonObject("remedy").getBoolean("healed"))
                .isTrue();
        assertThat(get("/api/v1/incidents/nope").statusCode()).isEqualTo(404);
    }

    /** The page would say of it that something is wrong, and nothing of NVIDIA's. */
    @Test
    void aDriverOfGpusThatNeedHaveNoneIsNotShown() throws Exception {
        gpus = new GpuSamples(List.of(new DriverSample("nvidia", GpuDriverState.OK, "", "580.1", 1),
                new DriverSample("amd", GpuDriverState.NO_DRIVER, "amdgpu is not loaded", "", 0)), List.of());
        JsonArray drivers = json(get("/api/v1/gpus")).getJsonObject("data").getJsonArray("drivers");
        assertThat(drivers.stream().map(one -> ((JsonObject) one).getString("vendor"))).containsExactly("nvidia");
    }

    @Test
    void whoWasGivenAGpuIsToldApartFromWhoUsesIt() throws Exception {
        Container idle = new Container("a".repeat(64), "idle", "web:1", Map.of(), new Service("", "idle", ""), false);
        GpuReading reading = GpuReading.silent(new Gpu(0, "nvidia", "0000:18:00.0", "", ""), "nvidia0", GpuState.OK,
                Cure.NONE, "");
        gpus = GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, "", "580.1", 1),
                List.of(new GpuSample(reading, List.of(), 0, false, true, List.of(idle))));
        JsonObject gpu = json(get("/api/v1/gpus")).getJsonObject("data").getJsonArray("gpus").getJsonObject(0);
        assertThat(gpu.containsKey("capabilities")).isTrue();
        assertThat(gpu.getJsonObject("capabilities")).as("it did not answer").isNull();
        assertThat(gpu.getJsonArray("services")).isEmpty();
        assertThat(gpu.getBoolean("usersUnknown")).isTrue();
        assertThat(gpu.getJsonArray("given")).containsExactly("idle");
    }

    @Test
    void ofAGpuThereIsWhoUsesItAndWhetherItsDriverTells() throws Exception {
        Container train = new Container("a".repeat(64), "train", "web:1", Map.of(), new Service("", "train", ""),
                false);
        GpuReading reading = new GpuReading(new Gpu(0, "nvidia", "0000:18:00.0", "", ""), "nvidia0", GpuState.OK,
                Cure.NONE, "", Map.of(Quantity.RECOVERY_ACTION, 4L, Quantity.PERSISTENCE, 0L), Set.of(), List.of(),
                new Telling(List.of("xid"), "the others: refused"), new Capabilities(List.of("nvmlDeviceGetUUID"),
                        Map.of("NVML_FI_DEV_MEMORY_TEMP", "NVML_ERROR_NOT_SUPPORTED"),
                        List.of("nvmlDeviceGetMarginTemperature")),
                List.of(new GpuInstance(3, 0, "MIG-1", "1g.10gb", Map.of(Quantity.MEMORY_USED, 5L))));
        gpus = GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, "", "580.1", 1), List.of(new GpuSample(
                reading,
                List.of(new GpuSample.Use(new GpuProcess(7, 5, 61, 0, 3, 0), train),
                        new GpuSample.Use(new GpuProcess(8, -1), null)),
                0)));
        JsonObject gpu = json(get("/api/v1/gpus")).getJsonObject("data").getJsonArray("gpus").getJsonObject(0);
        assertThat(gpu.getJsonObject("events")).isEqualTo(new JsonObject(
                """
                        {"registered": true, "kinds": ["xid"], "why": "the others: refused"}"""));
        assertThat(gpu.getJsonArray("processes")).isEqualTo(new JsonArray(
                """
                        [{"pid": 7, "memoryBytes": 5, "utilizationPercent": 61, "memoryUtilizationPercent": 0, "gpuInstance": 3,
                           "computeInstance": 0, "container": "train"},
                         {"pid": 8, "memoryBytes": null, "utilizationPercent": null, "memoryUtilizationPercent": null,
                           "gpuInstance": null, "computeInstance": null, "container": null}]"""));
        assertThat(gpu.getJsonObject("capabilities")).isEqualTo(new JsonObject(
                """
                        {"supported": ["nvmlDeviceGetUUID"],
                         "refused": {"NVML_FI_DEV_MEMORY_TEMP": "NVML_ERROR_NOT_SUPPORTED"},
                         "lacking": ["nvmlDeviceGetMarginTemperature"]}"""));
        assertThat(gpu.getJsonArray("instances")).isEqualTo(new JsonArray(
                """
                        [{"gpuInstance": 3, "computeInstance": 0, "uuid": "MIG-1", "profile": "1g.10gb",
                          "memoryBytes": 5, "memoryTotalBytes": null}]"""));
        assertThat(gpu.getInteger("recoveryAction")).isEqualTo(4);
        assertThat(gpu.getBoolean("persistence")).isFalse();
        assertThat(gpu.getBoolean("mig")).isNull();
    }

    @Test
    void theLandingPageLinksOnlyToWhatThereIs() throws Exception {
        String page = get("/").body();
        List<String> links = Pattern.compile("href=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links).contains("page/page.css", "openapi.yaml", "metrics");
        for (String link : links.stream().filter(one -> !one.startsWith("#")).map(one -> "/" + one).toList()) {
            assertThat(get(link).statusCode()).as(link).isIn(200, 503);
        }
    }

    @Test
    void everyDocumentedRequestIsServed() throws Exception {
        Pattern row = Pattern.compile("(?m)^\\| `(GET|POST|DELETE) ([^`]+)` \\|");
        List<MatchResult> requests = row.matcher(Files.readString(Path.of("../docs/http.md"))).results().toList();

        assertThat(requests).hasSize(37);
        for (MatchResult request : requests) {
            HttpRequest made = request(request.group(2))
                    .method(request.group(1), HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<InputStream> answer = CLIENT.send(made, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                boolean endless = answer.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
                assertThat(endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8)).as(request.group())
                        .doesNotContain("no such path", "not with this method");
            }
        }
    }

    @Test
    void anUnknownPathIsToldAsJsonWithTheUsualHeaders() throws Exception {
        HttpResponse<String> unknown = get("/nope");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).getString("title")).isEqualTo("not found");
        assertThat(json(unknown).getString("detail")).isEqualTo("no such path; /openapi.yaml describes them all");
        assertThat(json(get("/api/v1/incident")).getString("detail")).contains("did you mean /api/v1/incidents?");
        assertThat(json(get("/-/reload")).getString("detail")).isEqualTo("not with this method, only with POST");
        assertThat(unknown.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(unknown.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        HttpRequest large = request("/-/reload", "Authorization", "Bearer " + token())
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(64 << 10) + 1]))
                .build();

        assertThat(CLIENT.send(large, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(reloads).hasValue(0);
    }

    private HttpResponse<String> report(HttpRequest.BodyPublisher body) throws Exception {
        return CLIENT.send(request("/api/v1/reports", "Authorization", "Bearer " + token()).POST(body).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private List<String> kept() throws IOException {
        Path reports = folder.resolve("reports");
        if (!Files.exists(reports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(reports)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aReportIsTakenWithTheTokenAlsoALargeOneAndWhatIsNoneLeavesNothing() throws Exception {
        String text = "{\"SchemaVersion\": 2, \"ArtifactName\": \"web:1\", \"ArtifactType\": \"container_image\"}";
        assertThat(post("/api/v1/reports", "Accept", "*/*").statusCode()).isEqualTo(401);
        HttpResponse<String> none = report(HttpRequest.BodyPublishers.ofString("{\"SchemaVersion\": 2,\n x"));
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(json(none).getString("detail")).isEqualTo("the report is not JSON, at line 2, column 2");
        assertThat(report(HttpRequest.BodyPublishers.noBody()).statusCode()).isEqualTo(400);
        assertThat(kept()).isEmpty();

        byte[] large = (text + " ".repeat(5 << 20)).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> taken = report(HttpRequest.BodyPublishers.ofByteArray(large));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(json(taken).getJsonObject("data").getString("image")).isEqualTo("web:1");
        assertThat(kept()).containsExactly(json(taken).getJsonObject("data").getString("file"));
        assertThat(Files.size(folder.resolve("reports").resolve(kept().getFirst()))).isEqualTo(large.length);

        // Of unknown length, as a pipe is sent.
        HttpResponse<String> chunked = report(
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[(32 << 20) + 1])));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(kept()).hasSize(1);
        assertThat(get("/api/v1/reports?x=y").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/reports").statusCode()).isEqualTo(200);
    }

    @Test
    void theControlSocketIsItsOwnersAloneAndNeedsNoToken() throws Exception {
        Path socket = folder.resolve("control.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");

        io.vertx.core.http.HttpClient client = vertx.createHttpClient();
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.domainSocketAddress(socket.toString()))
                .setHost("localhost")
                .setMethod(HttpMethod.POST)
                .setURI("/-/reload");
        int status = done(client.request(options).compose(ready -> ready.send()).map(answer -> answer.statusCode()));

        assertThat(status).isEqualTo(200);
        assertThat(reloads).hasValue(1);
        done(client.close());
    }

    @Test
    void aPortThatIsTakenFailsTheStartWithAClearMessage() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            HttpStage second = new HttpStage(new Listen("127.0.0.1", other.getLocalPort()), folder.resolve("s"),
                    access(), Optional.empty(), List.of());

            assertThatThrownBy(() -> done(vertx.deployVerticle(second)))
                    .hasMessageContaining("HTTP cannot be served at 127.0.0.1:" + other.getLocalPort());
        }
    }

    private HttpStage stage() {
        try {
            return new HttpStage(new Listen("127.0.0.1", 0), folder.resolve("control.sock"),
                    access(), Optional.empty(),
                    List.of(
                            new PageEndpoint(),
                            new OpenApiEndpoint(),
                            new StatusEndpoint(JsonObject::new),
                            new StreamEndpoint(new Audience(new Feed("run"), incidents, new IncidentJson(at -> at),
                                    () -> Future.failedFuture("none"), () -> Future.failedFuture("none"),
                                    JsonObject::new, new VertxTimers(vertx)),
                                    JsonObject::new),
                            new RulesEndpoint(List::of, incidents, new IncidentJson(at -> at)),
                            new ActionsEndpoint(Shipped.catalog().descriptions(), Shipped.catalog()::proofs),
                            new ContainersEndpoint(List::of, Groups.NONE, new Trends(), new SystemClock()),
                            new GpusEndpoint(() -> gpus, gpu -> Optional.empty(), new Trends(), new SystemClock()),
                            new GpuReleaseEndpoint(Served.NOT_STARTED, at -> at),
                            new AlertsEndpoint(intake()),
                            new EventsEndpoint(intake()),
                            new MetricsEndpoint(parts, meters, vertx.createSharedWorkerExecutor("scrape", 2),
                                    new VertxTimers(vertx), patience, client -> near),
                            new HealthyEndpoint(),
                            new ReadyEndpoint(health, List.of("engine"), List.of("engine", "journal"), meters),
                            new ReloadEndpoint(() -> {
                                reloads.incrementAndGet();
                                return Future.succeededFuture(problems);
                            }),
                            new IncidentsEndpoint(incidents, new IncidentJson(at -> at), new SystemClock()),
                            new IncidentEndpoint(incidents, new IncidentJson(at -> at),
                                    id -> Future.failedFuture("none")),
                            new IncidentLogsEndpoint(incidents, id -> Future.succeededFuture(List.of()), at -> at),
                            new IncidentDiagnosisEndpoint(incidents, id -> Future.failedFuture("none"), at -> at),
                            new RemediesEndpoint(incidents, new SystemClock()),
                            new RemarksEndpoint(incidents,
                                    new Remarks(new RemarkRecords(none()), new Redactor(), new SystemClock()),
                                    new RemarkJson(at -> at)),
                            new BrakesEndpoint(new Controls(), new StandingJson(at -> at)),
                            new ApprovalsEndpoint(new Answers(), new ApprovalJson(at -> at)),
                            new DiagnosisEndpoint(name -> Future.succeededFuture(Optional.empty())),
                            new AuditEndpoint(List::of),
                            new AdviceEndpoint(() -> Future.succeededFuture(List.of())),
                            new ReportsEndpoint(new Inbox(folder.resolve("reports")), List::of, TreeMap::new,
                                    new RecordJson(at -> at), vertx.createSharedWorkerExecutor("reports", 1),
                                    new VertxTimers(vertx))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Into which nothing can be written. */
    private static Journal none() {
        return new Journal() {
            @Override
            public <T> Future<T> write(Work<T> work) {
                return Future.failedFuture(new JournalException("none"));
            }

            @Override
            public <T> Future<T> read(Work<T> work) {
                return Future.failedFuture(new JournalException("none"));
            }

            @Override
            public boolean writable() {
                return false;
            }
        };
    }

    private Intake intake() {
        return new Intake(new AlertInbox(new AlertStore(none()), new SystemClock(), meters), new VertxTimers(vertx),
                Optional.empty());
    }

    private static IncidentChange change(String id, Incident.State state) {
        return new IncidentChange(IncidentChange.What.FIRED, Samples.incident(id, state), RemedyPlan.NONE);
    }

    private List<String> ids(String path) throws Exception {
        return json(get(path)).getJsonObject("data")
                .getJsonArray("incidents")
                .stream()
                .map(incident -> ((JsonObject) incident).getString("id"))
                .toList();
    }

    private Access access() throws IOException {
        return new Access(Token.at(folder.resolve("token")), List.of());
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("token")).strip();
    }

    /** The JDK's client does not let us lie about the host. */
    private int statusFor(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.port())) {
            String request = "GET /api/v1/incidents HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return CLIENT.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        return CLIENT.send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static <T> T done(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }
}
