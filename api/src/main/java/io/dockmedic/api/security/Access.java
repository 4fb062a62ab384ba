package io.dockmedic.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Who is let in: who shows the token of the data directory, to everything, and who shows one that was given away. */
public final class Access {
    /** Who shows the token of the data directory. */
    static final Grant OWNER = new Grant("owner", EnumSet.of(Scope.ADMIN), "");

    private final Token token;
    private final List<Grant> grants;

    public Access(Token token, List<Grant> grants) {
        this.token = token;
        this.grants = List.copyOf(grants);
    }

    /** Whose {@code shown} is; empty when nobody's. Takes the same time wherever it differs from one that there is. */
    public Optional<Grant> of(String shown) {
        if (token.matches(shown)) {
            return Optional.of(OWNER);
        }
        byte[] hash = sha256(shown);
        Grant found = null;
        for (Grant grant : grants) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(grant.sha256()))) {
                found = grant;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
