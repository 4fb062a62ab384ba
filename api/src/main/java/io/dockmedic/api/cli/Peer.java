package io.dockmedic.api.cli;

import io.dockmedic.api.config.Host;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * An instance, and how it is asked: the one of this machine over its control socket, any other over HTTP with a token.
 *
 * @param name  of the configuration's {@code hosts}; empty for the one of this machine
 * @param place for messages to people
 */
record Peer(String name, String place, HttpClientOptions options, RequestOptions base, String path) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The one of this machine. */
    static Peer here(Path socket) {
        return new Peer("", socket.toString(), new HttpClientOptions(), new RequestOptions()
                .setServer(SocketAddress.domainSocketAddress(socket.toString()))
                .setHost("localhost"), "");
    }

    /**
     * One of the configuration.
     *
     * @throws IOException when there is no token where there should be one
     */
    static Peer at(Host host, Map<String, String> environment) throws IOException {
        URI url = host.url();
        boolean secure = url.getScheme().equals("https");
        HttpClientOptions options = new HttpClientOptions().setSsl(secure);
        host.authorities()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        RequestOptions base = new RequestOptions()
                .setHost(url.getHost().replaceAll("^\\[|]$", ""))
                .setPort(url.getPort() < 0 ? (secure ? HTTPS : HTTP) : url.getPort())
                .setSsl(secure);
        String token = token(host, environment);
        if (!token.isEmpty()) {
            base.putHeader("Authorization", "Bearer " + token);
        }
        return new Peer(host.name(), url.toString(), options, base, url.getRawPath());
    }

    /** A request that is not sent yet. */
    Future<HttpClientRequest> request(HttpClient client, HttpMethod method, String uri) {
        return client.request(new RequestOptions(base).setMethod(method).setURI(path + uri));
    }

    /** What it is that nobody answers there. */
    IOException away(Throwable cause) {
        Throwable first = cause;
        boolean secure = false;
        while (first.getCause() != null) {
            secure |= first instanceof SSLException;
            first = first.getCause();
        }
        String why = name.isEmpty()
                ? "; is it running with this configuration?"
                : ": " + first.getMessage() + (secure ? "; does ca_file vouch for it?" : "");
        return new IOException("no Dockmedic answers at " + place + why, cause);
    }

    private static String token(Host host, Map<String, String> environment) throws IOException {
        if (host.tokenFile().isPresent()) {
            Path file = host.tokenFile().get();
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
            }
        }
        if (host.tokenEnv().isEmpty()) {
            return "";
        }
        String token = environment.get(host.tokenEnv().get());
        if (token == null) {
            throw new IOException("the environment has no " + host.tokenEnv().get());
        }
        return token.strip();
    }
}
