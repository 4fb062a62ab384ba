package io.dockmedic.remediation.escalate;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** One POST, answered within a deadline. The URL may be a secret and is never part of an answer. */
final class Webhook {
    private static final int SECONDS = 10;

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

    private final HttpClient client;

    Webhook(Vertx vertx) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(SECONDS * 1000).setIdleTimeout(SECONDS * 3),
                new PoolOptions().setCleanerPeriod(SECONDS * 1000));
    }

    /** The future never fails. */
    Future<Answer> post(URI url, String key, String body) {
        RequestOptions options;
        try {
            options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(url.toString())
                    .setTimeout(SECONDS * 1000L)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("User-Agent", "dockmedic")
                    .putHeader("Idempotency-Key", key);
        } catch (RuntimeException e) {
            return Future.succeededFuture(new Answer(0, "its address cannot be used"));
        }
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.end().map(response.statusCode()))
                .timeout(SECONDS, TimeUnit.SECONDS)
                .map(status -> new Answer(status, status >= 200 && status < 300 ? "" : "it answered " + status))
                .otherwise(failure -> new Answer(0, "no answer: " + NoAnswer.because(failure)));
    }

    void close() {
        client.close();
    }
}
