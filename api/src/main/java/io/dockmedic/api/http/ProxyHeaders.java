package io.dockmedic.api.http;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.TrustedProxy;
import io.dockmedic.collectors.base.time.Clock;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who a request is of, by the headers of a reverse proxy that is trusted. From elsewhere they are refused, not passed over: there they
 * are a mistake in a configuration, or somebody who tries to pose. So is what could be read in two ways: one sent twice, and one
 * written with _ in the place of -, which some programs take for the same.
 */
final class ProxyHeaders {
    static final Nobody DIRECT = new Nobody(false);
    private static final Nobody UNNAMED = new Nobody(true);

    private final TrustedProxy proxy;
    private final OwnAddresses own;
    private final Set<String> names;

    /** What they say. */
    sealed interface Said {}

    /** They are there, and it is this one. */
    record User(Caller caller) implements Said {}

    /**
     * They are not there, or name nobody.
     *
     * @param proxied whether it comes from the proxy all the same
     */
    record Nobody(boolean proxied) implements Said {}

    /** They must not be so. */
    record Bad(String why) implements Said {}

    ProxyHeaders(TrustedProxy proxy, Clock clock) {
        this.proxy = proxy;
        this.own = new OwnAddresses(clock);
        this.names = Stream.concat(Stream.of(proxy.userHeader()), proxy.groupsHeader().stream())
                .map(ProxyHeaders::alike)
                .collect(Collectors.toSet());
    }

    Said read(RoutingContext context) {
        MultiMap headers = context.request().headers();
        List<String> sent = headers.entries()
                .stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .filter(name -> names.contains(alike(name)))
                .toList();
        if (sent.isEmpty()) {
            return isOfProxy(context) ? UNNAMED : DIRECT;
        }
        Optional<InetAddress> from = address(context.request().remoteAddress());
        if (from.isEmpty() || !proxy.connectsFrom(from.get())) {
            return new Bad("the header " + sent.getFirst() + " is for a proxy of access.proxy.from; "
                    + from.map(InetAddress::getHostAddress).orElse("this address") + " is none");
        }
        if (proxy.secret().isEmpty() && own.have(from.get())) {
            return new Bad(
                    from.get().getHostAddress() + " is an address of this machine, where every process could pose"
                            + " as the proxy: set access.proxy.secret_file");
        }
        if (sent.size() != Set.copyOf(sent).size() || !names.containsAll(sent)) {
            return new Bad("the headers of access.proxy are sent once each, with - and not _ in their names: have the"
                    + " proxy set them, and drop what clients send");
        }
        String secret = headers.get(TrustedProxy.SECRET_HEADER);
        if (!proxy.shows(secret == null ? "" : secret)) {
            return new Bad("the header " + TrustedProxy.SECRET_HEADER + " has not what is in access.proxy.secret_file");
        }
        String user = headers.get(proxy.userHeader());
        if (user == null || user.isEmpty()) {
            // Its users need not be known to it; who they are then is for a token to say.
            return UNNAMED;
        }
        String groups = proxy.groupsHeader().map(headers::get).orElse("");
        return proxy.user(user, groups)
                .<Said>map(User::new)
                .orElseGet(() -> new Bad("in " + proxy.userHeader() + " stands no name: letters, digits, . _ @ + and -,"
                        + " at most 100"));
    }

    /** By its secret; where it has none, by its address. */
    private boolean isOfProxy(RoutingContext context) {
        return context.request().headers().contains(TrustedProxy.SECRET_HEADER) || (proxy.secret().isEmpty()
                && address(context.request().remoteAddress()).filter(proxy::connectsFrom).isPresent());
    }

    private static String alike(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<InetAddress> address(SocketAddress from) {
        String text = from == null || from.isDomainSocket() ? null : from.hostAddress();
        return text == null ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text.replaceFirst("%.*", "")));
    }
}
