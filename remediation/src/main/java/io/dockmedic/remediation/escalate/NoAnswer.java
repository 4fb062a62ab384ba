package io.dockmedic.remediation.escalate;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why who was called gave no answer, in a person's words. Never the exception's own, which may show the address. */
public final class NoAnswer {
    private NoAnswer() {}

    /** In a few words. */
    public static String because(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "no such host";
            // A kind of ConnectException, so before it.
            case ConnectTimeoutException timeout -> "timed out";
            case TimeoutException timeout -> "timed out";
            case NoRouteToHostException route -> "no route to the host";
            case ConnectException refused when String.valueOf(refused.getMessage()).contains("refused") ->
                "connection refused";
            case ConnectException other -> "cannot connect";
            case SSLException tls -> "TLS failed";
            default -> "the connection broke";
        };
    }
}
