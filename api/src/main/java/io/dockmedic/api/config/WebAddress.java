package io.dockmedic.api.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** An address of something that serves HTTP, without a user, a query or a fragment. */
final class WebAddress {
    private WebAddress() {}

    /** Without a slash at its end; empty when the text is none. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
                    && uri.getFragment() == null ? Optional.of(uri) : Optional.empty();
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
