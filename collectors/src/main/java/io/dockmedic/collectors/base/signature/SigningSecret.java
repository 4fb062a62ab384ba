package io.dockmedic.collectors.base.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that both sides know: HMAC-SHA256 with it over id, time and body is a signature. It is never shown. Safe for use by
 * several threads.
 */
public final class SigningSecret {
    /** How a signature begins in the header. */
    public static final String VERSION = "v1,";

    /** What to do without one. */
    public static final String HINT = "make one: echo whsec_$(openssl rand -base64 32)";

    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    private static final int SHORTEST = 24;

    private final byte[] secret;

    private SigningSecret(byte[] secret) {
        this.secret = secret;
    }

    /** {@code whsec_} and 24 bytes or more in base64; empty for anything else. */
    public static Optional<SigningSecret> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] secret = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return secret.length < SHORTEST ? Optional.empty() : Optional.of(new SigningSecret(secret));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The signature itself. */
    public byte[] over(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JVM has " + HMAC, e);
        }
    }

    /** The signature as the header has it. */
    public String signature(String id, String timestamp, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(over(id, timestamp, body));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningSecret same && Arrays.equals(secret, same.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
