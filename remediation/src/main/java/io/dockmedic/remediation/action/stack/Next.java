package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.remediation.action.call.StopTimeout;
import java.time.Duration;

/** What follows on a look at the container whose turn it is, or on what the engine was asked for. */
sealed interface Next {
    /** It is looked again. */
    record Look() implements Next {}

    /** The same, but not at once. */
    record Again(Duration pause) implements Next {
        /** Where something is about to happen. */
        static final Again SOON = new Again(Duration.ofSeconds(1));

        /** Where the engine is waited for. */
        static final Again LATER = new Again(Duration.ofSeconds(2));
    }

    /** It has come that far, which is written down. */
    record Becomes(Progress progress) implements Next {}

    /**
     * Something cannot be seen without which nothing is done.
     *
     * @param what names it
     */
    record Unseen(String what) implements Next {}

    /** The engine is to be asked for it. */
    sealed interface Ask extends Next {
        Turn turn();

        /** What is asked for, as the ledger has it. */
        String word();

        /** How long it may take until its run has ended. */
        Duration stops();
    }

    /** It runs, and is to have another run. */
    record Restart(Turn turn, Duration stops) implements Ask {
        Restart(Turn turn, ContainerState state) {
            this(turn, StopTimeout.of(state));
        }

        @Override
        public String word() {
            return "restart";
        }
    }

    /** It is down. */
    record Start(Turn turn) implements Ask {
        @Override
        public String word() {
            return "start";
        }

        @Override
        public Duration stops() {
            return Duration.ZERO;
        }
    }
}
