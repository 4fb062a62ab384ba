package io.dockmedic.remediation.action.http;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.remediation.escalate.NoAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes calls, each once, on a connection of its own: one that was kept may be closed at the other end already, and nobody would know
 * whether what was sent into it arrived. No redirect is followed. To be used on one context.
 */
final class Caller {
    private static final int CONNECT_MILLIS = 10_000;
    /** Until it is known who is called and they agree on keys: a call is decided on for now and not for later. */
    private static final int BEGIN_MILLIS = 15_000;
    /** So many at a time to one host: none waits for another. */
    private static final int AT_A_TIME = 1000;

    private final Vertx vertx;
    private final Clock clock;
    /** By who vouches for who is called. */
    private final Map<Optional<String>, HttpClient> clients = new HashMap<>();

    Caller(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    private HttpClient client(Optional<String> authorities) {
        return clients.computeIfAbsent(authorities, any -> {
            HttpClientOptions options = new HttpClientOptions().setKeepAlive(false).setConnectTimeout(CONNECT_MILLIS);
            authorities.ifPresent(
                    held -> options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(held))));
            return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(AT_A_TIME));
        });
    }

    /**
     * Makes it. The future never fails.
     *
     * @param key for who is called, to know it by should it ever come twice
     */
    Future<Came> call(HttpCall call, String key) {
        long until = clock.nanos() + call.timeout().toNanos();
        Future<HttpClientRequest> connecting;
        try {
            connecting = client(call.authorities()).request(options(call, key));
        } catch (RuntimeException e) {
            return Future.succeededFuture(new Came.NotSent("its address cannot be used"));
        }
        return connecting.timeout(Math.min(left(until), BEGIN_MILLIS), TimeUnit.MILLISECONDS).transform(connected -> {
            if (connected.succeeded()) {
                return sent(connected.result(), call, until);
            }
            // Nothing is sent on what comes too late.
            connecting.onSuccess(late -> late.connection().close());
            return Future.succeededFuture(new Came.NotSent(NoAnswer.because(connected.cause())));
        });
    }

    private static RequestOptions options(HttpCall call, String key) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setAbsoluteURI(call.url())
                // Who answers with one could else have us send to what only this machine can reach.
                .setFollowRedirects(false);
        call.headers().forEach(options::putHeader);
        return options.putHeader("User-Agent", "dockmedic").putHeader("Idempotency-Key", key);
    }

    /** From here on nothing says that it was not sent. */
    private Future<Came> sent(HttpClientRequest request, HttpCall call, long until) {
        boolean bare = request.getMethod().equals(HttpMethod.GET) && call.body().isEmpty();
        Future<HttpClientResponse> answer = bare ? request.send() : request.send(Buffer.buffer(call.body()));
        return answer.map(Body::of)
                .timeout(left(until), TimeUnit.MILLISECONDS)
                .transform(begun -> begun.succeeded()
                        ? begun.result().within(vertx, left(until))
                        : Future.<Came>succeededFuture(new Came.Lost(NoAnswer.because(begun.cause()))))
                .onComplete(known -> request.reset());
    }

    private long left(long until) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - clock.nanos()));
    }
}
