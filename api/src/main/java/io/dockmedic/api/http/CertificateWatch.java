package io.dockmedic.api.http;

import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Entrance.Clients;
import io.dockmedic.api.security.Authorities;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a server use the certificate that its files hold now, and believe who vouches for clients now, when they have changed; connections that there are keep theirs.
 * While what they hold is none, or only one of the two is new, the one before goes on; those who vouch for clients by themselves.
 */
final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final Vertx vertx;
    private final Timers timers;
    private final Duration interval;
    private final Certificate files;
    private final Optional<Clients> clients;
    private final HttpServer server;
    private Written used;

    /**
     * What is used.
     *
     * @param times       when ours were last written to; empty when that is not known
     * @param authorities who vouches for clients, PEM; empty when nobody does, or it is not known
     */
    private record Written(List<FileTime> times, Optional<Buffer> authorities) {
        static final Written NEVER = new Written(List.of(), Optional.empty());
    }

    private CertificateWatch(Vertx vertx, Timers timers, Duration interval, Certificate files,
            Optional<Clients> clients, HttpServer server, Written used) {
        this.vertx = vertx;
        this.timers = timers;
        this.interval = interval;
        this.files = files;
        this.clients = clients;
        this.server = server;
        this.used = used;
    }

    /** As a server is given them. */
    static KeyCertOptions options(Certificate files) {
        return new PemKeyCertOptions().setCertPath(files.chain().toString()).setKeyPath(files.key().toString());
    }

    /** As a server is told who vouches for clients. */
    static TrustOptions trusted(Clients clients) {
        return new PemTrustOptions().addCertPath(clients.authorities().toString());
    }

    /** Whether clients must show a certificate, or may. */
    static ClientAuth wanted(Clients clients) {
        return clients.required() ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
    }

    /** Looks at them at an interval, on the context that calls. */
    static void begin(Vertx vertx, Timers timers, Duration interval, Certificate files, Optional<Clients> clients,
            HttpServer server) {
        vertx.executeBlocking(() -> written(files, clients, Written.NEVER))
                .onComplete(first -> new CertificateWatch(vertx, timers, interval, files, clients, server,
                        first.succeeded() ? first.result() : Written.NEVER).plan());
    }

    private void plan() {
        timers.after(interval, () -> vertx.executeBlocking(() -> written(files, clients, used))
                .compose(now -> now.equals(used)
                        ? Future.succeededFuture()
                        : server.updateSSLOptions(anew(now), true)
                                .onSuccess(done -> {
                                    used = now;
                                    LOG.atInfo()
                                            .addKeyValue("file", files.chain())
                                            .log("the certificate, or who vouches for clients, is a new one");
                                }))
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("file", files.chain())
                        .addKeyValue("reason", cause.getMessage())
                        .log("the certificate cannot be renewed; the one before goes on"))
                .onComplete(done -> plan()));
    }

    private ServerSSLOptions anew(Written now) {
        ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(options(files));
        clients.ifPresent(one -> options.setClientAuth(wanted(one))
                .setTrustOptions(now.authorities()
                        .<TrustOptions>map(held -> new PemTrustOptions().addCertValue(held))
                        .orElseGet(() -> trusted(one))));
        return options;
    }

    /** Where nobody is left who vouches for clients, those before go on. */
    private static Written written(Certificate files, Optional<Clients> clients, Written before) throws IOException {
        return new Written(List.of(time(files.chain()), time(files.key())),
                clients.flatMap(one -> authorities(one.authorities(), before)));
    }

    private static Optional<Buffer> authorities(Path file, Written before) {
        try {
            return Optional.of(Buffer.buffer(Authorities.read(file)));
        } catch (IOException none) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", none.getMessage())
                    .log("who vouches for clients cannot be read again; those before go on");
            return before.authorities();
        }
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
