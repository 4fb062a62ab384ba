package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.api.schema.Documented;
import io.dockmedic.api.security.DataDirectory;
import io.dockmedic.testkit.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import org.awaitility.core.ConditionTimeoutException;

/** The whole program, as it is shipped but for its start-up, in front of a real engine, with a pager of the test's. */
final class Spine implements AutoCloseable {
    static final Duration SOON = Duration.ofMinutes(3);

    /** Tests let several containers of one image fail at once on purpose. */
    private static final String NO_STORM = "storm: {services: 10000, image: 10000}\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final String scheme;
    private final HttpServer pager;
    private final List<JsonNode> pages = new CopyOnWriteArrayList<>();
    private final Wiring wiring;

    /**
     * Starts it and waits until it is ready.
     *
     * @param home     of journal and configuration; the same again means after a restart
     * @param settings more of {@code dockmedic.yml}
     */
    static Spine ready(String dockerHost, Path home, String settings) {
        Spine spine = new Spine(dockerHost, home, home.resolve("run"), settings);
        spine.awaitReady();
        return spine;
    }

    /**
     * Starts it and waits until it is ready and has begun to read.
     *
     * @param log what it reads as the kernel's log
     */
    static Spine hearing(String dockerHost, Path home, Path log, String settings) {
        return on(dockerHost, home, log, Path.of("/"), settings);
    }

    /**
     * The same.
     *
     * @param root of what stands in for the machine's files, as far as they tell of GPUs
     */
    static Spine on(String dockerHost, Path home, Path log, Path root, String settings) {
        Spine spine = new Spine(dockerHost, home, home.resolve("run"), true, new Machine(log, root), settings,
                Optional.empty());
        spine.awaitReady();
        spine.awaitReading();
        return spine;
    }

    /**
     * Starts it and returns when it serves, whatever it sees.
     *
     * @param shared what all instances on this host share
     */
    Spine(String dockerHost, Path home, Path shared, String settings) {
        this(dockerHost, home, shared, false, settings);
    }

    /** @param kernelLog the machine has one log, so what other tests break would be told too */
    Spine(String dockerHost, Path home, Path shared, boolean kernelLog, String settings) {
        this(dockerHost, home, shared, kernelLog, settings, Optional.empty());
    }

    /** @param believes what of the program's certificate is believed, when the settings have it serve TLS */
    Spine(String dockerHost, Path home, Path shared, boolean kernelLog, String settings,
            Optional<SSLContext> believes) {
        this(dockerHost, home, shared, kernelLog, new Machine(Path.of("/dev/kmsg"), Path.of("/")), settings, believes);
    }

    /** Where its log is read, and the files that tell of its GPUs. */
    private record Machine(Path log, Path root) {}

    private Spine(String dockerHost, Path home, Path shared, boolean kernelLog, Machine machine, String settings,
            Optional<SSLContext> believes) {
        HttpClient.Builder asks = HttpClient.newBuilder();
        believes.ifPresent(asks::sslContext);
        client = asks.build();
        scheme = believes.isPresent() ? "https" : "http";
        try {
            pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            pager.createContext("/", exchange -> {
                pages.add(JSON.readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            pager.start();
            Path file = Files.writeString(home.resolve("dockmedic.yml"), """
                    %s
                    listen: 127.0.0.1:0
                    data_directory: data
                    runtime_directory: "%s"
                    settle: 1s
                    kernel_log: %s
                    %s
                    %s
                    """.formatted(settings.contains("engine:") ? "" : "engine: {address: \"" + dockerHost + "\"}",
                    shared, kernelLog,
                    settings.contains("escalation:")
                            ? ""
                            : "escalation: {receivers: [{name: pager, webhook: {url: \"http://127.0.0.1:"
                                    + pager.getAddress().getPort() + "/\"}}]}",
                    settings.contains("storm:") ? settings : NO_STORM + settings));
            ConfigFile.Outcome outcome = new ConfigFile(Surroundings.ours()).read(Optional.of(file));
            assertThat(outcome).isInstanceOf(ConfigFile.Good.class);
            var config = ((ConfigFile.Good) outcome).config();
            DataDirectory.prepare(config.dataDirectory());
            wiring = new Wiring(config, machine.log(), machine.root());
            wiring.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitReady() {
        await().atMost(SOON).until(() -> status("/-/ready") == 200);
    }

    /** It has begun to read the kernel's log, at its end: what was written before is of another time. */
    void awaitReading() {
        await("the kernel's log is read").atMost(SOON)
                .until(() -> body("/metrics")
                        .contains("dockmedic_collector_rounds_total{collector=\"kernel_log\",result=\"ok\"}"));
    }

    /** Where HTTP is served. */
    int port() {
        return wiring.port();
    }

    int status(String path) {
        return get(path).statusCode();
    }

    String body(String path) {
        return get(path).body();
    }

    /** All incidents of a service, oldest first. */
    List<JsonNode> incidents(String service) {
        return StreamSupport.stream(json("/api/v1/incidents").at("/data/incidents").spliterator(), false)
                .filter(incident -> incident.path("key").asText().equals(service))
                .sorted((one, other) -> one.path("id").asText().compareTo(other.path("id").asText()))
                .toList();
    }

    /** The rule's incident of a service, once its remedy is in that state. */
    JsonNode incident(String service, String rule, String remedyState) {
        try {
            return await().atMost(SOON)
                    .until(() -> incidents(service).stream()
                            .filter(incident -> incident.path("rule").asText().equals(rule))
                            .filter(incident -> incident.at("/remedy/state").asText().equals(remedyState))
                            .findFirst(), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + rule + " of " + service + " that is " + remedyState + " but "
                    + incidents(service) + "; " + body("/-/ready"), e);
        }
    }

    /** The first incident of the rule, whatever its key, once its remedy is in that state. */
    JsonNode incidentOf(String rule, String remedyState) {
        return await().atMost(SOON)
                .until(() -> StreamSupport.stream(json("/api/v1/incidents").at("/data/incidents").spliterator(), false)
                        .filter(incident -> incident.path("rule").asText().equals(rule))
                        .filter(incident -> incident.at("/remedy/state").asText().equals(remedyState))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** A resolved incident of the rule, whatever its key; empty while there is none. */
    Optional<JsonNode> resolved(String rule) {
        return StreamSupport.stream(json("/api/v1/incidents?state=resolved").at("/data/incidents").spliterator(), false)
                .filter(incident -> incident.path("rule").asText().equals(rule))
                .findFirst();
    }

    /** All that the pager was sent, in order. */
    List<JsonNode> pages() {
        return pages;
    }

    /** What the pager was sent about a service, in order. */
    List<JsonNode> pages(String service) {
        return pages.stream()
                .filter(page -> page.at("/kind").asText().equals("escalation"))
                .filter(page -> page.at("/incident/key").asText().equals(service))
                .toList();
    }

    /** The first page about a service; waits for it. */
    JsonNode page(String service) {
        await().atMost(SOON).until(() -> !pages(service).isEmpty());
        return pages(service).getFirst();
    }

    /** The first page of a rule, whatever its key; waits for it. */
    JsonNode pageOf(String rule) {
        return await(rule).atMost(SOON)
                .until(() -> pages.stream()
                        .filter(page -> page.at("/kind").asText().equals("escalation"))
                        .filter(page -> page.at("/incident/rule").asText().equals(rule))
                        .findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /**
     * Makes a fault on a container of its own and waits until it is healed: whatever was to be done about what came
     * before has been decided by then.
     */
    void healSomethingElse(Engine engine, String name) {
        engine.run(name, Map.of("dockmedic.heal", "true"), "sleep", "1000");
        kill9(engine, name);
        incident(name, "ContainerExitedWithError", "healed");
    }

    static void kill9(Engine engine, String name) {
        String pid = engine.docker("inspect", "-f", "{{.State.Pid}}", name).orFail().text();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    /**
     * How often the engine says it started a container again: its {@code start} events after the first. It keeps 256
     * events, and probes make three each: see {@link #startedAt} where there are many.
     */
    static long restarts(Engine engine, String name) {
        return engine.docker("events", "--since", "1", "--until", "0s", "--filter", "event=start", "--filter",
                "container=" + name, "--format", "{{.Action}}").orFail().text().lines().count() - 1;
    }

    /** When its main process began: another time when it was started again. */
    static String startedAt(Engine engine, String name) {
        return engine.docker("inspect", "-f", "{{.State.StartedAt}}", name).orFail().text();
    }

    static String status(Engine engine, String name) {
        return engine.docker("inspect", "-f", "{{.State.Status}}", name).orFail().text();
    }

    private JsonNode json(String path) {
        try {
            return JSON.readTree(body(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + wiring.port() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(Documented.SHIPPED.answer("GET", path, answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""), answer.body()))
                    .as("%s is as the document says: %s", path, answer.body())
                    .isEmpty();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            wiring.stop().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            pager.stop(0);
            client.close();
        }
    }
}
