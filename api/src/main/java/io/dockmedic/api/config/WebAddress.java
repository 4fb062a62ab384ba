package io.dockmedic.api.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Addresses of what serves HTTP. */
final class WebAddress {
    /** What is wrong with one of which the host cannot be called by its name. */
    static final String MISNAMED = ": its host is no name that can be called: letters, digits, - and . only, and no _";

    /** What to write instead. */
    static final String ELSE = "another name of it, such as a network alias, or its IP address";

    private static final Pattern NAMED = Pattern.compile("[^@:\\[\\]]+(?::\\d*)?");

    private WebAddress() {}

    /** One without a user, a query and a fragment, and without a slash at its end; empty when the text is none. */
    static Optional<URI> parse(String text) {
        return web(text.replaceAll("/+$", ""))
                .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
                        && uri.getFragment() == null);
    }

    /** Whether it is the address of something that HTTP is spoken to, whatever else is in it. */
    static boolean isHttp(String text) {
        return web(text).filter(uri -> uri.getHost() != null).isPresent();
    }

    /** Whether it would be one, but for its host, which has something in it that no host's name may have. */
    static boolean misnamed(String text) {
        return web(text).filter(uri -> uri.getHost() == null)
                .map(URI::getRawAuthority)
                .filter(authority -> NAMED.matcher(authority).matches())
                .isPresent();
    }

    /** Says what is wrong with one that is none, and not what it is, which may be a secret. */
    static void refuse(String text, String setting, Node node, Problems problems) {
        if (misnamed(text)) {
            problems.at(node, setting + MISNAMED, ELSE);
        } else {
            problems.at(node, setting + ": not an http:// or https:// address", "");
        }
    }

    private static Optional<URI> web(String text) {
        try {
            URI uri = new URI(text);
            return Optional.of(uri).filter(any -> "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether what is sent there goes out to another machine as it is. */
    static boolean open(URI address) {
        return address.getScheme().equals("http")
                && !new Listen(address.getHost().replaceAll("^\\[|]$", ""), 0).loopback();
    }
}
