package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.rules.remedy.TcpProbe;
import io.vertx.core.Future;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.List;

/** Asks by a connection, which is closed again at once: nothing is sent or read. */
final class TcpAsk implements Ask {
    private final TcpProbe probe;
    private final NetClient client;
    private final Reach reach;

    TcpAsk(TcpProbe probe, NetClient client, Reach reach) {
        this.probe = probe;
        this.client = client;
        this.reach = reach;
    }

    @Override
    public Future<Said> once(ContainerState container) {
        String port = "port " + probe.port() + " of " + container.name() + " ";
        return reach.of(container.id()).compose(places -> {
            List<Places.Place> known = places.own(probe.port());
            return known.isEmpty()
                    ? Future.succeededFuture(new Said(false, port + "cannot be connected to: " + why(places)))
                    : Knocking.at(known, this::connected)
                            .map(open -> new Said(true, port + "accepted a connection"))
                            .otherwise(failure -> new Said(false, port + Failure.words(failure, probe.timeout())));
        });
    }

    private static String why(Places places) {
        return places.why().isEmpty() ? "it has no address on any network" : places.why();
    }

    private Future<Boolean> connected(Places.Place place) {
        return client.connect(new ConnectOptions().setHost(place.host())
                .setPort(place.port())
                .setTimeout((int) probe.timeout().toMillis()))
                .onSuccess(NetSocket::close)
                .map(true);
    }
}
