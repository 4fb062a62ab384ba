package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.ErrorClass;

/** Why no GPU is reset, for a person. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorClass error;

    Refusal(ErrorClass error, String why) {
        super(why);
        this.error = error;
    }

    /** What waiting does not change. */
    static Refusal of(String why) {
        return new Refusal(ErrorClass.BAD_REQUEST, why);
    }

    ErrorClass error() {
        return error;
    }
}
