package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.CertificateName;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Who asks: found out once for each request, and kept with it. */
final class Callers {
    private static final String CALLER = "dockmedic.caller";
    private static final String CERTIFICATE = "dockmedic.certificate";
    private static final String LET_IN = "dockmedic.let-in";

    private Callers() {}

    /**
     * Finds out by what is shown. What a trusted proxy says counts first, then a token, then a certificate: who shows a token that
     * is none is told so, and not taken for somebody else. Refused here is only who says what a proxy alone may say.
     */
    static Handler<RoutingContext> known(Gate gate) {
        Optional<ProxyHeaders> headers = gate.proxy().map(ProxyHeaders::new);
        return context -> {
            switch (headers.map(proxy -> proxy.read(context)).orElse(ProxyHeaders.NOBODY)) {
                case ProxyHeaders.User(Caller caller) -> context.put(CALLER, caller);
                case ProxyHeaders.Nobody nobody -> shown(context, gate);
                case ProxyHeaders.Bad(String why) -> {
                    Refused.PROXY.count(context);
                    Refusal.unread(context, 403, "forbidden", why);
                    return;
                }
            }
            context.next();
        };
    }

    private static void shown(RoutingContext context, Gate gate) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            Credentials.shown(authorization)
                    .flatMap(gate.access()::of)
                    .ifPresent(grant -> context.put(CALLER, Caller.with(grant)));
        } else {
            certificate(context).ifPresent(name -> {
                context.put(CERTIFICATE, name);
                gate.clients()
                        .flatMap(clients -> clients.known().stream().filter(one -> one.name().equals(name)).findFirst())
                        .ifPresent(known -> context.put(CALLER, Caller.certified(known)));
            });
        }
    }

    /** The name in the certificate that the client showed, which somebody vouches for whom we believe; empty without one. */
    private static Optional<String> certificate(RoutingContext context) {
        SSLSession session = context.request().connection().sslSession();
        try {
            return session != null && session.getPeerCertificates()[0] instanceof X509Certificate shown
                    ? CertificateName.of(shown)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    /** The name in a certificate that was shown, whoever that is; empty without one. */
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
