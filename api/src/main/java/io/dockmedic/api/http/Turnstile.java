package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
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
    private static final String TURNSTILE = "dockmedic.turnstile";
    private static final String INGEST = "more was sent than access.limits.ingest allows";
    private static final int NETWORK_BYTES = 8;

    private final Predicate<String> busy;
    private final Predicate<String> open;
    private final Predicate<SocketAddress> near;
    private final Throttle callers;
    private final Throttle addresses;
    private final Throttle wrong;
    private final Throttle ingest;
    /** Of whom it shows only at the end who they are: they take nothing from those of whom we know it. */
    private final Throttle signers;
    private final Throttle forgers;
    private final Throttle suspects;

    /**
     * @param busy paths to which machines send as fast as things happen: of what is sent there the pace is another one
     * @param open paths that everybody may read, as fast as they like: nobody who does that is in anybody's way
     * @param near who is not kept to any, except with wrong tokens, and but for those whom a proxy sends
     */
    Turnstile(Paces paces, Predicate<String> busy, Predicate<String> open, Predicate<SocketAddress> near,
            Clock clock) {
        this.busy = busy;
        this.open = open;
        this.near = near;
        this.callers = new Throttle(paces.caller(), clock);
        this.addresses = new Throttle(paces.address(), clock);
        this.wrong = new Throttle(paces.wrong(), clock);
        this.ingest = new Throttle(paces.ingest(), clock);
        this.signers = new Throttle(paces.ingest(), clock);
        this.forgers = new Throttle(paces.wrong(), clock);
        this.suspects = new Throttle(paces.address(), clock);
    }

    /** To be asked when it is known who it is. */
    void pass(RoutingContext context) {
        SocketAddress from = context.request().remoteAddress();
        String path = Asks.path(context);
        if ((Asks.toRead(context) && open.test(path)) || (near.test(from) && !Callers.isProxied(context))) {
            context.next();
            return;
        }
        Optional<Caller> caller = Callers.of(context);
        String who = caller.map(known -> known.way().word() + " " + known.name()).orElseGet(() -> network(from));
        boolean sends = busy.test(path);
        if (sends && caller.isEmpty() && Signed.shown(context.request()).isPresent()) {
            signed(context, who);
        } else if (sends && caller.isPresent()) {
            keep(context, ingest.ask(who), BUSY, INGEST);
        } else if (caller.isPresent()) {
            keep(context, callers.ask(who), TOO_MANY, "more was asked than access.limits.caller allows");
        } else {
            keep(context, addresses.ask(who), TOO_MANY, "more was asked from this address than access.limits.address"
                    + " allows without a token");
        }
    }

    /** To be asked before it is known who it is. */
    void face(RoutingContext context) {
        context.put(TURNSTILE, this);
        context.next();
    }

    /**
     * Counts that what they show is wrong, and that it was needed. Whether it is one too many: then that is answered.
     *
     * @param what it is
     */
    static boolean isTooMuchOf(RoutingContext context, String what) {
        Turnstile turnstile = context.get(TURNSTILE);
        Duration wait = turnstile == null
                ? Duration.ZERO
                : turnstile.wrong.ask(network(context.request().remoteAddress()));
        if (wait.isZero()) {
            return false;
        }
        // Each further try costs them a connection.
        Refusal.closing(context);
        refuse(context, Refused.TOO_MANY_WRONG, TOO_MANY, wait,
                "one " + what + " after the other came from this address");
        return true;
    }

    /**
     * Whether a signature holds shows only at the end. Where many did not, those who sign have the pace of those whom we do not know, so that
     * nobody goes round that by signing anything; they have it for themselves.
     */
    private void signed(RoutingContext context, String network) {
        context.addEndHandler(ended -> {
            if (context.response().getStatusCode() == UNKNOWN) {
                forgers.ask(network);
            }
        });
        Duration wait = forgers.mayAsk(network) ? signers.ask(network) : suspects.ask(network);
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
