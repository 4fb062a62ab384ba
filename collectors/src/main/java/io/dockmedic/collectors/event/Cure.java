package io.dockmedic.collectors.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What helps against a fault of a GPU, whoever made it. Later ones are heavier. */
public enum Cure {
    /** Nothing is needed. */
    NONE,
    /** The program that used it must be started anew; the GPU is well. */
    APPLICATION,
    /** Somebody must find out. */
    INSPECT,
    /** The GPU must be reset. */
    RESET,
    /** The machine must be started anew. */
    REBOOT,
    /** The GPU must be replaced. */
    REPLACE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As rules and metric labels write it. */
    public String word() {
        return word;
    }

    /** Empty when there is none of that word. */
    public static Optional<Cure> of(String word) {
        return Stream.of(values()).filter(cure -> cure.word().equals(word)).findFirst();
    }
}
