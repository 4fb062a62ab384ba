package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;

/** What follows on a call's answer, or on what was found out before the call. */
sealed interface Sequel {
    /** The world is looked at, and by that the next move is chosen. */
    record Look() implements Sequel {}

    /** The same, but not at once. */
    record Again(Duration pause) implements Sequel {
        /** Where something is about to happen. */
        static final Again SOON = new Again(Duration.ofSeconds(1));

        /** Where somebody else, or the engine, is waited for. */
        static final Again LATER = new Again(Duration.ofSeconds(2));
    }

    /**
     * All is to be put back.
     *
     * @param error by what a remedy goes on, where nothing was changed
     */
    record GoBack(ErrorClass error, String why) implements Sequel {
        /** Of what is as after any other reason. */
        GoBack(String why) {
            this(ErrorClass.BAD_REQUEST, why);
        }
    }

    /** It is over. */
    record End(Outcome outcome) implements Sequel {}
}
