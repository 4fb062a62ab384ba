package io.dockmedic.api.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Who vouches for clients. */
public final class Authorities {
    private Authorities() {}

    /**
     * Makes sure that there is somebody. Blocks.
     *
     * @throws IOException when the file cannot be read, or holds no certificate
     */
    public static void check(Path file) throws IOException {
        boolean none;
        try (InputStream in = Files.newInputStream(file)) {
            none = CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
        } catch (CertificateException bad) {
            none = true;
        } catch (IOException e) {
            throw new IOException("tls.client_ca_file: " + file + " cannot be read: " + e, e);
        }
        if (none) {
            throw new IOException("tls.client_ca_file: " + file + " holds no certificate; name a file with those of"
                    + " the authorities that vouch for clients, PEM");
        }
    }
}
