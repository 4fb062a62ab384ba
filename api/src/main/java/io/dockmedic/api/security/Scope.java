package io.dockmedic.api.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token is good for. */
public enum Scope {
    /** To see everything. */
    READ,
    /** To send what others know: alerts, reports. */
    INGEST,
    /** To see everything, and to tell Dockmedic what to do. */
    OPERATE,
    /** All of it. */
    ADMIN;

    /** As files and messages write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word; empty when there is none. */
    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
    }

    /** Whether who has this one may do what needs {@code wanted}. */
    public boolean covers(Scope wanted) {
        return this == wanted || this == ADMIN || (this == OPERATE && wanted == READ);
    }
}
