package io.dockmedic.api.http;

import io.dockmedic.api.security.CertificateName;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a client showed when it connected, which somebody vouches for whom we believe. Found out once and kept with the session; whether
 * it is still good is to be asked each time, for a connection may last longer than it.
 *
 * @param shown null for none
 * @param name  who it is; empty when it has none
 */
record ClientCertificate(@Nullable X509Certificate shown, Optional<String> name) {
    private static final ClientCertificate NONE = new ClientCertificate(null, Optional.empty());
    private static final String KEPT = "dockmedic.certificate";

    /** @param session null without TLS */
    static ClientCertificate of(@Nullable SSLSession session) {
        if (session == null) {
            return NONE;
        }
        if (session.getValue(KEPT) instanceof ClientCertificate kept) {
            return kept;
        }
        ClientCertificate found = found(session);
        session.putValue(KEPT, found);
        return found;
    }

    private static ClientCertificate found(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate shown
                    ? new ClientCertificate(shown, CertificateName.of(shown))
                    : NONE;
        } catch (SSLPeerUnverifiedException none) {
            return NONE;
        }
    }

    /** Whether it has begun to be good, and has not run out. */
    boolean isGoodAt(Instant now) {
        try {
            if (shown != null) {
                shown.checkValidity(Date.from(now));
            }
            return shown != null;
        } catch (CertificateExpiredException | CertificateNotYetValidException not) {
            return false;
        }
    }
}
