package io.dockmedic.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program as people get it: {@code deploy/dockmedic serve} with its own flags, as a process, known from outside
 * only: its configuration, HTTP, log and process id. Its home outlives it; starting it again is a restart.
 */
public final class ShippedProgram implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration END = Duration.ofSeconds(30);

    private final Path home;
    private final int port;
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private List<String> view = List.of();
    private volatile Optional<Process> process = Optional.empty();

    /**
     * Writes the configuration; starts nothing.
     *
     * @param home     a folder of the program's own: configuration, {@code rules.d}, data, log
     * @param settings more of {@code dockmedic.yml}
     */
    public ShippedProgram(Path home, String dockerHost, String settings) {
        this.home = home;
        this.port = freePort();
        try {
            Files.createDirectories(home.resolve("rules.d"));
            Files.writeString(home.resolve("dockmedic.yml"), """
                    engine: {address: "%s"}
                    listen: 127.0.0.1:%d
                    data_directory: data
                    runtime_directory: run
                    %s
                    """.formatted(dockerHost, port, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings under which all pages go to that pager. */
    public static String paging(Pager pager) {
        return "escalation: {receivers: [{name: pager, webhook: {url: \"%s\"}}]}".formatted(pager.url());
    }

    /** Adds rules to the shipped ones, for the next start. */
    public ShippedProgram rules(String name, String yaml) {
        try {
            Files.writeString(home.resolve("rules.d").resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** An entry of the process' environment, for the next start. */
    public ShippedProgram with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** @param command that it is run by from the next start on, as its last arguments, in the same process */
    public ShippedProgram within(List<String> command) {
        view = List.copyOf(command);
        return this;
    }

    /** Starts it and returns at once. */
    public void start() {
        if (alive()) {
            throw new IllegalStateException("it runs already");
        }
        try {
            List<String> command = new ArrayList<>(view);
            command.addAll(List.of(checkout().resolve("deploy/dockmedic").toString(), "serve", "--config",
                    home.resolve("dockmedic.yml").toString()));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The launcher's process id, which it passes on to the program. */
    public long pid() {
        return process.orElseThrow().pid();
    }

    public boolean alive() {
        return process.map(Process::isAlive).orElse(false);
    }

    /** SIGKILL, and waits for the end. */
    public void kill() {
        process.ifPresent(running -> {
            running.destroyForcibly();
            awaitEnd(running);
        });
    }

    /** SIGTERM, and waits for the end. */
    public void terminate() {
        process.ifPresent(running -> {
            running.destroy();
            awaitEnd(running);
        });
    }

    /** Whether {@code /-/ready} answers 200. */
    public boolean ready() {
        return get("/-/ready").map(answer -> answer.statusCode() == 200).orElse(false);
    }

    /** The body of an answer with status 200, or nothing when it does not answer so. */
    public Optional<String> body(String path) {
        return get(path).filter(answer -> answer.statusCode() == 200).map(HttpResponse::body);
    }

    /** All incidents it knows, as the API writes them; empty when it does not answer. */
    public List<JsonNode> incidents() {
        return body("/api/v1/incidents?limit=1000").map(text -> {
            try {
                List<JsonNode> all = new ArrayList<>();
                JSON.readTree(text).at("/data/incidents").forEach(all::add);
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orElse(List.of());
    }

    /** Where it is served. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Standard output and error of all runs, one after the other. */
    public Path log() {
        return home.resolve("log");
    }

    /** Its journal, token and control socket. */
    public Path data() {
        return home.resolve("data");
    }

    /** The root of this checkout. */
    public static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/dockmedic"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("not within a checkout"));
        }
        return folder;
    }

    @Override
    public void close() {
        kill();
        client.close();
    }

    private Optional<HttpResponse<String>> get(String path) {
        try {
            return Optional.of(client.send(HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void awaitEnd(Process running) {
        try {
            if (!running.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
                throw new IllegalStateException("the program did not end within " + END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
