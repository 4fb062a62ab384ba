package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.Caller.Way;
import io.dockmedic.api.security.Paces;
import io.dockmedic.api.security.Throttle;
import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps who asks to a pace: each of whom we know who they are, and of the others each address; of IPv6 a network of 64 bits, for
 * that is what one machine has. Who tries wrong tokens is slowed down by address, and who shows a right one from there is not:
 * so nobody can lock others out. To be used on one context.
 */
final class Turnstile {
    private static final int BUSY = 503;
    private static final int TOO_MANY = 429;
    private static final int UNKNOWN = 401;
    private static final String INGEST = "more was sent than access.limits.ingest allows";
    private static final int NETWORK_BYTES = 8;

    private final Predicate<String> busy;
    private final Predicate<SocketAddress> near;
    private final Throttle callers;
    private final Throttle addresses;
    private final Throttle wrong;
    private final Throttle ingest;

    /**
     * @param busy paths to which machines send as fast as things happen: of what is sent there the pace is another one
     * @param near who is not kept to any, except with wrong tokens, and but for users of a proxy
     */
    Turnstile(Paces paces, Predicate<String> busy, Predicate<SocketAddress> near, Clock clock) {
        this.busy = busy;
        this.near = near;
        this.callers = new Throttle(paces.caller(), clock);
        this.addresses = new Throttle(paces.address(), clock);
        this.wrong = new Throttle(paces.wrong(), clock);
        this.ingest = new Throttle(paces.ingest(), clock);
    }

    /** To be asked when it is known who it is. */
    void pass(RoutingContext context) {
        Optional<Caller> caller = Callers.of(context);
        SocketAddress from = context.request().remoteAddress();
        String network = network(from);
        if (caller.isEmpty() && context.request().getHeader("Authorization") != null) {
            Duration wait = wrong.ask(network);
            if (!wait.isZero()) {
                // Each further try costs them a connection.
                Refusal.closing(context);
                refuse(context, Refused.TOO_MANY_WRONG, TOO_MANY, wait,
                        "one wrong token after the other came from this address");
                return;
            }
        }
        if (near.test(from) && caller.map(Caller::way).filter(Way.PROXY::equals).isEmpty()) {
            context.next();
            return;
        }
        String who = caller.map(known -> known.way().word() + " " + known.name()).orElse(network);
        boolean sends = busy.test(context.normalizedPath());
        if (sends && caller.isEmpty() && Signed.shown(context.request()).isPresent()) {
            signed(context, network);
        } else if (sends && caller.isPresent()) {
            keep(context, ingest.ask(who), BUSY, INGEST);
        } else if (caller.isPresent()) {
            keep(context, callers.ask(who), TOO_MANY, "more was asked than access.limits.caller allows");
        } else {
            keep(context, addresses.ask(who), TOO_MANY, "more was asked from this address than access.limits.address"
                    + " allows without a token");
        }
    }

    /**
     * Whether a signature holds shows only at the end. Where many did not, those who sign have the pace of all whom we do not know, so that
     * nobody goes round that by signing anything.
     */
    private void signed(RoutingContext context, String network) {
        context.addEndHandler(ended -> {
            if (context.response().getStatusCode() == UNKNOWN) {
                wrong.ask(network);
            }
        });
        Duration wait = wrong.mayAsk(network) ? ingest.ask(network) : addresses.ask(network);
        keep(context, wait, BUSY, INGEST);
    }

    private static void keep(RoutingContext context, Duration wait, int code, String detail) {
        if (wait.isZero()) {
            context.next();
        } else {
            refuse(context, Refused.TOO_FAST, code, wait, detail);
        }
    }

    private static void refuse(RoutingContext context, Refused why, int code, Duration wait, String detail) {
        why.count(context);
        context.response().putHeader("Retry-After", Long.toString(wait.plusSeconds(1).minusNanos(1).toSeconds()));
        Refusal.unread(context, code, code == BUSY ? "not now" : "too many requests", detail);
    }

    /** The address; of IPv6 the network. */
    static String network(SocketAddress from) {
        String text = from.hostAddress();
        if (text == null || !text.contains(":")) {
            return String.valueOf(text);
        }
        InetAddress address = InetAddress.ofLiteral(text.replaceFirst("%.*", ""));
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
                : address.getHostAddress();
    }
}
