package io.dockmedic.api.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** Who vouches for others: certificates in a file, PEM. */
public final class Authorities {
    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private Authorities() {}

    /**
     * Who vouches for clients, by that file. Blocks.
     *
     * @throws IOException when the file cannot be read, or holds no certificate
     */
    public static byte[] read(Path file) throws IOException {
        Optional<byte[]> held;
        try {
            held = in(file);
        } catch (IOException e) {
            throw new IOException("tls.client_ca_file: " + file + " cannot be read: " + e, e);
        }
        return held.orElseThrow(() -> new IOException("tls.client_ca_file: " + file + " holds no certificate; name a"
                + " file with those of the authorities that vouch for clients, PEM"));
    }

    /**
     * What the file holds; empty where that is nobody. Blocks.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<byte[]> in(Path file) throws IOException {
        return Optional.of(Files.readAllBytes(file)).filter(Authorities::somebody);
    }

    private static boolean somebody(byte[] held) {
        try {
            return new String(held, StandardCharsets.ISO_8859_1).contains(PEM)
                    && !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(held))
                            .isEmpty();
        } catch (CertificateException bad) {
            return false;
        }
    }
}
