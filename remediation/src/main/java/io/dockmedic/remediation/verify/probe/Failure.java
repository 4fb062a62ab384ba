package io.dockmedic.remediation.verify.probe;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Why a port gave no answer, as it goes on after the port. */
final class Failure {
    private Failure() {}

    static String words(Throwable failure, Duration timeout) {
        return switch (failure) {
            // A kind of ConnectException, so before it.
            case ConnectTimeoutException silent -> silence(timeout);
            case TimeoutException silent -> silence(timeout);
            case NoRouteToHostException route -> "cannot be reached from here: no route to it";
            case ConnectException refused when String.valueOf(refused.getMessage()).contains("refused") ->
                "refused the connection";
            case ConnectException other -> "cannot be connected to";
            default -> "broke the connection off without an answer";
        };
    }

    private static String silence(Duration timeout) {
        return "gave no answer within " + timeout.toSeconds() + " s";
    }
}
