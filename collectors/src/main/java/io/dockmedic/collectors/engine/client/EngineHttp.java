package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/**
 * GET requests on Vert.x' own client: for the event stream and what watches it, where deadlines work on any socket and
 * no thread waits. Futures complete on the caller's context; all but an answer is an {@link EngineUnavailable}.
 */
public final class EngineHttp {
    /** @param apiVersion the {@code Api-Version} header, empty when there is none */
    public record Answer(int status, String apiVersion, Buffer body) {}

    /** Streams hold a connection each; the rest are pings and a look or two. */
    private static final int CONNECTIONS = 8;

    private final EngineAddress address;
    private final HttpClient client;
    private final Timers timers;

    public EngineHttp(EngineAddress address, HttpClient client, Timers timers) {
        this.address = address;
        this.client = client;
        this.timers = timers;
    }

    /**
     * A client that fits the address. It keeps no connections, so that a ping tells of the engine as it is now and not
     * of one that has gone.
     */
    public static HttpClient client(Vertx vertx, EngineAddress address) {
        HttpClientOptions options = new HttpClientOptions().setKeepAlive(false);
        if (address instanceof EngineAddress.Tls tls) {
            options.setSsl(true)
                    .setVerifyHost(true)
                    .setTrustOptions(new PemTrustOptions().addCertPath(tls.certificates().resolve("ca.pem").toString()))
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificates().resolve("cert.pem").toString())
                            .addKeyPath(tls.certificates().resolve("key.pem").toString()));
        }
        // No connection is kept, so there is none to clean up.
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setCleanerPeriod(0));
    }

    /** The whole answer, body included, by the deadline. */
    public Future<Answer> get(String path, Duration deadline) {
        return within(deadline, path, response -> response.body()
                .map(body -> new Answer(response.statusCode(), apiVersion(response), body)));
    }

    /** The head of an answer by the deadline; its body is paused and for the caller to read or reset. */
    public Future<HttpClientResponse> open(String path, Duration deadline) {
        return within(deadline, path, response -> {
            response.pause();
            return Future.succeededFuture(response);
        });
    }

    private static String apiVersion(HttpClientResponse response) {
        String version = response.getHeader("Api-Version");
        return version == null ? "" : version;
    }

    private interface Reader<T> {
        Future<T> read(HttpClientResponse response);
    }

    private <T> Future<T> within(Duration deadline, String path, Reader<T> reader) {
        Promise<T> promise = Promise.promise();
        Timers.Pending limit = timers.after(deadline, () -> promise.tryFail(EngineUnavailable.silent(deadline)));
        client.request(options(path)).onComplete(connected -> {
            if (connected.failed()) {
                promise.tryFail(EngineUnavailable.unreached(connected.cause()));
                return;
            }
            HttpClientRequest request = connected.result();
            promise.future().onFailure(late -> request.reset());
            request.send().compose(reader::read).onComplete(read -> {
                if (read.succeeded()) {
                    promise.tryComplete(read.result());
                } else {
                    promise.tryFail(EngineUnavailable.broken(read.cause()));
                }
            });
        });
        return promise.future().onComplete(done -> limit.cancel());
    }

    private RequestOptions options(String path) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setURI(path);
        return switch (address) {
            case EngineAddress.Unix unix -> options.setHost("localhost")
                    .setPort(80)
                    .setServer(SocketAddress.domainSocketAddress(unix.socket().toString()));
            case EngineAddress.Tcp tcp -> options.setHost(tcp.host()).setPort(tcp.port());
            case EngineAddress.Tls tls -> options.setHost(tls.host()).setPort(tls.port());
        };
    }
}
