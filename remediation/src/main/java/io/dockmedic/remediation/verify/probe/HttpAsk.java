package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.rules.remedy.HttpProbe;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/**
 * Asks by a request of HTTP. Only the status is looked at: the connection is broken off before anything else is read, and no
 * redirect is followed, to whatever address.
 */
final class HttpAsk implements Ask {
    private final HttpProbe probe;
    private final HttpClient client;
    private final Knocking knocking;

    HttpAsk(HttpProbe probe, HttpClient client, Reach reach) {
        this.probe = probe;
        this.client = client;
        this.knocking = new Knocking(probe.port(), probe.timeout(), reach,
                "it is not published, and has no address");
    }

    @Override
    public Future<Said> once(ContainerState container) {
        return knocking.once(container, places -> places.of(probe.port()),
                place -> status(place).map(status -> said(container, status)));
    }

    private Said said(ContainerState container, int status) {
        boolean asAsked = probe.accepts(status);
        String asked = probe.status() == 0 ? "with a status of 200 to 299" : "with status " + probe.status();
        return new Said(asAsked, "GET " + withoutQuery() + " at " + knocking.at(container)
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
