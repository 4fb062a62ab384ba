package io.dockmedic.collectors.base.signature;

import io.dockmedic.collectors.base.time.Clock;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Whether what was sent to us is signed, as Standard Webhooks has it, by who knows a secret that we know. Safe for use by several
 * threads.
 */
public final class Signatures {
    /** By how much the sender's clock and ours may differ; as a rule also how old it may be, which can be sent again so long. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<SigningSecret> secrets;
    private final Clock clock;
    private final Duration oldest;

    /** What was sent beside the body, in the headers {@code webhook-id}, {@code -timestamp} and {@code -signature}. */
    public record Shown(String id, String timestamp, String signature) {}

    /** @param secrets any of them will do, so that one can be changed for another */
    public Signatures(List<SigningSecret> secrets, Clock clock) {
        this(secrets, clock, TOLERANCE);
    }

    private Signatures(List<SigningSecret> secrets, Clock clock, Duration oldest) {
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
        this.oldest = oldest;
    }

    /** The same for what may have waited on its way, where something else makes sure that it counts once. */
    public Signatures waiting(Duration longest) {
        return new Signatures(secrets, clock, longest);
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
        List<byte[]> given = given(shown.signature());
        return secrets.stream()
                .map(secret -> secret.over(shown.id(), shown.timestamp(), body))
                .anyMatch(expected -> given.stream().anyMatch(one -> MessageDigest.isEqual(expected, one)));
    }

    private static List<byte[]> given(String header) {
        List<byte[]> given = new ArrayList<>();
        for (String one : header.split(" ", -1)) {
            if (one.startsWith(SigningSecret.VERSION)) {
                try {
                    given.add(Base64.getDecoder().decode(one.substring(SigningSecret.VERSION.length())));
                } catch (IllegalArgumentException notBase64) {
                    // Then it is none that holds.
                }
            }
        }
        return given;
    }
}
