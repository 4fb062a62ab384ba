package io.dockmedic.remediation.escalate;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Posts, each answered within a deadline. The URL may be a secret and is never part of an answer. To be used on one context. */
final class Webhook {
    private static final int SECONDS = 10;
    private static final int NOT_MODIFIED = 304;

    /**
     * What came back.
     *
     * @param status  HTTP status, or 0 when there was none
     * @param problem for a person; empty for a 2xx
     */
    record Answer(int status, String problem) {
        boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    private final Vertx vertx;
    /** By who vouches for receivers. */
    private final Map<Optional<Path>, HttpClient> clients = new HashMap<>();

    Webhook(Vertx vertx) {
        this.vertx = vertx;
    }

    private HttpClient client(Optional<Path> authorities) {
        return clients.computeIfAbsent(authorities, any -> {
            HttpClientOptions options = new HttpClientOptions().setConnectTimeout(SECONDS * 1000)
                    .setIdleTimeout(SECONDS * 3);
            authorities.ifPresent(
                    file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
            return vertx.createHttpClient(options, new PoolOptions().setCleanerPeriod(SECONDS * 1000));
        });
    }

    /** The future never fails. */
    Future<Answer> post(Receiver receiver, String key, String body) {
        RequestOptions options;
        HttpClient client;
        try {
            client = client(receiver.credentials().authorities());
            options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(receiver.dialect().address(receiver.url()).toString())
                    .setTimeout(SECONDS * 1000L)
                    // Who answers with one could else have us send to what only this machine can reach.
                    .setFollowRedirects(false)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("User-Agent", "dockmedic")
                    .putHeader("Idempotency-Key", key);
            if (!receiver.credentials().authorization().isEmpty()) {
                options.putHeader("Authorization", receiver.credentials().authorization());
            }
        } catch (RuntimeException e) {
            return Future.succeededFuture(new Answer(0, "its address cannot be used"));
        }
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.end().map(response.statusCode()))
                .timeout(SECONDS, TimeUnit.SECONDS)
                .map(status -> new Answer(status, problem(status)))
                .otherwise(failure -> new Answer(0, "no answer: " + NoAnswer.because(failure)));
    }

    private static String problem(int status) {
        if (status >= 200 && status < 300) {
            return "";
        }
        return "it answered " + status + (status >= 300 && status < 400 && status != NOT_MODIFIED
                ? ", and no redirect is followed: set the address that it leads to"
                : "");
    }

    void close() {
        clients.values().forEach(HttpClient::close);
    }
}
