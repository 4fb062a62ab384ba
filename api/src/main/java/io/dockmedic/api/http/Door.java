package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Lets through who may. */
final class Door {
    /** What browsers say of requests that a page of another origin makes. */
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");
    private static final String SITE = "Sec-Fetch-Site";
    private static final Pattern SIMPLE = Pattern.compile(
            "$|text/plain|multipart/form-data|application/x-www-form-urlencoded", Pattern.CASE_INSENSITIVE);

    private Door() {}

    /**
     * Keeps out what a page of another site has a browser send, before anybody is kept to a pace for it. That page knows no token, but the browser
     * may have kept a password, a certificate or a proxy's session, and on this machine reading needs none. Following a link is no such thing.
     *
     * @param open paths that everybody may read
     */
    static Handler<RoutingContext> ownPages(Predicate<String> open) {
        return context -> {
            boolean foreign = Asks.toRead(context)
                    ? !open.test(Asks.path(context)) && peeks(context.request())
                    : foreign(context);
            if (foreign) {
                Refused.FOREIGN_PAGE.count(context);
                Refusal.unread(context, 403, "forbidden", "a page of another site sent it");
            } else {
                context.next();
            }
        };
    }

    /** Who shows that they may: by a token, as such or as the password of whichever user, or by what else we know them. */
    static Handler<RoutingContext> needs(Scope scope) {
        return context -> {
            Optional<Caller> caller = Callers.of(context);
            if (caller.isEmpty()) {
                unknown(context, " with the scope " + scope.word());
            } else if (!caller.get().covers(scope)) {
                Refused.SCOPE.count(context);
                Refusal.unread(context, 403, "forbidden",
                        "the " + caller.get().way().word() + " " + caller.get().name() + " has not the scope "
                                + scope.word());
            } else {
                Callers.letIn(context);
                context.next();
            }
        };
    }

    /**
     * Who may read, for what only reads; all else goes to its own door.
     *
     * @param open paths that everybody may read
     */
    static Handler<RoutingContext> reading(Predicate<String> open) {
        Handler<RoutingContext> door = needs(Scope.READ);
        return context -> {
            if (Asks.toRead(context) && !open.test(Asks.path(context))) {
                door.handle(context);
            } else {
                context.next();
            }
        };
    }

    /** The same where everybody may read whom nobody vouches for: whom a proxy sends may do what that says, and no more,
     * also when that says nothing of them. */
    static Handler<RoutingContext> readingNear(Predicate<String> open) {
        Handler<RoutingContext> door = reading(open);
        return context -> {
            if (Callers.isProxied(context)) {
                door.handle(context);
            } else {
                context.next();
            }
        };
    }

    /** Everybody who got so far: to the control socket, which only its owner can open. */
    static Handler<RoutingContext> open() {
        return context -> {
            Callers.letIn(context);
            context.next();
        };
    }

    /** Who may change something, whatever: before anything that is sent is read. What only reads passes. */
    static Handler<RoutingContext> changing() {
        return context -> {
            if (Asks.toRead(context) || Callers.of(context).isPresent()) {
                context.next();
            } else {
                unknown(context, "");
            }
        };
    }

    private static boolean foreign(RoutingContext context) {
        String site = context.request().getHeader(SITE);
        return site == null ? simple(context) : FOREIGN.contains(site);
    }

    /** Not who shows a token: no page of another site can. */
    private static boolean peeks(HttpServerRequest request) {
        String site = request.getHeader(SITE);
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return site != null && FOREIGN.contains(site)
                && (authorization == null || authorization.regionMatches(true, 0, "Basic", 0, "Basic".length()))
                && !("navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && "document".equals(request.getHeader("Sec-Fetch-Dest")));
    }

    /**
     * A browser sends an {@code Origin}, and leaves {@code Sec-Fetch-Site} out over plain HTTP to another host. Pages of other
     * origins can have it send only what the Fetch standard calls simple without asking us first; our own page sends JSON.
     */
    private static boolean simple(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return context.request().getHeader(HttpHeaders.ORIGIN) != null
                && (type == null || SIMPLE.matcher(type.strip()).lookingAt());
    }

    private static void unknown(RoutingContext context, String more) {
        boolean shows = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (shows && Turnstile.isTooMuchOf(context, "wrong token")) {
            return;
        }
        (shows ? Refused.WRONG_TOKEN : Refused.UNKNOWN).count(context);
        context.response().putHeader("WWW-Authenticate", "Bearer");
        Refusal.unread(context, 401, "unauthorized", Callers.certified(context)
                .map(what -> "the certificate of " + what + "; ")
                .orElse(Callers.isProxied(context) ? "the proxy says of nobody that it is theirs; " : "")
                + "needs the header Authorization: Bearer with a token: the one from the data"
                + " directory, or one of access.tokens_file" + more);
    }
}
