package io.dockmedic.api.http;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Entrance.Clients;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.TrustedProxy;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What those who come over TCP have to get through.
 *
 * @param access      by which tokens they are known
 * @param certificate to serve TLS with; empty to serve without
 * @param clients     whose certificates say who they are; empty when nobody's do
 * @param proxy       which says who its users are; empty for none
 * @param paces       how fast they may ask
 * @param near        who may ask as fast as they like all the same
 * @param clock       for paces
 * @param meters      where those who are refused are counted
 */
public record Gate(Access access, Optional<Certificate> certificate, Optional<Clients> clients,
        Optional<TrustedProxy> proxy, Paces paces, Predicate<SocketAddress> near, Clock clock, MeterRegistry meters) {
    /** Nobody on this machine is to be slowed down. */
    public static final Predicate<SocketAddress> THIS_MACHINE = MetricsEndpoint::onThisMachine;

    /** At which everybody may ask as fast as they like, and nobody counts. */
    static Gate plain(Access access, Optional<Certificate> certificate) {
        return new Gate(access, certificate, Optional.empty(), Optional.empty(), Paces.ANY, THIS_MACHINE,
                new SystemClock(), new SimpleMeterRegistry());
    }
}
