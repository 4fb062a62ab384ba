package io.dockmedic.api.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps web pages out of what is served on loopback. A page can have its own name resolve to 127.0.0.1 and would then
 * be let read what we answer; but its browser still sends that name. So requests must name an address,
 * {@code localhost} or a host without a domain.
 */
final class LocalNames {
    private static final Pattern ADDRESS = Pattern.compile("\\[?[0-9a-f]*:[0-9a-f:.]*]?|\\d{1,3}(\\.\\d{1,3}){3}");

    private LocalNames() {}

    /** Refuses with 421 what names another host. */
    static Handler<RoutingContext> only() {
        return context -> {
            HostAndPort authority = context.request().authority();
            if (authority == null || isLocal(authority.host())) {
                context.next();
            } else {
                Refused.FOREIGN_NAME.count(context);
                Refusal.unread(context, 421, "misdirected",
                        "served on loopback, so ask for localhost; a proxy in front must send Host: localhost");
            }
        };
    }

    /** Whether what listens there can be reached from this host alone. Looks a name up, so it may block. */
    static boolean isLoopback(String listen) {
        try {
            return InetAddress.getByName(listen).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static boolean isLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return !name.contains(".") || name.endsWith(".localhost") || ADDRESS.matcher(name).matches();
    }
}
