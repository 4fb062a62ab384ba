package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.rules.remedy.HttpProbe;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks by a request of HTTP. Only the status is looked at: the connection is broken off before anything else is read, and no
 * redirect is followed, to whatever address.
 */
final class HttpAsk implements Ask {
    private final HttpProbe probe;
    private final HttpClient client;
    private final Reach reach;

    HttpAsk(HttpProbe probe, HttpClient client, Reach reach) {
        this.probe = probe;
        this.client = client;
        this.reach = reach;
    }

    @Override
    public Future<Said> once(ContainerState container) {
        String port = "port " + probe.port() + " of " + container.name() + " ";
        return reach.of(container.id()).compose(places -> {
            List<Places.Place> known = places.of(probe.port());
            return known.isEmpty()
                    ? Future.succeededFuture(new Said(false, port + "cannot be asked: " + why(places)))
                    : Knocking.at(known, this::status)
                            .map(status -> said(container.name(), status))
                            .otherwise(failure -> new Said(false, port + Failure.words(failure, probe.timeout())));
        });
    }

    private static String why(Places places) {
        return places.why().isEmpty() ? "it is not published, and has no address" : places.why();
    }

    private Said said(String name, int status) {
        boolean asAsked = probe.accepts(status);
        String asked = probe.status() == 0 ? "with a status of 200 to 299" : "with status " + probe.status();
        return new Said(asAsked, "GET " + withoutQuery() + " at port " + probe.port() + " of " + name
                + " was answered with status " + status + (asAsked ? "" : " and not " + asked));
    }

    /** A token may stand in it. */
    private String withoutQuery() {
        int query = probe.path().indexOf('?');
        return query < 0 ? probe.path() : probe.path().substring(0, query);
    }

    private Future<Integer> status(Places.Place place) {
        long millis = probe.timeout().toMillis();
        return client.request(new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(place.host())
                .setPort(place.port())
                .setURI(probe.path())
                .setFollowRedirects(false)
                .setTimeout(millis)
                .putHeader("User-Agent", "dockmedic"))
                .compose(request -> request.send()
                        .map(HttpClientResponse::statusCode)
                        .timeout(millis, TimeUnit.MILLISECONDS)
                        .onComplete(known -> request.reset()));
    }
}
