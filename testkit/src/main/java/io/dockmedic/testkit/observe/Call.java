package io.dockmedic.testkit.observe;

import io.dockmedic.testkit.SocketProxy.Exchange;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call by which the program would change something, as the proxy saw it.
 *
 * @param container its id or name; empty when the call is about something else
 * @param verb      {@code restart}, {@code start}, … : the path's last word, after the method when that is not POST
 * @param status    the engine's answer; 0 when none was seen
 */
public record Call(Instant arrived, String container, String verb, int status, boolean reached) {
    private static final Pattern ON_CONTAINER = Pattern
            .compile("^(?:/v[0-9.]+)?/containers/([^/?]+)/([a-z]+)(?:\\?.*)?$");

    /** Of a request that changes something; nothing for those that only look. */
    public static Optional<Call> of(Exchange exchange) {
        String method = exchange.request().method();
        if (method.equals("GET") || method.equals("HEAD")) {
            return Optional.empty();
        }
        Matcher path = ON_CONTAINER.matcher(exchange.request().path());
        boolean known = method.equals("POST") && path.matches();
        return Optional.of(new Call(exchange.arrived(), known ? path.group(1) : "",
                known ? path.group(2) : method + " " + exchange.request().path(), exchange.status(),
                exchange.reached()));
    }

    /** Whether it starts a container, or may have: the engine got it, and did not refuse it as far as is known. */
    public boolean starts() {
        return reached && (!answered() || status == 204) && (verb.equals("start") || verb.equals("restart"));
    }

    /** Whether the engine's answer was seen. */
    boolean answered() {
        return status != 0;
    }
}
