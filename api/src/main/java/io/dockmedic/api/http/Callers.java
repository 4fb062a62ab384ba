package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who asks: found out once for each request, and kept with it. */
final class Callers {
    private static final String CALLER = "dockmedic.caller";
    private static final String CERTIFICATE = "dockmedic.certificate";
    private static final String PROXIED = "dockmedic.proxied";
    private static final String LET_IN = "dockmedic.let-in";

    private Callers() {}

    /**
     * Finds out by what is shown. What a trusted proxy says counts first, then a token, then a certificate: who shows a token that
     * is none is told so, and not taken for somebody else. Refused here is only who says what a proxy alone may say.
     */
    static Handler<RoutingContext> known(Gate gate) {
        Optional<ProxyHeaders> headers = gate.proxy().map(proxy -> new ProxyHeaders(proxy, gate.clock()));
        return context -> {
            switch (headers.map(proxy -> proxy.read(context)).orElse(ProxyHeaders.DIRECT)) {
                case ProxyHeaders.User(Caller caller) -> {
                    context.put(PROXIED, true);
                    context.put(CALLER, caller);
                }
                case ProxyHeaders.Nobody(boolean proxied) -> {
                    context.put(PROXIED, proxied);
                    shown(context, gate, proxied);
                }
                case ProxyHeaders.Bad(String why) -> {
                    if (!Turnstile.isTooMuchOf(context, "bad header of a proxy")) {
                        Refused.PROXY.count(context);
                        Refusal.unread(context, 403, "forbidden", why);
                    }
                    return;
                }
            }
            context.next();
        };
    }

    /** @param proxied whether the connection, and a certificate that was shown on it, is a proxy's */
    private static void shown(RoutingContext context, Gate gate, boolean proxied) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            Credentials.shown(authorization)
                    .flatMap(gate.access()::of)
                    .ifPresent(grant -> context.put(CALLER, Caller.with(grant)));
        } else if (!proxied && gate.clients().isPresent()) {
            ClientCertificate certificate = ClientCertificate.of(context.request().connection().sslSession());
            boolean good = certificate.isGoodAt(gate.clock().shown(gate.clock().now()));
            certificate.name().ifPresent(name -> {
                context.put(CERTIFICATE, name + (good ? " is not in access.certificates" : " is not good now"));
                gate.clients()
                        .filter(clients -> good)
                        .flatMap(clients -> clients.known().stream().filter(one -> one.name().equals(name)).findFirst())
                        .ifPresent(known -> context.put(CALLER, Caller.certified(known)));
            });
        }
    }

    /** What keeps a certificate that was shown from counting, after "the certificate of"; empty without one. */
    static Optional<String> certified(RoutingContext context) {
        return Optional.ofNullable(context.get(CERTIFICATE));
    }

    /** It is {@code caller}, whatever is shown. */
    static Handler<RoutingContext> are(Caller caller) {
        return context -> {
            context.put(CALLER, caller);
            context.next();
        };
    }

    /** Who it is; empty when nobody knows. */
    static Optional<Caller> of(RoutingContext context) {
        return Optional.ofNullable(context.get(CALLER));
    }

    /** Whether a trusted proxy sends it, whether or not it says of whom. */
    static boolean isProxied(RoutingContext context) {
        return context.get(PROXIED, false);
    }

    /** They may do what they ask for. */
    static void letIn(RoutingContext context) {
        context.put(LET_IN, true);
    }

    /** What is sent shows that it is by {@code caller}, who may send it. */
    static void letIn(RoutingContext context, Caller caller) {
        context.put(CALLER, caller);
        letIn(context);
    }

    /** Whether they were found to be somebody who may do what they ask for. */
    static boolean isLetIn(RoutingContext context) {
        return context.get(LET_IN, false);
    }
}
