package io.dockmedic.api.http;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Entrance.Clients;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Grant;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.security.Token;
import io.dockmedic.api.security.TrustedProxy;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A status and a reload behind a gate, with a token {@code operate} for those who have no other way in. */
final class Guarded implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final HttpStage stage;

    Guarded(Path folder, String host, Optional<Certificate> certificate, Optional<Clients> clients,
            Optional<TrustedProxy> proxy, Paces paces) throws Exception {
        this(folder, host, certificate, clients, proxy, paces, new SystemClock());
    }

    Guarded(Path folder, String host, Optional<Certificate> certificate, Optional<Clients> clients,
            Optional<TrustedProxy> proxy, Paces paces, Clock clock) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("operate".getBytes(StandardCharsets.UTF_8));
        Access access = new Access(Token.at(folder.resolve("token")),
                List.of(new Grant("operate", Set.of(Scope.OPERATE), HexFormat.of().formatHex(hash))));
        Gate gate = new Gate(access, certificate, clients, proxy, paces, Gate.THIS_MACHINE, clock, meters);
        stage = new HttpStage(new Listen(host, 0), folder.resolve("control.sock"), gate, Duration.ofMillis(200), 50,
                Outgoing.Bound.USUAL, List.of(new HealthyEndpoint(), new StatusEndpoint(JsonObject::new),
                        new ReloadEndpoint(() -> Future.succeededFuture(List.of()))));
        try {
            vertx.deployVerticle(stage).await(60, TimeUnit.SECONDS);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    int port() {
        return stage.port();
    }

    double refused(String reason) {
        return meters.get("dockmedic.http.refused").tag("reason", reason).counter().count();
    }

    @Override
    public void close() {
        try {
            vertx.close().await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
