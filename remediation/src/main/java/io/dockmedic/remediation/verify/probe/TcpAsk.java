package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.rules.remedy.TcpProbe;
import io.vertx.core.Future;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** Asks by a connection, which is closed again at once: nothing is sent or read. */
final class TcpAsk implements Ask {
    private final TcpProbe probe;
    private final NetClient client;
    private final Knocking knocking;

    TcpAsk(TcpProbe probe, NetClient client, Reach reach) {
        this.probe = probe;
        this.client = client;
        this.knocking = new Knocking(probe.port(), probe.timeout(), reach, "it has no address on any network");
    }

    @Override
    public Future<Said> once(ContainerState container) {
        return knocking.once(container, places -> places.own(probe.port()), place -> connected(place)
                .map(open -> new Said(true, knocking.at(container) + " accepted a connection")));
    }

    private Future<Boolean> connected(Places.Place place) {
        return client.connect(new ConnectOptions().setHost(place.host())
                .setPort(place.port())
                .setTimeout((int) probe.timeout().toMillis()))
                .onSuccess(NetSocket::close)
                .map(true);
    }
}
