package io.dockmedic.api.http;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a server use the certificate that its files hold now, when they have changed; connections that there are keep theirs.
 * While what they hold is none, or only one of the two is new, the one before goes on.
 */
final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Vertx vertx;
    private final Timers timers;
    private final Duration interval;
    private final Certificate files;
    private final HttpServer server;
    private Written used;

    /** When the two files were last written to. */
    private record Written(FileTime chain, FileTime key) {
        static final Written NEVER = new Written(FileTime.fromMillis(0), FileTime.fromMillis(0));
    }

    private CertificateWatch(Vertx vertx, Timers timers, Duration interval, Certificate files, HttpServer server,
            Written used) {
        this.vertx = vertx;
        this.timers = timers;
        this.interval = interval;
        this.files = files;
        this.server = server;
        this.used = used;
    }

    /** As a server is given them. */
    static KeyCertOptions options(Certificate files) {
        return new PemKeyCertOptions().setCertPath(files.chain().toString()).setKeyPath(files.key().toString());
    }

    /** Looks at them at an interval, on the context that calls. */
    static void begin(Vertx vertx, Timers timers, Duration interval, Certificate files, HttpServer server) {
        vertx.executeBlocking(() -> written(files))
                .onComplete(first -> new CertificateWatch(vertx, timers, interval, files, server,
                        first.succeeded() ? first.result() : Written.NEVER).plan());
    }

    private void plan() {
        timers.after(interval, () -> vertx.executeBlocking(() -> written(files))
                .compose(now -> now.equals(used)
                        ? Future.succeededFuture()
                        : server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(options(files)), true)
                                .onSuccess(done -> {
                                    used = now;
                                    LOG.atInfo().addKeyValue("file", files.chain()).log("the certificate is a new one");
                                }))
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("file", files.chain())
                        .addKeyValue("reason", cause.getMessage())
                        .log("the certificate cannot be renewed; the one before goes on"))
                .onComplete(done -> plan()));
    }

    private static Written written(Certificate files) throws IOException {
        return new Written(time(files.chain()), time(files.key()));
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
