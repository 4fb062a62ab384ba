package io.dockmedic.api.http;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Listen;
import io.dockmedic.api.security.Access;
import io.dockmedic.api.security.Authorities;
import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.ControlSocket;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.rules.expression.Nearest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the endpoints over HTTP, where changes need a token, and reading too unless only this host can read, and over the
 * control socket, where nothing does. When either cannot be bound, its start fails with a message for a person.
 */
public final class HttpStage extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HttpStage.class);
    private static final long LARGEST_BODY = 64 << 10;
    private static final int IDLE_SECONDS = 120;
    /** Who has not shaken hands is not counted among the connections yet. */
    private static final int HANDSHAKE_SECONDS = 3;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final Duration RENEWAL = Duration.ofMinutes(1);

    private final Listen listen;
    private final Path controlSocket;
    private final Gate gate;
    private final Duration renewal;
    private final Outgoing.Bound untaken;
    private final List<Endpoint> endpoints;
    private final Connections connections;
    private volatile int port = -1;

    /** Without a bound on how fast it is asked. */
    public HttpStage(Listen listen, Path controlSocket, Access access, Optional<Certificate> certificate,
            List<Endpoint> endpoints) {
        this(listen, controlSocket, Gate.plain(access, certificate), endpoints);
    }

    /** @param gate for those who come over TCP */
    public HttpStage(Listen listen, Path controlSocket, Gate gate, List<Endpoint> endpoints) {
        this(listen, controlSocket, gate, RENEWAL, MOST_CONNECTIONS, Outgoing.Bound.USUAL, endpoints);
    }

    /** With another interval between looks at the certificate, and other bounds on connections and answers. */
    HttpStage(Listen listen, Path controlSocket, Gate gate, Duration renewal, int mostConnections,
            Outgoing.Bound untaken, List<Endpoint> endpoints) {
        this.renewal = renewal;
        this.untaken = untaken;
        this.connections = new Connections(mostConnections, gate.clock());
        this.listen = listen;
        this.controlSocket = controlSocket;
        this.gate = gate;
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public Future<?> start() {
        return control().compose(bound -> tcp());
    }

    /** The TCP port that is bound; -1 before. */
    public int port() {
        return port;
    }

    private Future<?> tcp() {
        Turnstile turnstile = new Turnstile(gate.paces(), busy()::contains, this::open, gate.near(), gate.clock());
        return vertx.executeBlocking(() -> {
            if (gate.clients().isPresent()) {
                Authorities.read(gate.clients().get().authorities());
            }
            return LocalNames.isLoopback(listen.host());
        })
                .map(loopback -> loopback
                        ? List.of(LocalNames.only(), Door.readingNear(this::open))
                        : List.of(Door.reading(this::open)))
                .compose(mayAsk -> vertx.createHttpServer(secured(options()))
                        .connectionHandler(connections::opened)
                        .requestHandler(
                                router(List.of(Refused.counted(gate), Door.ownPages(this::open), turnstile::face,
                                        Callers.known(gate), turnstile::pass),
                                        mayAsk, Door.changing(),
                                        endpoint -> Door.needs(endpoint.scope())))
                        .listen(listen.port(), listen.host()))
                .map(server -> {
                    port = server.actualPort();
                    sweep(new VertxTimers(vertx));
                    gate.certificate()
                            .ifPresent(
                                    ours -> CertificateWatch.begin(vertx, new VertxTimers(vertx), renewal, ours,
                                            gate.clients(),
                                            server));
                    LOG.atInfo().addKeyValue("address", new Listen(listen.host(), port)).log("Serving HTTP");
                    return server;
                })
                .recover(cause -> failed("HTTP cannot be served at " + listen + (gate.certificate().isPresent()
                        ? "; another process may have the port, or the certificate or its key is none"
                        : "; another process may have the port: set listen"), cause));
    }

    private void sweep(Timers timers) {
        timers.after(Connections.EVERY, () -> {
            connections.sweep();
            sweep(timers);
        });
    }

    private boolean open(String path) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.open(path));
    }

    private HttpServerOptions secured(HttpServerOptions options) {
        gate.certificate().ifPresent(ours -> {
            options.setSsl(true)
                    .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                    .setKeyCertOptions(CertificateWatch.options(ours));
            gate.clients()
                    .ifPresent(clients -> options.setClientAuth(CertificateWatch.wanted(clients))
                            .setTrustOptions(CertificateWatch.trusted(clients)));
        });
        return options;
    }

    private Future<?> control() {
        return vertx.executeBlocking(() -> {
            ControlSocket.clear(controlSocket);
            return controlSocket;
        })
                .compose(free -> vertx.createHttpServer(options())
                        .requestHandler(router(List.of(Callers.are(Caller.CONTROL)), List.of(), RoutingContext::next,
                                endpoint -> Door.open()))
                        .listen(SocketAddress.domainSocketAddress(controlSocket.toString())))
                .compose(server -> vertx.executeBlocking(() -> {
                    ControlSocket.protect(controlSocket);
                    return server;
                }))
                .recover(cause -> failed("the control socket cannot be served", cause));
    }

    private static <T> Future<T> failed(String what, Throwable cause) {
        return Future.failedFuture(new IllegalStateException(what + ": " + cause.getMessage(), cause));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions().setIdleTimeout(IDLE_SECONDS)
                .setCompressionSupported(true)
                // Over HTTP/2 the body would go out with the answer to a HEAD.
                .setHttp2ClearTextEnabled(false);
    }

    private Router router(List<Handler<RoutingContext>> first, List<Handler<RoutingContext>> mayAsk,
            Handler<RoutingContext> maySend,
            Function<Endpoint, Handler<RoutingContext>> mayChange) {
        Router router = Router.router(vertx);
        router.route().handler(connections::follow);
        router.route().handler(HttpStage::secure).failureHandler(WellFormed::failed);
        router.route().handler(new Outgoing(new VertxTimers(vertx), untaken)::follow);
        router.route().handler(WellFormed::only);
        first.forEach(one -> router.route().handler(one));
        router.route().handler(new Trail(busy()::contains, new VertxTimers(vertx))::follow);
        mayAsk.forEach(one -> router.route().handler(one));
        endpoints.stream()
                .filter(Endpoint::readsBody)
                .forEach(endpoint -> endpoint.mount(router, mayChange.apply(endpoint)));
        router.route().handler(maySend);
        router.route().handler(SentJson::only);
        router.route().handler(new SmallBodies(new VertxTimers(vertx))::follow);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        endpoints.stream()
                .filter(endpoint -> !endpoint.readsBody())
                .forEach(endpoint -> endpoint.mount(router, mayChange.apply(endpoint)));
        // What answers GET answers HEAD; the server leaves the body out.
        router.getRoutes()
                .stream()
                .filter(route -> route.methods() != null && route.methods().contains(HttpMethod.GET))
                .forEach(route -> route.method(HttpMethod.HEAD));
        router.errorHandler(404,
                context -> Answer.problem(context, 404, "not found", unknown(router, Asks.path(context))));
        router.errorHandler(405, context -> {
            String allowed = allowed(router, context.normalizedPath());
            context.response().putHeader("Allow", allowed);
            Answer.problem(context, 405, "bad method", "not with this method, only with " + allowed);
        });
        router.errorHandler(413, context -> Answer.problem(context, 413, "bad data", "the body is too large"));
        router.errorHandler(500, HttpStage::broken);
        return router;
    }

    /** Paths to which machines send as fast as things happen. */
    private Set<String> busy() {
        Router busy = Router.router(vertx);
        endpoints.stream().filter(Endpoint::busy).forEach(endpoint -> endpoint.mount(busy, RoutingContext::next));
        return busy.getRoutes().stream().map(Route::getPath).collect(Collectors.toSet());
    }

    /** What is there is no secret: it is described for everybody. */
    private static String unknown(Router router, String path) {
        List<String> paths = router.getRoutes()
                .stream()
                .map(Route::getPath)
                .filter(one -> one != null && !one.contains(":") && !one.contains("*"))
                .distinct()
                .toList();
        return "no such path" + Nearest.find(path, paths).map(one -> "; did you mean " + one + "?").orElse("")
                + "; /openapi.yaml describes them all";
    }

    private static String allowed(Router router, String path) {
        return router.getRoutes()
                .stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .filter(route -> path.matches(route.getPath().replaceAll(":[a-z]+", "[^/]+")))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
                .putHeader("Cache-Control", "no-store");
        context.next();
    }

    private static void broken(RoutingContext context) {
        LOG.atError().addKeyValue("path", context.request().path()).setCause(context.failure()).log("A request failed");
        Answer.problem(context, 500, "internal", "an error of ours; the log says more");
    }
}
