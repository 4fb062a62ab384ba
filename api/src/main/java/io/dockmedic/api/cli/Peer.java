package io.dockmedic.api.cli;

import io.dockmedic.api.config.Entrance;
import io.dockmedic.api.config.Host;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final int PATIENCE_MILLIS = 10_000;

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
        HttpClientOptions options = new HttpClientOptions().setSsl(secure)
                .setConnectTimeout(PATIENCE_MILLIS);
        host.authorities()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        if (host.certificate().isPresent()) {
            Entrance.Certificate ours = host.certificate().get();
            for (Path file : List.of(ours.chain(), ours.key())) {
                if (!Files.isReadable(file)) {
                    throw new IOException(file + " cannot be read");
                }
            }
            options.setKeyCertOptions(new PemKeyCertOptions().setCertPath(ours.chain().toString())
                    .setKeyPath(ours.key().toString()));
        }
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

    /** A request that is not sent yet; what is not answered in time fails. */
    Future<HttpClientRequest> request(HttpClient client, HttpMethod method, String uri) {
        return client
                .request(new RequestOptions(base).setMethod(method).setURI(path + uri).setTimeout(PATIENCE_MILLIS));
    }

    /** The same for what goes on as long as both are there. */
    Future<HttpClientRequest> stream(HttpClient client, String uri) {
        return client.request(new RequestOptions(base).setMethod(HttpMethod.GET).setURI(path + uri));
    }

    /** What it is that nobody answers there. */
    IOException away(Throwable cause) {
        Throwable first = cause;
        boolean secure = false;
        while (first.getCause() != null) {
            secure |= first instanceof SSLException;
            first = first.getCause();
        }
        String said = Objects.requireNonNullElse(first.getMessage(), first.getClass().getSimpleName());
        String hint = name.isEmpty()
                ? "; is it running with this configuration?"
                : said.contains("certificate_required") || said.contains("bad_certificate")
                        ? "; it wants a certificate: set certificate_file and key_file"
                        : secure ? "; does ca_file vouch for it?" : "";
        return new IOException("no Dockmedic answers at " + place + ": " + said + hint, cause);
    }

    private static String token(Host host, Map<String, String> environment) throws IOException {
        if (host.tokenFile().isPresent()) {
            Path file = host.tokenFile().get();
            try {
                return token(Files.readString(file), file.toString());
            } catch (MalformedInputException e) {
                throw new IOException(file + " holds no token", e);
            } catch (FileSystemException e) {
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
        return token(token, host.tokenEnv().get());
    }

    /** A library that is given anything else as a header says so, and what it was. */
    private static String token(String text, String where) throws IOException {
        String token = text.strip();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new IOException(where + " holds no token: that is one word of visible characters, and nothing else");
        }
        return token;
    }
}
