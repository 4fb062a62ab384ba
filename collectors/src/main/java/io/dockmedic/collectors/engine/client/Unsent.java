package io.dockmedic.collectors.engine.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells failures that came before a request was sent, when nothing can have been done, from those after. */
final class Unsent {
    private record Row(Predicate<Throwable> fits, ErrorClass error) {}

    /** A unix socket's connect fails with a plain SocketException that only its message tells apart. */
    private static final List<Row> ROWS = List.of(
            new Row(says("permission denied"), ErrorClass.DENIED),
            new Row(says("no such file or directory"), ErrorClass.UNREACHABLE),
            new Row(says("connection refused"), ErrorClass.UNREACHABLE),
            new Row(ConnectException.class::isInstance, ErrorClass.UNREACHABLE),
            new Row(ConnectTimeoutException.class::isInstance, ErrorClass.UNREACHABLE),
            new Row(ConnectionRequestTimeoutException.class::isInstance, ErrorClass.UNREACHABLE),
            new Row(NoRouteToHostException.class::isInstance, ErrorClass.UNREACHABLE),
            new Row(UnknownHostException.class::isInstance, ErrorClass.UNREACHABLE),
            new Row(SSLHandshakeException.class::isInstance, ErrorClass.UNREACHABLE));

    private Unsent() {}

    /** What it is when {@code failure} came before sending, else null. */
    static @Nullable ErrorClass why(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Row row : ROWS) {
                if (row.fits().test(cause)) {
                    return row.error();
                }
            }
        }
        return null;
    }

    /** The innermost cause. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static Predicate<Throwable> says(String words) {
        return cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }
}
