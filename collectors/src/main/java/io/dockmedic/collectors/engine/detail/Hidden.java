package io.dockmedic.collectors.engine.detail;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A text that may be a secret: whether it is the same as another can be told, what it is cannot be read. */
public final class Hidden {
    private static final String ALGORITHM = "HmacSHA256";

    private final String text;

    public Hidden(String text) {
        this.text = text;
    }

    /**
     * The same for the same text under the same key, and nothing else.
     *
     * @param key not empty
     */
    public String fingerprint(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "hidden";
    }
}
