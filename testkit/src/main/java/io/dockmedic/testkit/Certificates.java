package io.dockmedic.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority of one's own with a server's and a client's certificate, as Docker's documentation on TLS
 * makes them: {@code ca.pem}, {@code server.pem} with {@code server-key.pem} for the loopback address, and
 * {@code cert.pem} with {@code key.pem}. Good for a day; made by the {@code openssl} command.
 */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /** Makes them in {@code directory}. */
    public static Certificates in(Path directory) {
        Certificates made = new Certificates(directory);
        made.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=test authority",
                "-keyout", made.path("ca-key.pem"), "-out", made.path("ca.pem"));
        made.signed("server.pem", "server-key.pem", "/CN=server.pem", "subjectAltName=IP:127.0.0.1,DNS:localhost");
        made.signed("cert.pem", "key.pem", "/CN=cert.pem", "extendedKeyUsage=clientAuth");
        return made;
    }

    /** What {@code dockerd} needs to serve TLS on that loopback port and let in only clients of this authority. */
    public String[] daemonFlags(int port) {
        return new String[]{
                "--host=tcp://127.0.0.1:" + port, "--tlsverify", "--tlscacert=" + path("ca.pem"),
                "--tlscert=" + path("server.pem"), "--tlskey=" + path("server-key.pem")
        };
    }

    /**
     * Makes one more for a client, {@code NAME.pem} with {@code NAME-key.pem}.
     *
     * @param subject   as {@code openssl} writes it, {@code /CN=ops}
     * @param extension as in its files of extensions
     */
    public Certificates client(String name, String subject, String extension) {
        signed(name + ".pem", name + "-key.pem", subject, extension);
        return this;
    }

    /** SHA-256 of the server's key, in base64. */
    public String serverKey() {
        try (InputStream text = Files.newInputStream(directory.resolve("server.pem"))) {
            byte[] key = CertificateFactory.getInstance("X.509").generateCertificate(text).getPublicKey().getEncoded();
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client needs to believe the server, and nobody else. */
    public SSLContext client() {
        return context(null);
    }

    /** The same for a client that shows the certificate of that name. */
    public SSLContext clientAs(String name) {
        openssl("pkcs12", "-export", "-in", path(name + ".pem"), "-inkey", path(name + "-key.pem"), "-out",
                path(name + ".p12"), "-passout", "pass:" + PASSWORD);
        try {
            KeyStore own = KeyStore.getInstance(directory.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            return context(keys.getKeyManagers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context(KeyManager @Nullable [] own) {
        try (InputStream text = Files.newInputStream(directory.resolve("ca.pem"))) {
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            known.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(text));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signed(String certificate, String key, String subject, String extension) {
        Path extensions = directory.resolve("extensions");
        try {
            Files.writeString(extensions, extension + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", subject, "-keyout", path(key), "-out",
                path("request"));
        openssl("x509", "-req", "-days", "1", "-in", path("request"), "-CA", path("ca.pem"), "-CAkey",
                path("ca-key.pem"), "-CAcreateserial", "-extfile", extensions.toString(), "-out", path(certificate));
    }

    private void openssl(String... arguments) {
        List<String> call = new ArrayList<>(List.of("openssl"));
        call.addAll(List.of(arguments));
        Command.run(Map.of(), call).orFail();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
