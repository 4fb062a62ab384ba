package io.dockmedic.remediation.action.backup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a container is kept from writing while its data is copied. */
enum Quiet {
    /** Not at all: what is written meanwhile may be half in it. */
    NONE,
    /** It is held up: what is copied is as after a power cut. */
    PAUSE,
    /** It is stopped, and started again: what is copied is as it leaves it. */
    STOP;

    /** All of them. */
    static final String FORM = Arrays.stream(values()).map(Quiet::word).collect(Collectors.joining("|"));

    /** As rules write it, and the engine is asked. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Quiet> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
