package io.dockmedic.collectors.engine.client;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the engine listens. */
public sealed interface EngineAddress {
    /** @param socket absolute path */
    record Unix(Path socket) implements EngineAddress {
        @Override
        public String shown() {
            return "unix://" + socket;
        }
    }

    /** Plain HTTP: for a socket proxy on a network of its own, never for the open. */
    record Tcp(String host, int port) implements EngineAddress {
        @Override
        public String shown() {
            return "tcp://" + host + ":" + port;
        }
    }

    /**
     * HTTPS with a client certificate.
     *
     * @param host         which the server's certificate must name
     * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}
     */
    record Tls(String host, int port, Path certificates) implements EngineAddress {
        @Override
        public String shown() {
            return "tcp://" + host + ":" + port + " (TLS)";
        }
    }

    /** For logs and messages. */
    String shown();

    /**
     * Reads an address as {@code DOCKER_HOST} has it.
     *
     * @param environment for {@code DOCKER_TLS_VERIFY} (TLS when not empty) and {@code DOCKER_CERT_PATH}
     *                    ({@code ~/.docker} when not set)
     * @throws IllegalArgumentException saying what to write instead
     */
    static EngineAddress parse(String text, Map<String, String> environment) {
        String address = text.strip();
        int colon = address.indexOf("://");
        String scheme = colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? address : address.substring(colon + 3);
        return switch (scheme) {
            case "unix" -> unix(text, rest);
            case "tcp", "http" ->
                tcp(text, rest, environment, !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty());
            case "https" -> tcp(text, rest, environment, true);
            case "ssh" -> throw bad(text, "ssh is not supported; forward the socket"
                    + " (ssh -L /run/remote-docker.sock:/var/run/docker.sock HOST) and write unix:///run/remote-docker.sock");
            default -> throw bad(text, "write unix:///path/to/docker.sock or tcp://HOST:PORT");
        };
    }

    private static EngineAddress unix(String text, String path) {
        if (!path.startsWith("/")) {
            throw bad(text, "a socket's path is absolute: write unix:///var/run/docker.sock");
        }
        return new Unix(Path.of(path));
    }

    private static EngineAddress tcp(String text, String rest, Map<String, String> environment, boolean tls) {
        URI uri;
        try {
            uri = URI.create("tcp://" + rest);
        } catch (IllegalArgumentException e) {
            throw bad(text, "write tcp://HOST:PORT");
        }
        if (uri.getHost() == null || (uri.getPath() != null && uri.getPath().length() > 1)) {
            throw bad(text, "write tcp://HOST:PORT");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 2376 : 2375;
        return tls ? tls(text, uri.getHost(), port, environment) : new Tcp(uri.getHost(), port);
    }

    private static EngineAddress tls(String text, String host, int port, Map<String, String> environment) {
        String folder = environment.getOrDefault("DOCKER_CERT_PATH", "");
        Path certificates = folder.isBlank()
                ? Path.of(environment.getOrDefault("HOME", "/root"), ".docker")
                : Path.of(folder);
        for (String file : new String[]{"ca.pem", "cert.pem", "key.pem"}) {
            if (!Files.isReadable(certificates.resolve(file))) {
                throw bad(text, "TLS needs " + certificates.resolve(file)
                        + "; set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem");
            }
        }
        return new Tls(host, port, certificates);
    }

    private static IllegalArgumentException bad(String text, String hint) {
        return new IllegalArgumentException("engine address \"" + text + "\": " + hint);
    }
}
