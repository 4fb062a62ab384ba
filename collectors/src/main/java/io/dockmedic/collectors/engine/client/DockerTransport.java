package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.base.redact.Redactor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.engine.client.CallResult.Refused;
import io.dockmedic.collectors.engine.client.CallResult.Unknown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer over docker-java's transport, blocking, errors as values. Nothing in it ends a read on a
 * unix socket that does not come, so whoever calls interrupts. Over TCP every request has a connection of its own: a kept one that
 * the engine closed meanwhile would make a call that never arrived look like one that may have. On a unix socket that is seen
 * before. Safe for use by several threads.
 */
final class DockerTransport implements AutoCloseable {
    /** Reads an answer's body. */
    @FunctionalInterface
    interface Body<T> {
        T read(InputStream body) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ERROR_BYTES = 16 * 1024;

    private final DockerHttpClient http;
    private final Map<String, String> connection;

    DockerTransport(EngineAddress address, int connections, Duration connectWithin) {
        connection = address instanceof EngineAddress.Unix ? Map.of() : Map.of("Connection", "close");
        http = switch (address) {
            case EngineAddress.Unix unix -> new UnixHttp(unix.socket());
            case EngineAddress.Tcp tcp -> over("tcp://" + tcp.host() + ":" + tcp.port(), connections, connectWithin)
                    .build();
            case EngineAddress.Tls tls -> over("tcp://" + tls.host() + ":" + tls.port(), connections, connectWithin)
                    .sslConfig(new LocalDirectorySSLConfig(tls.certificates().toString()))
                    .build();
        };
    }

    private static ApacheDockerHttpClient.Builder over(String address, int connections, Duration connectWithin) {
        return new ApacheDockerHttpClient.Builder()
                .dockerHost(URI.create(address))
                .maxConnections(connections)
                .connectionTimeout(connectWithin);
    }

    /** @param path with version and query */
    <T> CallResult<T> send(String method, String path, Body<T> body) {
        return send(method, path, null, body);
    }

    /**
     * @param path with version and query
     * @param said to the engine; null for nothing
     */
    <T> CallResult<T> send(String method, String path, @Nullable JsonNode said, Body<T> body) {
        Request.Builder request = Request.builder();
        request.method(method).path(path);
        connection.forEach(request::putHeader);
        if (said != null) {
            request.putHeader("Content-Type", "application/json")
                    .bodyBytes(said.toString().getBytes(StandardCharsets.UTF_8));
        }
        try (Response response = http.execute(request.build())) {
            int status = response.getStatusCode();
            if (status >= 200 && status < 300) {
                return new Done<>(body.read(response.getBody()));
            }
            String message = message(response.getBody());
            return refused(status, message);
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    /** The newest API version that the server offers; empty when it names none. */
    CallResult<String> ping() {
        Request.Builder request = Request.builder();
        request.method("GET").path("/_ping");
        connection.forEach(request::putHeader);
        try (Response response = http.execute(request.build())) {
            int status = response.getStatusCode();
            String offered = response.getHeader("Api-Version");
            if (status == 200) {
                return new Done<>(offered == null ? "" : offered);
            }
            String message = message(response.getBody());
            return refused(status, message);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** To be said to the engine. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode json(InputStream body) throws IOException {
        return JSON.readTree(body);
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> CallResult<T> failed(Exception e) {
        ErrorClass unsent = Unsent.why(e);
        return unsent == null
                ? new Unknown<>("the connection broke: " + Unsent.root(e))
                : new Refused<>(unsent, 0, String.valueOf(Unsent.root(e).getMessage()));
    }

    /** An engine's message may quote the command it could not run. */
    private static <T> Refused<T> refused(int status, String message) {
        return new Refused<>(Refusals.of(status, message), status,
                new Redactor().line(Refusals.said(status, message)));
    }

    private static String message(InputStream body) {
        try {
            String text = new String(body.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8).strip();
            try {
                return JSON.readTree(text).path("message").asText(text);
            } catch (IOException notJson) {
                return text;
            }
        } catch (IOException broken) {
            return "";
        }
    }
}
