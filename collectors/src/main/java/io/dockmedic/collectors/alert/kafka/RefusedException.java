package io.dockmedic.collectors.alert.kafka;

/** A record is none that can be taken, now or ever. The message says why. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String kind;

    /** @param kind one word, for metrics */
    RefusedException(String kind, String why) {
        super(why);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
