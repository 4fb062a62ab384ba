package io.dockmedic.collectors.base.kafka;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What we and a cluster show each other.
 *
 * @param encrypted   whether it is spoken to over TLS
 * @param login       by which it knows us; empty for none
 * @param authorities absolute; PEM, whose certificates of brokers are believed; empty for those the JVM believes
 * @param identity    a certificate of our own, by which it knows us; empty for none
 */
public record Security(boolean encrypted, Optional<Login> login, Optional<Path> authorities,
        Optional<Identity> identity) {
    /** Neither TLS nor a login. */
    public static final Security NONE = new Security(false, Optional.empty(), Optional.empty(), Optional.empty());

    /** How a password is shown. */
    public enum Mechanism {
        PLAIN("PLAIN"), SCRAM_SHA_256("SCRAM-SHA-256"), SCRAM_SHA_512("SCRAM-SHA-512");

        private final String word;

        Mechanism(String word) {
            this.word = word;
        }

        /** As SASL calls it. */
        public String word() {
            return word;
        }
    }

    /** A user with a password. */
    public record Login(Mechanism mechanism, String user, String password) {
        @Override
        public String toString() {
            return mechanism.word() + " as " + user;
        }
    }

    /**
     * A certificate with its key.
     *
     * @param chain absolute; PEM, ours first
     * @param key   absolute; PEM, PKCS 8
     */
    public record Identity(Path chain, Path key) {}

    /** Whether brokers and their clients know of each other who they are. */
    public boolean mutual() {
        return login.isPresent() || (encrypted && identity.isPresent());
    }
}
