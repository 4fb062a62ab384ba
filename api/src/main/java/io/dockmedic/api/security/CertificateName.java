package io.dockmedic.api.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * The one name of who shows a certificate: its subject's common name; where there is none, its only alternative name that is a
 * host's, a mail address or a URI. One with several has no name, so it is never a question which of them was meant.
 */
public final class CertificateName {
    private static final Set<Integer> MAIL_HOST_URI = Set.of(1, 2, 6);

    private CertificateName() {}

    /** Empty when it has none. */
    public static Optional<String> of(X509Certificate certificate) {
        List<String> common;
        try {
            common = new LdapName(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253)).getRdns()
                    .stream()
                    .filter(part -> part.toAttributes().get("CN") != null)
                    .map(CertificateName::text)
                    .toList();
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
        List<String> names = common.isEmpty() ? alternatives(certificate) : common;
        return names.size() == 1 ? Optional.of(names.getFirst()).filter(name -> !name.isBlank()) : Optional.empty();
    }

    /** Blank for one of several values, or one that is no text. */
    private static String text(Rdn part) {
        return part.size() == 1 && part.getValue() instanceof String text ? text : "";
    }

    private static List<String> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(one -> one.getFirst() instanceof Integer kind && MAIL_HOST_URI.contains(kind))
                            .map(one -> String.valueOf(one.get(1)))
                            .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }
}
