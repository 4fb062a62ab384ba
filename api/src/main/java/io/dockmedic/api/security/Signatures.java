package io.dockmedic.api.security;

import io.dockmedic.collectors.base.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of what is sent, as Standard Webhooks has them: HMAC-SHA256 over id, time and body, with a secret that both
 * sides know. Safe for use by several threads.
 */
public final class Signatures {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String HMAC = "HmacSHA256";
    private static final int SHORTEST = 24;
    /** By how much the sender's clock and ours may differ; as a rule also how old it may be, which can be sent again so long. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<byte[]> secrets;
    private final Clock clock;
    private final Duration oldest;

    /** What was sent beside the body, in the headers {@code webhook-id}, {@code -timestamp} and {@code -signature}. */
    public record Shown(String id, String timestamp, String signature) {}

    /** @param secrets any of them will do, so that one can be changed for another */
    Signatures(List<byte[]> secrets, Clock clock) {
        this(secrets, clock, TOLERANCE);
    }

    private Signatures(List<byte[]> secrets, Clock clock, Duration oldest) {
        this.secrets = secrets.stream().map(byte[]::clone).toList();
        this.clock = clock;
        this.oldest = oldest;
    }

    /** The same for what may have waited on its way, where something else makes sure that it counts once. */
    public Signatures waiting(Duration longest) {
        return new Signatures(secrets, clock, longest);
    }

    /**
     * With the secrets of a file, a line each: {@code whsec_} and 24 bytes or more in base64. Blocks.
     *
     * @throws IOException with a message that says what to do
     */
    public static Signatures with(Path file, Clock clock) throws IOException {
        List<byte[]> secrets = new ArrayList<>();
        for (String line : SecretFile.lines(file)) {
            if (!line.isBlank()) {
                secrets.add(secret(line.strip(), file));
            }
        }
        if (secrets.isEmpty()) {
            throw new IOException(file + " holds no secret; make one: echo whsec_$(openssl rand -base64 32)");
        }
        return new Signatures(secrets, clock);
    }

    private static byte[] secret(String line, Path file) throws IOException {
        try {
            byte[] secret = Base64.getDecoder()
                    .decode(line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : "?");
            if (secret.length >= SHORTEST) {
                return secret;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below; what stands there may be a secret all the same.
        }
        throw new IOException(file + " holds what is no secret; make one: echo whsec_$(openssl rand -base64 32)");
    }

    /** Whether who knows a secret signed {@code body}, recently enough. */
    public boolean holds(Shown shown, byte[] body) {
        if (!shown.timestamp().matches("\\d{1,12}")) {
            return false;
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(shown.timestamp()));
        Duration age = Duration.between(signed, clock.shown(clock.now()));
        if (age.compareTo(oldest) > 0 || age.negated().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] begin = (shown.id() + "." + shown.timestamp() + ".").getBytes(StandardCharsets.UTF_8);
        List<byte[]> given = given(shown.signature());
        return secrets.stream()
                .map(secret -> hmac(secret, begin, body))
                .anyMatch(expected -> given.stream().anyMatch(one -> MessageDigest.isEqual(expected, one)));
    }

    private static List<byte[]> given(String header) {
        List<byte[]> given = new ArrayList<>();
        for (String one : header.split(" ", -1)) {
            if (one.startsWith(VERSION)) {
                try {
                    given.add(Base64.getDecoder().decode(one.substring(VERSION.length())));
                } catch (IllegalArgumentException notBase64) {
                    // Then it is none that holds.
                }
            }
        }
        return given;
    }

    private static byte[] hmac(byte[] secret, byte[] begin, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update(begin);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JVM has " + HMAC, e);
        }
    }
}
