package io.dockmedic.api.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Who vouches for clients. */
public final class Authorities {
    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private Authorities() {}

    /**
     * What the file holds, where that is somebody. Blocks.
     *
     * @throws IOException when the file cannot be read, or holds no certificate
     */
    public static byte[] read(Path file) throws IOException {
        byte[] held;
        try {
            held = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("tls.client_ca_file: " + file + " cannot be read: " + e, e);
        }
        if (!somebody(held)) {
            throw new IOException("tls.client_ca_file: " + file + " holds no certificate; name a file with those of"
                    + " the authorities that vouch for clients, PEM");
        }
        return held;
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
