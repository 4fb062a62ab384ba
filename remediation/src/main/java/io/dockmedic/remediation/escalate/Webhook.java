package io.dockmedic.remediation.escalate;

import io.dockmedic.collectors.base.signature.SigningSecret;
import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Posts, each answered within a deadline and, where the receiver has a secret for it, signed as Standard Webhooks says. The URL may be
 * a secret and is never part of an answer. To be used on one context.
 */
final class Webhook implements Carrier {
    private static final int SECONDS = 10;
    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final Clock clock;
    /** By who vouches for receivers. */
    private final Map<Optional<Path>, HttpClient> clients = new HashMap<>();

    Webhook(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
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

    @Override
    public Future<Answer> bring(Receiver receiver, String key, String lane, String body) {
        return post(receiver, key, body);
    }

    /** The future never fails. */
    Future<Answer> post(Receiver receiver, String key, String body) {
        RequestOptions options;
        HttpClient client;
        Buffer sent = Buffer.buffer(body);
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
            sign(options, receiver.credentials().signing(), key, sent);
        } catch (RuntimeException e) {
            return Future.succeededFuture(new Answer(0, "its address cannot be used"));
        }
        return client.request(options)
                .compose(request -> request.send(sent))
                .compose(response -> response.end().map(response.statusCode()))
                .timeout(SECONDS, TimeUnit.SECONDS)
                .map(status -> new Answer(status, problem(status)))
                .otherwise(failure -> new Answer(0, "no answer: " + NoAnswer.because(failure)));
    }

    /** Anew at each try: a signature holds for minutes only. What is signed has its parts apart by dots, so an id has none. */
    private void sign(RequestOptions options, List<SigningSecret> secrets, String key, Buffer sent) {
        if (secrets.isEmpty()) {
            return;
        }
        String id = key.replace('.', '_');
        String timestamp = Long.toString(clock.shown(clock.now()).getEpochSecond());
        byte[] body = sent.getBytes();
        options.putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", timestamp)
                .putHeader("webhook-signature", secrets.stream()
                        .map(secret -> secret.signature(id, timestamp, body))
                        .collect(Collectors.joining(" ")));
    }

    private static String problem(int status) {
        if (status >= 200 && status < 300) {
            return "";
        }
        return "it answered " + status + (status >= 300 && status < 400 && status != NOT_MODIFIED
                ? ", and no redirect is followed: set the address that it leads to"
                : "");
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
    }
}
